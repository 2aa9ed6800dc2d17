package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

class MutationTest {

  private static final String HAND_WRITTEN =
      """
      blueprint: v1
      name: shop
      services:
        web:
          run: {command: jwebserver, args: [-p, "${ports.http}"], env: {A: hi}, workdir: /srv}
          replicas: 2
          resources: {cpu: 0.5, memory: 128MiB}
          ports: {http: auto, admin: 8080}
          health: {http: {port: http, path: /}, interval: 1s, timeout: 500ms, failures: 3}
          restart: {attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s}
          needs: [db]
        db:
          run: &same
            command: sleep
            args:
              - '1000000'
        other: {run: *same, needs: [web]}
      """;

  private static final String ALPHABET =
      " \t\n\r:-,[]{}#&*!|>'\"%@`?<~.$\\/0159aemnux\0\u0007\u0085\u2028é\uFEFF\uD83D\uDE00\uFFFF";

  @Test
  void noMutationOfCharactersIsEverThrownAt() {
    Property.forAll(
        4_000,
        random -> {
          String text = random.nextInt(4) == 0 ? written(random) : HAND_WRITTEN;
          StringBuilder mutated = new StringBuilder(text);
          for (int i = random.nextInt(1, 5); i > 0; i--) {
            mutate(mutated, random);
          }
          judge(mutated.toString());
        });
  }

  @Test
  void noMutationOfBytesIsEverThrownAt() {
    Property.forAll(
        2_000,
        random -> {
          byte[] bytes = HAND_WRITTEN.getBytes(StandardCharsets.UTF_8);
          for (int i = random.nextInt(1, 5); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          judge(new String(bytes, StandardCharsets.UTF_8));
          judge(new String(bytes, StandardCharsets.ISO_8859_1));
        });
  }

  @Test
  void noDocumentWithTemplatesIsEverThrownAt() {
    Property.forAll(
        1_000,
        random -> {
          StringBuilder text = new StringBuilder(TEMPLATES);
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            mutate(text, random);
          }
          judge(text.toString());
        });
  }

  @Test
  void noNoiseIsEverThrownAt() {
    Property.forAll(
        2_000,
        random -> {
          StringBuilder noise = new StringBuilder();
          for (int i = random.nextInt(60); i > 0; i--) {
            noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
          judge(noise.toString());
        });
  }

  private static String written(RandomGenerator random) {
    return BlueprintWriter.write(new RandomBlueprints(random).blueprint());
  }

  private static void mutate(StringBuilder text, RandomGenerator random) {
    int at = random.nextInt(text.length());
    int other = random.nextInt(text.length());
    char drawn = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    switch (random.nextInt(5)) {
      case 0 -> text.setCharAt(at, drawn);
      case 1 -> text.insert(at, drawn);
      case 2 -> text.deleteCharAt(at).append(' ');
      case 3 -> text.insert(at, text.substring(Math.min(at, other), Math.max(at, other)));
      default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(80)));
    }
  }

  private static final String TEMPLATES =
      """
      blueprint: v1
      name: x
      parameters: {size: {type: integer, default: 2, max: 9}}
      templates:
        - {template: v1, name: db, version: 1.0.0, services: {main: {run: db}}}
        - template: v1
          name: app
          version: 1.2.0
          parameters: {word: {type: text, default: hi}, list: {type: list, default: [a, b]}}
          consumes: {db: {template: db@^1.0, max: 2, auto: true}}
          parent: {template: db, optional: true}
          services:
            main: {run: {command: app, args: ["${params.word}", "${links.db}"]}, needs: [side]}
            side: {run: {command: side, args: "${params.list}"}, ports: {p: auto}}
      services:
        a: {template: app, with: {word: "x${params.size}", db: [one, two]}, replicas: 2}
        b: {template: app@~1.2, needs: [a], run: {env: {A: b}}}
        one: {template: db}
        two: {template: db, replicas: "${params.size}"}
      outputs: {port: "${services.a.side.ports.p}"}
      """;

  /** Either a blueprint that survives being written, or problems that all point into the text. */
  private static void judge(String text) {
    Parsed parsed;
    try {
      parsed = BlueprintReader.read("m.yaml", text, "/h");
    } catch (RuntimeException | StackOverflowError e) {
      fail("thrown for:\n" + text, e);
      return;
    }
    switch (parsed) {
      case Parsed.Valid valid ->
          assertThat(Reading.valid(BlueprintWriter.write(valid.blueprint())))
              .as(text)
              .isEqualTo(valid.blueprint());
      case Parsed.Invalid invalid -> {
        assertThat(invalid.problems()).isNotEmpty();
        String[] lines =
            (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        invalid.problems().forEach(problem -> checkPlace(problem, lines));
      }
    }
  }

  private static void checkPlace(Problem problem, String[] lines) {
    assertThat(problem.line()).as(problem.render()).isBetween(1, lines.length);
    String line = lines[problem.line() - 1];
    assertThat(problem.column())
        .as(problem.render())
        .isBetween(1, line.codePointCount(0, line.length()) + 1);
    assertThat(problem.caret())
        .as(problem.render())
        .isBetween(0, problem.excerpt().codePointCount(0, problem.excerpt().length()));
    assertThat(problem.render().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    assertThat(problem.message()).isNotBlank();
  }
}
