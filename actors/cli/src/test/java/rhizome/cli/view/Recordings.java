package rhizome.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** Answers of the API as they were recorded. */
public final class Recordings {

  private Recordings() {}

  public static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Recordings.class.getResourceAsStream("/recordings/" + name + ".json"), name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  public static Json json(String name) throws IOException {
    return JsonText.parse(text(name));
  }
}
