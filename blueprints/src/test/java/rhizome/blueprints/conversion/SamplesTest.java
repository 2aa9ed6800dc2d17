package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.Seed;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

/**
 * Real documents, which are not ours to keep: {@code -Dsamples=FOLDER} names a folder of them, with
 * a {@code list.tsv} of file, dialect and what the seed's own parser made of it.
 */
class SamplesTest {

  private static final Pattern SERVICES_AND_ACTIONS =
      Pattern.compile("seed-parser: OK (\\d+) service\\(s\\), (\\d+) action\\(s\\)");

  private static final Pattern FIRST_KEY = Pattern.compile("(?m)^[^\\s#]\\S*?__(.*?) *:");
  private static final String BAD_NAMES = "BADNAME ";
  private static final String REFUSED = "refused";

  @Test
  void eachSampleIsTakenAsItsOwnReaderTookIt() throws IOException {
    String named = System.getProperty("samples", "");
    assumeTrue(!named.isEmpty(), "the samples are not part of this repository: -Dsamples=FOLDER");
    Path folder = Path.of(named);
    List<String> differing = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("list.tsv"));
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      byte[] bytes = Files.readAllBytes(folder.resolve(columns[0]));
      String text = new String(bytes, StandardCharsets.UTF_8);
      String expected = startsBadly(text, columns[2]) ? REFUSED : expected(columns[1], columns[2]);
      String found = found(columns[0], text);
      if (!found.equals(expected)) {
        differing.add(columns[0] + ": expected " + expected + ", found " + found);
      }
    }
    assertThat(lines).isNotEmpty();
    assertThat(differing).isEmpty();
  }

  /** What AYS refuses in the first service it takes in all others. */
  private static boolean startsBadly(String text, String notes) {
    Matcher first = FIRST_KEY.matcher(text);
    int bad = notes.indexOf(BAD_NAMES);
    return bad >= 0
        && first.find()
        && List.of(notes.substring(bad + BAD_NAMES.length()).split(",", -1))
            .contains(first.group(1));
  }

  private static String expected(String dialect, String notes) {
    Matcher counts = SERVICES_AND_ACTIONS.matcher(notes);
    if (!counts.find()) {
      return REFUSED;
    }
    Dialect known =
        dialect.startsWith("ays")
            ? Dialect.AYS
            : dialect.startsWith("zrobot-1") ? Dialect.ZROBOT_1 : Dialect.ZROBOT_2;
    return "%s %s services %s actions".formatted(known, counts.group(1), counts.group(2));
  }

  private static String found(String file, String text) {
    Wish wish = new Wish(Mode.COMPAT, false, List.of());
    return switch (Conversion.of(file, text, wish)) {
      case Conversion.Refused _ -> REFUSED;
      case Conversion.Converted converted -> {
        Seed seed = seed(text);
        int actions = seed.actions().stream().mapToInt(block -> block.actions().size()).sum();
        yield "%s %d services %d actions"
            .formatted(converted.dialect(), seed.services().size(), actions);
      }
    };
  }

  private static Seed seed(String text) {
    Problems problems = new Problems(new Source("f", text));
    Notes notes = new Notes(problems, Mode.COMPAT);
    Optional<Node> root = Composer.compose(problems, Limits.DEFAULT, notes);
    Dialect dialect = root.flatMap(Dialect::of).orElseThrow();
    return Seed.read(dialect, root.orElseThrow(), notes);
  }
}
