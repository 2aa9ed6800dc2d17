package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void nothingIsWrittenInFiveWaysWithoutQuotes(String text) {
    assertThat(new Node.Scalar(0, text, true).isNull()).isTrue();
    assertThat(new Node.Scalar(0, text, true).kind()).isEqualTo("nothing");
    assertThat(new Node.Scalar(0, text, false).isNull()).isFalse();
    assertThat(new Node.Scalar(0, text, false).kind()).isEqualTo("the value '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nUll", "none", " ", "~~", "0", "false"})
  void everythingElseIsAValue(String text) {
    assertThat(new Node.Scalar(0, text, true).isNull()).isFalse();
  }

  @Test
  void eachPieceSaysWhatItIs() {
    assertThat(tree("{a: [1, {b: 2}]}").kind()).isEqualTo("a mapping");
    assertThat(tree("[1]").kind()).isEqualTo("a list");
    assertThat(tree("x").kind()).isEqualTo("the value 'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x                         | 1
          []                        | 1
          [1, 2]                    | 3
          {a: 1}                    | 3
          {a: [1, 2], b: {c: 3}}    | 9
          [&a [1, 2], *a]           | 7
          [&a [1, 2], *a, *a]       | 10
          """)
  void aPieceWeighsAsMuchAsEverythingInItWithItsAliases(String text, long weight) {
    assertThat(tree(text).weight()).isEqualTo(weight);
  }

  @Test
  void anAliasStandsWhereItsAnchorDoes() {
    Node.Sequence list = (Node.Sequence) tree("[&a x, *a]");
    assertThat(list.items()).extracting(Node::at).containsExactly(1, 1);
  }

  @Test
  void aKeyLeadsToItsValue() {
    Node.Mapping mapping = (Node.Mapping) tree("{a: 1, b: [2]}");
    assertThat(mapping.value("b")).map(Node::kind).hasValue("a list");
    assertThat(mapping.value("a")).map(Node::at).hasValue(4);
    assertThat(mapping.value("c")).isEmpty();
  }

  @Test
  void aPieceDoesNotChangeWithTheListItWasMadeOf() {
    Node.Scalar scalar = new Node.Scalar(0, "a", true);
    List<Node> items = new ArrayList<>(List.of(scalar));
    List<Node.Entry> entries = new ArrayList<>(List.of(new Node.Entry(scalar, scalar)));
    Node.Sequence list = new Node.Sequence(0, items, 2);
    Node.Mapping mapping = new Node.Mapping(0, entries, 3);
    items.clear();
    entries.clear();
    assertThat(list.items()).hasSize(1);
    assertThat(mapping.entries()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x                    | 0 | 0
          [1, 2]               | 0 | 4
          {a: 1, b: [2, {c: 3}]} | 0 | 18
          '  [ 1 ]'            | 2 | 4
          """)
  void theExtentGoesFromTheFirstPieceToTheBeginningOfTheLast(String text, int from, int to) {
    assertThat(Extent.of(tree(text))).isEqualTo(new Extent(from, to));
  }

  @Test
  void theExtentOfAnAliasReachesBackToItsAnchor() {
    Node.Mapping root = (Node.Mapping) tree("{a: &x [1, 2], b: {c: *x}}");
    assertThat(Extent.of(root.value("b").orElseThrow())).isEqualTo(new Extent(4, 19));
  }

  @Test
  void anExtentHasItsEndsAndMovesAsAWhole() {
    Extent extent = new Extent(3, 5);
    assertThat(List.of(extent.has(2), extent.has(3), extent.has(5), extent.has(6)))
        .containsExactly(false, true, true, false);
    assertThat(extent.moved(10)).isEqualTo(new Extent(13, 15));
    assertThat(extent.moved(10).moved(-10)).isEqualTo(extent);
  }

  @Test
  void aDocumentHasRoomForOneThingAtLeast() {
    assertThat(new Limits(1, 1).valuesMax()).isEqualTo(1);
    for (int[] wrong : new int[][] {{0, 1}, {1, 0}, {-1, 1}, {1, -1}}) {
      assertThatThrownBy(() -> new Limits(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a document has at least one character and one value");
    }
  }

  private static Node tree(String text) {
    Problems problems = new Problems(new Source("f", text));
    Node root = Composer.compose(problems, Limits.DEFAULT).orElseThrow();
    assertThat(problems.all()).isEmpty();
    return root;
  }
}
