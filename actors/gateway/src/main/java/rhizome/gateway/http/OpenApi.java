package rhizome.gateway.http;

import akka.http.javadsl.model.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI 3.1 document of this API; written as YAML, served as JSON. */
final class OpenApi {

  private static final String RESOURCE = "/rhizome/gateway/openapi.yaml";

  private OpenApi() {}

  static HttpResponse answer() {
    return Answers.ok(document());
  }

  static Object document() {
    try (InputStream yaml = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      return new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
