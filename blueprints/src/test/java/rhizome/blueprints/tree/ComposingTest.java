package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.house.Property;

/** What cannot be read, each with its place and its remedy; and the limits at their very edges. */
class ComposingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: b: c      | 1:5 mapping values are not allowed here; quotes around a value with ': ', \
          or less indentation
          [a, b        | 1:6; a ',' between the items of a list, or its closing ']'
          {a: b        | 1:6; a ',' between the keys of a mapping, or its closing '}'
          a: 'b        | 1:6; the closing quote
          a: @b        | 1:4 found character '@' that cannot start any token; quotes around a \
          value that begins with it
          a: "\\q"     | 1:6 found unknown escape character; single quotes, or '\\\\' for one \
          backslash
          *a           | 1:1 no anchor '&a' stands complete before this alias; the alias of an \
          anchor that ends above it
          {? [a] : b}  | 1:4 a list cannot be a key; a word as key
          {? {a: b} : c} | 1:4 a mapping cannot be a key; a word as key
          !mine a      | 1:1 the tag '!mine' is not part of the language; the value without a tag
          """)
  void whatCannotBeReadIsToldWithAPlaceAndARemedy(String text, String told) {
    String[] parts = told.split("; ", 2);
    assertThat(told(text)).first().asString().startsWith(parts[0]).endsWith("; " + parts[1]);
  }

  @Test
  void lessIndentationThanTheBlockIsToldWithItsRemedy() {
    assertThat(told("a:\n  b: 1\n c: 2\n"))
        .singleElement()
        .asString()
        .endsWith("; the same indentation as the lines of this block");
    assertThat(told("a: 1\nb\nc: 2\n"))
        .singleElement()
        .asString()
        .endsWith("; a key followed by ': '");
  }

  @Test
  void aDepthOfThirtyTwoIsReadAndOneMoreIsNot() {
    assertThat(told("[".repeat(Composer.DEPTH_MAX) + "x" + "]".repeat(Composer.DEPTH_MAX)))
        .isEmpty();
    int more = Composer.DEPTH_MAX + 1;
    assertThat(told("[".repeat(more) + "x" + "]".repeat(more)))
        .containsExactly("1:34 the document is nested too deep; at most 32 levels");
  }

  @Test
  void asManyValuesAsTheLimitAreReadAndOneMoreIsNot() {
    assertThat(told("[1, 2, {a: 3}]", new Limits(100, 6))).isEmpty();
    assertThat(told("[1, 2, {a: 3}]", new Limits(100, 5)))
        .containsExactly(
            "1:1 the document is too large once its aliases are written out; at most 5 values");
  }

  @Test
  void whatAnAliasStandsForCountsWhereverItStands() {
    String text = "[&a [1, 2], *a]";
    assertThat(told(text, new Limits(100, 8))).isEmpty();
    assertThat(told(text, new Limits(100, 6)))
        .singleElement()
        .asString()
        .endsWith("too large once its aliases are written out; at most 6 values");
  }

  @Test
  void asManyCharactersAsTheLimitAreReadAndOneMoreIsNot() {
    assertThat(told("a: '😀'", new Limits(6, 9))).isEmpty();
    assertThat(told("a: '😀'", new Limits(5, 9)))
        .containsExactly("1:6 the document has 6 characters; at most 5");
  }

  @Test
  void aTagOfAValueIsRefusedWithoutToleranceHoweverKnown() {
    assertThat(told("[!!str a, !!seq [], !!map {}]"))
        .hasSize(3)
        .allMatch(said -> said.endsWith(" is not part of the language; the value without a tag"));
  }

  @Test
  void theFirstOfTwoKeysIsNamedByItsLineAndKept() {
    Problems problems = new Problems(new Source("f", "a: 1\nb: 2\na: 3\na: 4\n"));
    Node.Mapping root = (Node.Mapping) compose(problems, Limits.DEFAULT).orElseThrow();
    assertThat(root.value("a")).hasValue(new Node.Scalar(3, "1", true));
    assertThat(said(problems))
        .containsExactly(
            "3:1 the key 'a' is already on line 1; each key once",
            "4:1 the key 'a' is already on line 1; each key once");
  }

  @Test
  void quotesAndBlocksAreNeverPlain() {
    Problems problems = new Problems(new Source("f", "[a, 'a', \"a\"]"));
    assertThat(((Node.Sequence) compose(problems, Limits.DEFAULT).orElseThrow()).items())
        .containsExactly(
            new Node.Scalar(1, "a", true),
            new Node.Scalar(4, "a", false),
            new Node.Scalar(9, "a", false));
    Problems block = new Problems(new Source("f", "|\n  a\n"));
    assertThat(compose(block, Limits.DEFAULT)).hasValue(new Node.Scalar(0, "a\n", false));
  }

  /** A text is either read or refused with a place inside it; it never throws. */
  @Test
  void whateverIsSentIsReadOrRefused() {
    String alphabet = "ab:-?[]{},&*!|>'\"%@#\\ \n\t\u0000\u0085\u2028😀<~0";
    int[] points = alphabet.codePoints().toArray();
    Property.forAll(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
          }
          Source source = new Source("f", text.toString());
          Problems problems = new Problems(source);
          Optional<Node> root = compose(problems, Limits.DEFAULT);
          assertThat(root.isPresent() || !problems.isEmpty()).isTrue();
          int lines = source.place(source.length()).line();
          assertThat(problems.all()).allMatch(it -> it.line() >= 1 && it.line() <= lines);
        });
  }

  private static List<String> told(String text) {
    return told(text, Limits.DEFAULT);
  }

  private static List<String> told(String text, Limits limits) {
    Problems problems = new Problems(new Source("f", text));
    Optional<Node> root = compose(problems, limits);
    assertThat(root.isPresent() || !problems.isEmpty()).isTrue();
    return said(problems);
  }

  private static Optional<Node> compose(Problems problems, Limits limits) {
    return Composer.compose(problems, limits);
  }

  private static List<String> said(Problems problems) {
    return problems.all().stream()
        .map(
            it ->
                "%d:%d %s; %s"
                    .formatted(it.line(), it.column(), it.message(), it.expected().orElse("")))
        .toList();
  }
}
