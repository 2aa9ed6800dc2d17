package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

  private static final String TEXT = "cpu: 1\nmemory:\nmemmory: 2\nimage: 3\n";

  private final Problems problems = new Problems(new Source("f", TEXT));

  @Test
  void aKeyThatIsThereGivesItsValue() {
    Fields fields = fields(TEXT);
    assertThat(fields.get("cpu")).hasValue(new Node.Scalar(5, "1", true));
    assertThat(fields.entry("cpu").orElseThrow().key().text()).isEqualTo("cpu");
    assertThat(fields.readable()).isTrue();
  }

  @Test
  void unknownKeysAreToldWhenTheMappingIsOpened() {
    fields(TEXT);
    assertThat(problems.all())
        .extracting(Problem::line, Problem::message)
        .containsExactly(
            tuple(3, "unknown key 'memmory' in resources"),
            tuple(4, "unknown key 'image' in resources"));
  }

  @Test
  void aKeyWithoutValueIsToldOnceHoweverOftenItIsAskedFor() {
    Fields fields = fields("memory:\n");
    assertThat(fields.get("memory")).isEmpty();
    assertThat(fields.get("memory")).isEmpty();
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactly("'memory' has no value");
  }

  @Test
  void anOptionalKeyMayBeMissingAndARequiredOneMayNot() {
    Fields fields = fields("cpu: 1\n");
    assertThat(fields.get("memory")).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
    assertThat(fields.require("memory", "some")).isEmpty();
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactly("resources has no 'memory'");
    assertThat(problems.all().getFirst().expected()).hasValue("some");
  }

  @Test
  void whatIsNoMappingIsToldOnceAndMissesNothing() {
    Fields fields = new Fields(Form.RESOURCES, new Node.Scalar(0, "x", true), 0, problems);
    assertThat(fields.require("cpu", "some")).isEmpty();
    assertThat(fields.readable()).isFalse();
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactly("resources must be a mapping, not the value 'x'");
  }

  @Test
  void presentKeysKeepTheOrderOfTheDocument() {
    Fields fields = fields("memory: 1\ncpu: 2\n");
    assertThat(fields.present(List.of("cpu", "memory")))
        .extracting(Node.Scalar::text)
        .containsExactly("memory", "cpu");
  }

  @Test
  void everyKeyHasAHomeAndAKeyOfTwoFormsHasTheFirst() {
    for (Form form : Form.values()) {
      assertThat(form.keys()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(form.keys()).allMatch(key -> form.homeOf(key).isPresent());
    }
    assertThat(Form.HEALTH.homeOf("command")).hasValue(Form.RUN);
    assertThat(Form.RUN.homeOf("zebra")).isEmpty();
    assertThat(Form.allKeys()).doesNotHaveDuplicates().contains("port", "name", "grace");
  }

  private Fields fields(String text) {
    Problems syntax = new Problems(new Source("f", text));
    Node node = Composer.compose(syntax).orElseThrow();
    return new Fields(Form.RESOURCES, node, 0, problems);
  }
}
