package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

class SubstitutionTest {

  private static final List<String> PORTS = List.of("http");

  private final Problems problems = new Problems(new Source("f", ""));

  @Test
  void hereIsFilledInAndPortsAreLeftToTheNode() {
    assertThat(read("/h", "${here}/a:${ports.http}")).isEqualTo("/h/a:${ports.http}");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aDoubledDollarIsALiteralOne() {
    assertThat(read("/h", "$${here} $${HOME} $HOME $ $$")).isEqualTo("${here} ${HOME} $HOME $ $$");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aPortThatIsMeantLiterallyStaysLiteralOnTheNode() {
    String model = read("/h", "$${ports.http} is ${ports.http}");
    assertThat(Placeholders.fill(model, Map.of("http", 80))).isEqualTo("${ports.http} is 80");
  }

  @Test
  void aFolderWithAnOddNameStaysWhatItIs() {
    String folder = "/a${ports.http}/$${ports.http}/${b}";
    assertThat(Placeholders.fill(read(folder, "${here}"), Map.of("http", 80))).isEqualTo(folder);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aFolderThatEndsInADollarMayNotTouchAPort() {
    read("/a$", "${here}${ports.http}");
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactly("the folder ends with '$' right before a placeholder");
  }

  private String read(String here, String text) {
    return new Substitution(here, problems).withPorts(new Node.Scalar(0, text, false), PORTS);
  }
}
