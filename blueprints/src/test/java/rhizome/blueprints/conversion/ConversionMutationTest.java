package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.house.Property;

class ConversionMutationTest {

  private static final List<String> WRITTEN =
      List.of(
          """
          services:
            - github.com/a/b/vm/0.0.1__web: {memory: 1024, x: {a: [1, yes]}, d: data}
            - disk__data: &d {size: 010, key: "a\\nb", e: , {random}: 1}
            - disk__more: *d
          actions:
            - {service: web, actions: [install, backup], args: {to: x}, recurring: 1h, name: y}
            - actions: [start]
          """,
          """
          g8client__main: {url: '{environment}', login: ~}
          node.ovc__Vm:
            os.image: Ubuntu
            g8client: main
            disk: [d1]
            key: |
              a
               b
          disk.ovc__d1:
          actions: [{action: 'install, test', actor: node.ovc, force: yes}]
          eventfilters: [{channel: x}]
          """,
          """
          h/a/r/vm/0.0.1__web: {x: 1:30, y: 0x1F}
          h/a/r/vm/0.0.1__db: {z: 1e3}
          actions: {template: h/a/r/vm, service: web, actions: check}
          """,
          """
          x-a: &a {restart: always}
          services:
            web:
              <<: *a
              image: nginx:1
              command: ["a", '$$b', "${C:-d}"]
              environment: [A=b, C]
              ports: ["8080:80", {target: 81, published: 8081}]
              depends_on: {db: {condition: service_healthy}}
              deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 1g}}}
            db:
              entrypoint: db -x 'y z'
              healthcheck: {test: [CMD, a], interval: 5s, retries: 3}
              stop_grace_period: 1m
              working_dir: /srv
          """);

  private static final String ALPHABET =
      " \t\n\r:-,[]{}#&*!|>'\"%@`?<~.$\\/0159aemnux_\0\u0085\u2028é\uFEFF\uD83D\uDE00\uFFFF";

  @Test
  void noDocumentHoweverBrokenIsThrownAt() {
    Property.forAll(
        4_000,
        random -> {
          StringBuilder text = new StringBuilder(WRITTEN.get(random.nextInt(WRITTEN.size())));
          for (int i = random.nextInt(4); i > 0; i--) {
            mutate(text, random);
          }
          judge(text.toString(), wish(random));
        });
  }

  @Test
  void noNoiseIsEverThrownAt() {
    Property.forAll(
        2_000,
        random -> {
          StringBuilder noise = new StringBuilder(random.nextBoolean() ? "a__b: " : "");
          for (int i = random.nextInt(60); i > 0; i--) {
            noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
          judge(noise.toString(), wish(random));
        });
  }

  private static Wish wish(RandomGenerator random) {
    Mode mode = random.nextInt(4) == 0 ? Mode.STRICT : Mode.COMPAT;
    return new Wish(mode, random.nextBoolean(), List.of());
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

  /** Problems, or a text that YAML 1.2 reads; of a compose file, a blueprint. */
  private static void judge(String text, Wish wish) {
    Conversion conversion;
    try {
      conversion = Conversion.of("m.yaml", text, wish);
    } catch (RuntimeException | StackOverflowError e) {
      fail("thrown for:\n" + text, e);
      return;
    }
    switch (conversion) {
      case Conversion.Refused refused -> assertThat(refused.problems()).as(text).isNotEmpty();
      case Conversion.Converted converted -> {
        assertThat(problemsOf(converted)).as(text + "\n->\n" + converted.text()).isEmpty();
      }
    }
  }

  private static List<String> problemsOf(Conversion.Converted converted) {
    Problems problems = new Problems(new Source("w.yaml", converted.text()));
    Optional<Node> root = Composer.compose(problems, Limits.DEFAULT);
    assertThat(root.flatMap(Dialect::of)).as(converted.text()).contains(Dialect.NATIVE);
    List<Problem> found =
        converted.dialect() != Dialect.COMPOSE
            ? problems.all()
            : switch (BlueprintReader.read("w.yaml", converted.text(), "/here")) {
              case Parsed.Valid _ -> List.of();
              case Parsed.Invalid invalid -> invalid.problems();
            };
    return found.stream().map(Problem::render).toList();
  }
}
