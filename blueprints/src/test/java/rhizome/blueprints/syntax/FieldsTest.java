package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

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
    Fields fields = new Fields(Form.HTTP, node("path: /\n"), 0, problems);
    assertThat(fields.get("port")).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
    assertThat(fields.require("port", "some")).isEmpty();
    assertThat(problems.all()).extracting(Problem::message).containsExactly("http has no 'port'");
    assertThat(problems.all().getFirst().expected()).hasValue("some");
  }

  @Test
  void whatIsNoMappingIsToldOnceAndMissesNothing() {
    Fields fields = new Fields(Form.RESOURCES, new Node.Scalar(0, "x", true), 0, problems);
    assertThat(fields.get("cpu")).isEmpty();
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

  @Test
  void noReaderCanAskForWhatIsNotDeclared() {
    Fields fields = fields("cpu: 1\n");
    assertThatThrownBy(() -> fields.get("disk")).hasMessage("no key 'disk' in resources");
    assertThatThrownBy(() -> fields.require("cpu", "some")).hasMessageContaining("left out");
    Values values = new Values(problems);
    assertThatThrownBy(() -> values.whole(fields, "cpu", 1)).hasMessageContaining("Cpu");
    assertThatThrownBy(() -> values.truth(fields, "cpu", true)).hasMessageContaining("Cpu");
    assertThatThrownBy(() -> values.memory(fields, "cpu", 1)).hasMessageContaining("Cpu");
    assertThatThrownBy(() -> values.cpu(fields, "memory", 1)).hasMessageContaining("Memory");
    assertThatThrownBy(() -> values.duration(fields, "cpu", Duration.ZERO))
        .hasMessageContaining("Cpu");
  }

  private Fields fields(String text) {
    return new Fields(Form.RESOURCES, node(text), 0, problems);
  }

  private static Node node(String text) {
    return Composer.compose(new Problems(new Source("f", text)), Limits.DEFAULT).orElseThrow();
  }
}
