package rhizome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.json.Json;

/**
 * Values that the seed itself made, where somebody has them: {@code data/rivine-vectors.json} below
 * the folder of {@code -Drhizome.shared}, or below a folder {@code shared} beside the checkout or
 * above it.
 */
final class Vectors {

  private static final Path FILE = Path.of("data", "rivine-vectors.json");

  private Vectors() {}

  static Optional<Path> file() {
    return places().map(place -> place.resolve(FILE)).filter(Files::isRegularFile).findFirst();
  }

  private static Stream<Path> places() {
    String given = System.getProperty("rhizome.shared");
    if (given != null) {
      return Stream.of(Path.of(given));
    }
    Path root = Path.of(System.getProperty("rhizome.root", ".")).toAbsolutePath().normalize();
    return Stream.iterate(root, above -> above != null, Path::getParent)
        .map(above -> above.resolve("shared"));
  }

  /** Those whose id begins so. */
  static List<JsonNode> of(Path file, String prefix) {
    JsonNode all;
    try {
      all = Json.parse(Files.readString(file)).get("vectors");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<JsonNode> some = new ArrayList<>();
    all.forEach(
        vector -> {
          if (vector.get("id").asText().startsWith(prefix)) {
            some.add(vector);
          }
        });
    return some;
  }
}
