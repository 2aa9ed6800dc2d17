package rhizome.blueprints.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.house.Property;

class ScopeTest {

  private static final List<String> PIECES =
      List.of(
          "${params.a}", "${params.b}", "${instance}", "$${params.a}", "$", "{", "}", "x", "${");

  private final Problems problems = new Problems(new Source("f", ""));
  private final Map<String, Node> values = new LinkedHashMap<>();

  {
    values.put("params.a", scalar("1"));
    values.put("params.b", list(scalar("x"), scalar("y")));
    values.put("links.db", list());
    values.put("instance", scalar("shop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ${params.a}           | 1
          -${params.a}-         | -1-
          ${params.a}${params.a} | 11
          <${params.b}>         | <x,y>
          <${links.db}>         | <>
          ${instance}.x         | shop.x
          $${params.a}          | $${params.a}
          $$${params.a}         | $$${params.a}
          ${ports.a}            | ${ports.a}
          ${here}/${instance}   | ${here}/shop
          ${params.a            | ${params.a
          ${${params.a}}        | ${1}
          $params.a             | $params.a
          """)
  void namesAreWrittenInAndAllElseIsLeftToTheReader(String text, String filled) {
    assertThat(fill(text)).isEqualTo(filled);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ${params.c}    | "${params.c}"    | ${params.a}
          ${params.}     | "${params.}"     | ${params.a}
          a ${links.dv}  | "${links.dv}"    | ${links.db}
          ${links.zebra} | "${links.zebra}" | none
          """)
  void whatIsOursAndNamesNothingIsToldWithTheNearest(String text, String name, String nearest) {
    assertThat(fill(text)).isEqualTo(text.replace(name, ""));
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo("nothing is called '" + name + "' here");
              assertThat(problem.nearest().orElse("none")).isEqualTo(nearest);
              assertThat(problem.expected())
                  .hasValue("one of ${params.a}, ${params.b}, ${links.db}, ${instance}");
            });
  }

  @Test
  void aNameAloneBecomesTheValueItselfWithItsPlace() {
    Node value = new Node.Scalar(42, "1", true);
    values.put("params.a", value);
    assertThat(scope().fill(new Node.Scalar(3, "${params.a}", false), 1_000)).isSameAs(value);
    assertThat(scope().fill(new Node.Scalar(3, "x${params.a}", false), 1_000))
        .isEqualTo(new Node.Scalar(1_003, "x1", false));
  }

  @Test
  void aListAmongItemsIsLaidIntoThemAndAloneStaysAList() {
    Node items = list(scalar("a"), scalar("${params.b}"), scalar("${links.db}"), scalar("z"));
    assertThat(OverlayTest.text(scope().fill(items, 0))).isEqualTo("[a, x, y, z]");
    Node nested = list(list(scalar("${params.b}")));
    assertThat(OverlayTest.text(scope().fill(nested, 0))).isEqualTo("[[x, y]]");
    Node.Mapping mapping =
        Overlay.mapping(0, List.of(new Node.Entry(scalar("args"), scalar("${params.b}"))));
    assertThat(OverlayTest.text(scope().fill(mapping, 0))).isEqualTo("{args: [x, y]}");
  }

  @Test
  void keysAreNeverFilled() {
    Node.Mapping mapping =
        Overlay.mapping(0, List.of(new Node.Entry(scalar("${params.a}"), scalar("${instance}"))));
    assertThat(OverlayTest.text(scope().fill(mapping, 0))).isEqualTo("{${params.a}: shop}");
  }

  @Test
  void aCopyIsMovedAsAWholeAndWeighsWhatIsInIt() {
    Node.Mapping mapping =
        Overlay.mapping(
            5,
            List.of(new Node.Entry(new Node.Scalar(6, "k", true), new Node.Scalar(8, "v", true))));
    Node copy = scope().fill(mapping, 100);
    assertThat(copy)
        .isEqualTo(
            Overlay.mapping(
                105,
                List.of(
                    new Node.Entry(
                        new Node.Scalar(106, "k", true), new Node.Scalar(108, "v", true)))));
    assertThat(scope().fill(list(scalar("${params.b}"), scalar("q")), 0).weight()).isEqualTo(4);
  }

  /** A naive model: pieces that mean something one by one mean the same in a row. */
  @Test
  void aTextIsFilledPieceByPiece() {
    Property.forAll(
        random -> {
          List<String> pieces = new ArrayList<>();
          StringBuilder expected = new StringBuilder("-");
          for (int i = random.nextInt(8); i >= 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            pieces.add(piece);
            expected.append(
                switch (piece) {
                  case "${params.a}" -> "1";
                  case "${params.b}" -> "x,y";
                  case "${instance}" -> "shop";
                  default -> piece;
                });
            expected.append("-");
          }
          assertThat(fill("-" + String.join("-", pieces) + "-")).isEqualTo(expected.toString());
        });
  }

  @Test
  void everyValueAndCharacterIsPaidFor() {
    Budget ten = new Budget(new Limits(10, 10));
    ten.characters(10);
    assertThatThrownBy(() -> ten.characters(1)).isInstanceOf(Budget.Spent.class);
    for (int i = 0; i < 10; i++) {
      ten.value();
    }
    assertThatThrownBy(ten::value).isInstanceOf(Budget.Spent.class);
    Budget three = new Budget(new Limits(10, 3));
    three.again(scalar("x"));
    assertThatThrownBy(() -> three.again(scalar("x"))).isInstanceOf(Budget.Spent.class);
  }

  @Test
  void aProblemPointsAtWhatIsFilled() {
    scope().fill(new Node.Scalar(0, "${params.q}", true), 0);
    assertThat(problems.all())
        .extracting(Problem::headline)
        .containsExactly("f:1:1: nothing is called '${params.q}' here");
  }

  private String fill(String text) {
    Node filled = scope().fill(new Node.Scalar(0, text, true), 0);
    assertThat(filled).isInstanceOf(Node.Scalar.class);
    return ((Node.Scalar) filled).text();
  }

  private Scope scope() {
    return new Scope(values, problems, new Budget(Limits.DEFAULT));
  }

  private static Node.Scalar scalar(String text) {
    return new Node.Scalar(0, text, true);
  }

  private static Node list(Node... items) {
    long weight = 1;
    for (Node item : items) {
      weight += item.weight();
    }
    return new Node.Sequence(0, List.of(items), weight);
  }
}
