package rhizome.blueprints.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.house.Property;

/** What a blueprint says beside a template, key by key. */
class OverlayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {replicas: 1}              | {replicas: 2}              | {replicas: 2}
          {replicas: 1}              | {single: false}            | {replicas: 1, single: false}
          {run: a}                   | {run: b}                   | {run: b}
          {run: a}                   | {run: {grace: 1s}}         | {run: {command: a, grace: 1s}}
          {run: {command: a, args: [x]}} | {run: {args: [y]}}     | {run: {command: a, args: [y]}}
          {run: {command: a}}        | {run: b}                   | {run: b}
          {run: {env: {A: 1}}}       | {run: {env: {B: 2}}}       | {run: {env: {A: 1, B: 2}}}
          {run: {env: {A: 1}}}       | {run: {env: {A: 2}}}       | {run: {env: {A: 2}}}
          {resources: {cpu: 1}}      | {resources: {memory: 1B}} \
          | {resources: {cpu: 1, memory: 1B}}
          {restart: {attempts: 1}}   | {restart: {window: 1s}} \
          | {restart: {attempts: 1, window: 1s}}
          {ports: {a: 1}}            | {ports: {b: auto}}         | {ports: {a: 1, b: auto}}
          {health: {tcp: a}}         | {health: {process: true}}  | {health: {process: true}}
          {update: {canary: 1}}      | {update: {at-once: 2}}     | {update: {at-once: 2}}
          {files: {a: {text: x}}}    | {files: {b: {text: y}}} \
          | {files: {a: {text: x}, b: {text: y}}}
          {files: {a: {text: x}}}    | {files: {a: {mode: m}}}    | {files: {a: {mode: m}}}
          {volumes: {a: {}}}         | {volumes: {b: {}}}         | {volumes: {a: {}, b: {}}}
          {needs: [a, b]}            | {needs: [c]}               | {needs: [a, b, c]}
          {needs: [a, b]}            | {needs: [b, c, b]}         | {needs: [a, b, c]}
          {needs: [a]}               | {needs: []}                | {needs: [a]}
          {needs: [a, b]}            | {needs: [{a: started}]}    | {needs: [b, {a: started}]}
          {needs: [{a: completed}]}  | {needs: [a]}               | {needs: [{a: completed}]}
          {needs: [{a: completed}]}  | {needs: [{a: started}]}    | {needs: [{a: started}]}
          {needs: [a]}               | {needs: b}                 | {needs: b}
          {needs: a}                 | {needs: [b]}               | {needs: a}
          """)
  void eachKeyIsLaidOverInItsWay(String base, String over, String result) {
    assertThat(laid(base, over)).isEqualTo(result);
  }

  /** A variable or a port may have a name that is a key elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {run: {env: {needs: old}}}   | {run: {env: {needs: new}}}   | {run: {env: {needs: new}}}
          {run: {env: {run: old}}}     | {run: {env: {run: new}}}     | {run: {env: {run: new}}}
          {run: {env: {restart: old}}} | {run: {env: {restart: new}}} | {run: {env: {restart: new}}}
          {ports: {needs: auto}}       | {ports: {needs: 8080}}       | {ports: {needs: 8080}}
          {ports: {run: auto}}         | {ports: {run: 8080}}         | {ports: {run: 8080}}
          """)
  void aNameThatIsAKeyElsewhereIsANameOnly(String base, String over, String result) {
    assertThat(laid(base, over)).isEqualTo(result);
  }

  @Test
  void whatIsLaidOverKeepsThePlaceOfWhoSaidItAndTheOrderOfTheTemplate() {
    Node.Mapping base = mapping("{run: a, replicas: 1, single: true}");
    Node.Mapping laid = Overlay.over(base, mapping("{              replicas: 2}").entries());
    assertThat(laid.entries())
        .extracting(entry -> entry.key().text())
        .containsExactly("run", "replicas", "single");
    assertThat(laid.entries().get(1).key().at()).isEqualTo(15);
    assertThat(laid.entries().get(1).value().at()).isEqualTo(25);
    assertThat(laid.at()).isEqualTo(base.at());
  }

  /** Against maps of the JDK, for which to lay over is to put all. */
  @Test
  void mappingsOfSingleValuesAreLaidOverAsMapsAre() {
    Property.forAll(
        random -> {
          Map<String, String> below = variables(random);
          Map<String, String> above = variables(random);
          Map<String, String> expected = new LinkedHashMap<>(below);
          expected.putAll(above);
          String laid =
              laid("{run: {env: " + flow(below) + "}}", "{run: {env: " + flow(above) + "}}");
          assertThat(laid).isEqualTo("{run: {env: " + flow(expected) + "}}");
        });
  }

  private static Map<String, String> variables(RandomGenerator random) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = List.of("A", "needs", "run", "env", "ports").get(random.nextInt(5));
      variables.put(name, "v" + random.nextInt(100));
    }
    return variables;
  }

  private static String flow(Map<String, String> map) {
    return map.toString().replace('=', ':').replace(":", ": ");
  }

  @Test
  void whoNeedsNobodyMoreStaysAsItIs() {
    Node.Mapping base = mapping("{run: a}");
    Node.Scalar why = new Node.Scalar(77, "app", true);
    assertThat(Overlay.needing(base, List.of(), why)).isSameAs(base);
    Node.Mapping needing = Overlay.needing(base, List.of("db", "mq"), why);
    assertThat(text(needing)).isEqualTo("{run: a, needs: [db, mq]}");
    assertThat(needing.value("needs").map(Node::at)).hasValue(77);
    assertThat(text(Overlay.needing(mapping("{needs: [db, x]}"), List.of("db", "mq"), why)))
        .isEqualTo("{needs: [db, x, mq]}");
  }

  @Test
  void theWeightOfAMappingIsThatOfAllItsPieces() {
    Property.forAll(
        50,
        random -> {
          Map<String, String> env = variables(random);
          Node.Mapping read = mapping("{run: {env: " + flow(env) + "}, needs: [a, b]}");
          assertThat(Overlay.mapping(0, read.entries()).weight()).isEqualTo(read.weight());
        });
  }

  private static String laid(String base, String over) {
    return text(Overlay.over(mapping(base), mapping(over).entries()));
  }

  private static Node.Mapping mapping(String text) {
    Optional<Node> node = Composer.compose(new Problems(new Source("f", text)), Limits.DEFAULT);
    return (Node.Mapping) node.orElseThrow();
  }

  /** As YAML on one line. */
  static String text(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text();
      case Node.Sequence list -> list.items().stream().map(OverlayTest::text).toList().toString();
      case Node.Mapping mapping ->
          "{"
              + String.join(
                  ", ",
                  mapping.entries().stream()
                      .map(entry -> entry.key().text() + ": " + text(entry.value()))
                      .toList())
              + "}";
    };
  }
}
