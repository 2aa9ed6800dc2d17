package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.tree.Node;

class PartsTest {

  @Test
  void eachKeyIsTakenOnce() {
    Document document = Document.of("{a: 1, b: [2]}");
    Parts parts = new Parts(document.root(), "", document.notes());
    assertThat(parts.take("a")).map(entry -> entry.key().text()).hasValue("a");
    assertThat(parts.take("a")).isEmpty();
    assertThat(parts.value("b")).map(Node::kind).hasValue("a list");
    assertThat(parts.value("b")).isEmpty();
    parts.tellRest();
    assertThat(document.told()).isEmpty();
  }

  @Test
  void aKeyWithNothingUnderItCountsAsNotThere() {
    Document document = Document.of("{a: , b: ~, c: null, d: ''}");
    Parts parts = new Parts(document.root(), "", document.notes());
    assertThat(parts.take("a")).isEmpty();
    assertThat(parts.value("b")).isEmpty();
    assertThat(parts.scalar("c")).isEmpty();
    assertThat(parts.scalar("d")).map(Node.Scalar::text).hasValue("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: [1]}  | 1:5 'deploy.a' is a list; one value
          {a: {}}   | 1:5 'deploy.a' is a mapping; one value
          """)
  void oneValueIsNoListAndNoMapping(String text, String message) {
    Document document = Document.of(text);
    assertThat(new Parts(document.root(), "deploy.", document.notes()).scalar("a")).isEmpty();
    assertThat(document.refused()).containsExactly(message);
  }

  @Test
  void whatIsNoMappingIsRefusedByItsPath() {
    Document document = Document.of("[a]");
    Parts top = new Parts(document.root(), "", document.notes());
    Parts inner = new Parts(document.root(), "a.b.", document.notes());
    assertThat(top.take("a")).isEmpty();
    assertThat(inner.take("a")).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:1 'a.b' is a list, not a mapping; keys with values",
            "1:1 this is a list, not a mapping; keys with values");
  }

  @Test
  void theMappingWithinNamesItsKeysByTheirWholePath() {
    Document document = Document.of("{a: {b: {c: 1, d: [2]}}}");
    Parts parts = new Parts(document.root(), "s.", document.notes());
    Parts inner = parts.within("a").within("b");
    assertThat(inner.scalar("c")).map(Node.Scalar::text).hasValue("1");
    inner.tellRest();
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:16 's.a.b.d' has no counterpart; it is left out;"
                + " nothing, or what does the same on the node");
  }

  @Test
  void aMappingThatIsNotThereHasNoPartsAndNoProblem() {
    Document document = Document.of("{a: , b: text}");
    Parts parts = new Parts(document.root(), "", document.notes());
    parts.within("a").tellRest();
    parts.within("none").tellRest();
    assertThat(document.refused()).isEmpty();
    parts.within("b").tellRest();
    assertThat(document.refused())
        .containsExactly("1:10 'b' is the value 'text', not a mapping; keys with values");
  }

  @Test
  void theRestIsToldInTheOrderOfTheFileWithoutExtensionsAndEmptyOnes() {
    Document document =
        Document.of("{volumes: {}, x-a: {}, taken: 1, user: me, tty: , extends: b}");
    Parts parts = new Parts(document.root(), "", document.notes());
    assertThat(parts.scalar("taken")).isPresent();
    parts.tellRest();
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:2 'volumes' has no counterpart; it is left out; "
                + Keys.remedy("volumes"),
            "no-counterpart 1:34 'user' has no counterpart; it is left out; " + Keys.remedy("user"),
            "no-counterpart 1:51 'extends' has no counterpart; it is left out; "
                + Keys.remedy("extends"));
  }

  @Test
  void ofAServiceAKeyNobodyKnowsIsToldAsASlip() {
    Document document = Document.of("{volums: {}, volumes: {}, x-volums: {}, qqqqqqq: 1, tty: }");
    new Parts(document.root(), "services.a.", document.notes()).tellRestOfService();
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:2 'services.a.volums' is no key that is known of compose; it is left"
                + " out; 'volumes'?",
            "no-counterpart 1:14 'services.a.volumes' has no counterpart; it is left out; "
                + Keys.remedy("volumes"),
            "no-counterpart 1:41 'services.a.qqqqqqq' is no key that is known of compose; it is"
                + " left out; nothing, or another key");
  }

  @Test
  void oneValueIsAListOfItself() {
    Document document = Document.of("{a: [1, [2]], b: 3}");
    Parts parts = new Parts(document.root(), "", document.notes());
    assertThat(Parts.items(parts.value("a").orElseThrow()))
        .extracting(Node::kind)
        .containsExactly("the value '1'", "a list");
    assertThat(Parts.items(parts.value("b").orElseThrow()))
        .extracting(Node::kind)
        .containsExactly("the value '3'");
    assertThat(Parts.items(document.root())).containsExactly(document.root());
  }
}
