package rhizome.blueprints.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.template.TemplateReader;
import rhizome.blueprints.tree.Limits;

/** What an editor takes under {@code with} is what the reader takes. */
class TemplateSchemaTest {

  private static final String TEXT =
      """
      template: v1
      name: all
      version: 1.0.0
      parameters:
        must: {type: text}
        text: {type: text, default: x}
        whole: {type: integer, default: 3, min: 2, max: 9}
        number: {type: number, default: 0.5, min: 0, max: 1}
        truth: {type: truth, default: false}
        time: {type: duration, default: 1s}
        memory: {type: memory, default: 1MiB}
        cpu: {type: cpu, default: 0.5}
        port: {type: port, default: auto}
        pick: {type: choice, of: [small, large], default: small}
        list: {type: list, default: []}
        secret: {type: secret, default: name}
      consumes: {db: {template: all, min: 0}}
      parent: {template: all, optional: true}
      services: {main: {run: y}}
      """;

  private static final List<String> VALUES =
      List.of(
          "x", "1", "3", "10", "0.5", "1.5", "true", "'3'", "1s", "64MiB", "500m", "auto", "70000",
          "small", "medium", "[]", "[a, 1]", "[[a]]", "{a: b}", "A B", "~");

  private final Template template =
      TemplateReader.read("all.yaml", TEXT, Limits.DEFAULT).template().orElseThrow();

  @Test
  void theEditorTakesForEachParameterWhatTheReaderTakes() {
    Editor editor = new Editor(template.schema());
    for (String name : template.parameters().keySet()) {
      for (String value : VALUES) {
        String with = (name.equals("must") ? "{" : "{must: y, ") + name + ": " + value + "}";
        assertThat(editor.takes(with)).as(with).isEqualTo(isRead(with));
      }
    }
    assertThat(editor.takes("{}")).as("without what must be given").isFalse();
    assertThat(editor.takes("{must: y, other: z}")).isFalse();
    assertThat(editor.takes("{must: y, db: [a, b], parent: c}")).isTrue();
    assertThat(editor.takes("{must: y, whole: '${params.size}'}")).as("a name").isTrue();
  }

  @Test
  void everyTemplateOfTheLibraryHasASchemaOfTheDraftItNames() throws IOException {
    String draft = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";
    Editor meta = new Editor(new ObjectMapper().readTree(draft));
    for (Template each : Library.builtIn().all()) {
      assertThat(meta.complaints(Schema.text(each.schema()))).as(each.title()).isEmpty();
    }
    Editor site = new Editor(Library.builtIn().find("static-site").orElseThrow().schema());
    assertThat(site.takes("{folder: '${here}/site'}")).isTrue();
    assertThat(site.complaints("{floder: x}")).hasSizeGreaterThan(1);
  }

  private static boolean isRead(String with) {
    String text =
        "{blueprint: v1, name: x, services: {s: {template: all, with: %s}}}".formatted(with);
    Given given = new Given(List.of(new Given.Text("all.yaml", TEXT)), new java.util.TreeMap<>());
    return BlueprintReader.read("f", text, "/", Limits.DEFAULT, given) instanceof Parsed.Valid;
  }
}
