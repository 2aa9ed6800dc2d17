package rhizome.blueprints.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Words;
import rhizome.house.Property;

class SchemaTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("rhizome.root", ".."), "blueprints");
  private static final Path FILE = FOLDER.resolve("schema/blueprint-v1.schema.json");
  private static final String MODELINE =
      "# yaml-language-server: $schema=../schema/blueprint-v1.schema.json\n";

  /** Values of every kind, right in some places and wrong in most. */
  private static final List<String> SAMPLES =
      List.of(
          "x",
          "'@daily'",
          "UTC",
          "replace",
          "y",
          "p",
          "t",
          "t@^1.0",
          "redis@>=1 <2",
          "1.2.3",
          "1.2.3-b.1",
          "text",
          "choice",
          "first",
          "{template: t}",
          "{command: [y]}",
          "{main: {run: y}}",
          "''",
          "~",
          "A B",
          "v1",
          "v2",
          "auto",
          "/srv",
          "\"${here}/x\"",
          "\"$${here}/x\"",
          "0",
          "1",
          "-1",
          "1.5",
          "'5'",
          "8080",
          "70000",
          "99999999",
          "true",
          "false",
          "'true'",
          "0s",
          "5s",
          "1m30s",
          "0h0m",
          "5",
          "5 s",
          "128MiB",
          "1.5 GB",
          "128M",
          "0.5",
          "500m",
          "[]",
          "[x]",
          "[x, x]",
          "[ready]",
          "[1, true]",
          "[[x]]",
          "[~]",
          "{}",
          "{A: b}",
          "{A: [x]}",
          "{a-b: c}",
          "{RHIZOME_A: b}",
          "{p: auto}",
          "{p: 0}",
          "{P: 80}",
          "{p: '80'}",
          "{port: p}",
          "{run: y}",
          "{s: {run: y}}",
          "{S: {run: y}}",
          "{s: {}}",
          "HUP",
          "{process: true}",
          "{silence: 5s}",
          "{silence: 0s}",
          "{startup: {process: true}}",
          "{process: true, liveness: {process: true}}",
          "{liveness: {process: true, successes: 2}}",
          "1/1",
          "3/5",
          "'64/64'",
          "3/65",
          "03/5",
          "0/5",
          "3/",
          "'0644'",
          "0644",
          "'0888'",
          "a/../b",
          "a/.b",
          "{n: {text: y}}",
          "{n: {from: y}}",
          "{n: {size: 1GiB}}",
          "{n: {file: true}}",
          "{over: p}",
          "60%",
          "0%",
          "060%",
          "{name: up, port: p, per-replica: 1.5}",
          "{name: up, port: p, per-replica: '5'}",
          "s",
          "{zzzzzzzz: 1}");

  /** What is named under {@code from} was sent along. */
  private static final Map<String, String> SENT =
      SAMPLES.stream()
          .collect(Collectors.toMap(path -> path.replace("'", ""), _ -> "y", (one, _) -> one));

  /** Where the reader knows more: other services, ports of the same service, another key. */
  private static final List<String> RELATED =
      List.of(
          "needs",
          "schedule",
          "time-zone",
          "uses",
          "tcp",
          "port",
          "backoff",
          "max-backoff",
          "template",
          "with",
          "type",
          "default",
          "min",
          "max",
          "of",
          "consumes",
          "services",
          "outputs",
          "healthy-for",
          "progress-deadline",
          "secrets",
          "near",
          "apart",
          "over",
          "within",
          "service");

  private final Editor editor = new Editor(Schema.document());

  /** After a change of the language: {@code mvn -pl blueprints -am test -Dschema.write=true}. */
  @Test
  void theCommittedSchemaIsThatOfTheLanguage() throws IOException {
    if (Boolean.getBoolean("schema.write")) {
      Files.writeString(FILE, Schema.text());
    }
    assertThat(Schema.text()).isEqualTo(Files.readString(FILE));
    assertThat(new ObjectMapper().readTree(Schema.text()))
        .isEqualTo(new ObjectMapper().valueToTree(Schema.document()));
  }

  @Test
  void theSchemaIsOneOfTheDraftItNames() throws IOException {
    String draft = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";
    Editor meta = new Editor(new ObjectMapper().readTree(draft));
    assertThat(meta.complaints(Schema.text())).isEmpty();
    assertThat(meta.complaints("{type: objekt}")).isNotEmpty();
  }

  @Test
  void everyValidExampleNamesTheSchemaAndIsTakenAndTheBrokenOneIsRefused() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER.resolve("examples"))) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(files).hasSizeGreaterThan(2);
    for (Path file : files) {
      String text = Files.readString(file);
      if (file.endsWith("broken.yaml")) {
        // A key twice ends most loaders; the reader goes on, and so does this test.
        assertThat(editor.complaints(text.replace("  web:\n    run: sleep\n", "")))
            .anyMatch(complaint -> complaint.contains("replica'"))
            .anyMatch(complaint -> complaint.contains("cpu"))
            .hasSizeGreaterThan(8);
      } else {
        assertThat(editor.complaints(text)).as(file.toString()).isEmpty();
        assertThat(text).startsWith(MODELINE);
      }
    }
    assertThat(FOLDER.resolve("examples/../schema/blueprint-v1.schema.json")).exists();
  }

  @Test
  void everyBlueprintThatCanBeIsTaken() {
    Property.forAll(
        random -> {
          String text = BlueprintWriter.write(new RandomBlueprints(random).blueprint());
          assertThat(editor.complaints(text)).as(text).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource
  void theReaderAndTheSchemaKnowTheSameKeys(Form form) throws IOException {
    String text = Wrapped.with(form, "zzzzzzzz", "1");
    String known =
        problems(text).stream()
            .filter(problem -> problem.message().contains("'zzzzzzzz'"))
            .map(problem -> problem.expected().orElseThrow().replace("one of ", ""))
            .findFirst()
            .orElseThrow();
    var schema = new ObjectMapper().readTree(Schema.text());
    var own = form == Form.BLUEPRINT ? schema : schema.at("/$defs/" + form.tag());
    List<String> offered = new ArrayList<>();
    own.at("/properties").fieldNames().forEachRemaining(offered::add);
    assertThat(offered).isEqualTo(form.keys()).isNotEmpty();
    assertThat(known).isEqualTo(Words.list(offered));
    assertThat(editor.takes(text)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theReaderAndTheSchemaTakeTheSameValues(Form form) {
    Map<String, Boolean> disagreed = new LinkedHashMap<>();
    for (String key : form.keys()) {
      int taken = 0;
      for (String sample : SAMPLES) {
        String text = Wrapped.with(form, key, sample);
        boolean read = problems(text).isEmpty();
        boolean seen = editor.takes(text);
        taken += read ? 1 : 0;
        boolean knowsMore = RELATED.contains(key) || (key.equals("name") && sample.equals("-1"));
        if (read != seen && !(seen && knowsMore)) {
          disagreed.put(text, read);
        }
      }
      assertThat(taken).as("samples that are right under " + key).isPositive();
    }
    assertThat(disagreed).as("text, and whether the reader takes it").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRequiredIsMissedByBothAndWhatIsNotByNeither(Form form) {
    for (String key : form.keys()) {
      if (!form.choice().contains(key)) {
        String text = Wrapped.without(form, key);
        assertThat(editor.takes(text)).as(text).isEqualTo(!form.key(key).required());
        assertThat(problems(text).isEmpty()).as(text).isEqualTo(!form.key(key).required());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDefaultIsWhatItMeansToLeaveTheKeyOut(Form form) {
    for (String key : form.keys()) {
      Optional<String> usual = form.key(key).fallback();
      usual.ifPresent(
          value ->
              assertThat(blueprint(Wrapped.with(form, key, value)))
                  .as(key)
                  .isEqualTo(blueprint(Wrapped.without(form, key))));
    }
  }

  @Test
  void exactlyOneProbeIsWanted() {
    assertThat(editor.takes(Wrapped.with(Form.SERVICE, "health", "{interval: 1s}"))).isFalse();
    assertThat(editor.takes(Wrapped.with(Form.SERVICE, "health", "{process: true, tcp: p}")))
        .isFalse();
  }

  @Test
  void jsonIsWrittenAsJsonIsReadOrNotAtAll() throws IOException {
    Map<String, Object> odd = new LinkedHashMap<>();
    odd.put("a\"\\\n\u0001é", List.of("x", "y\t"));
    odd.put("b", List.of(1, true, List.of("z")));
    assertThat(new ObjectMapper().readTree(JsonLines.of(odd)))
        .isEqualTo(new ObjectMapper().valueToTree(odd));
    assertThatThrownBy(() -> JsonLines.of(Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Problem> problems(String text) {
    return switch (BlueprintReader.read(
        "f.yaml", text, "/here", Limits.DEFAULT, Given.NOTHING.with(SENT))) {
      case Parsed.Valid _ -> List.of();
      case Parsed.Invalid(List<Problem> problems) -> problems;
    };
  }

  private static Blueprint blueprint(String text) {
    return switch (BlueprintReader.read("f.yaml", text, "/here")) {
      case Parsed.Valid(Blueprint blueprint, _) -> blueprint;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
