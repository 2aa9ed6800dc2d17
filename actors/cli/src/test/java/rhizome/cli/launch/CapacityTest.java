package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.Trouble;
import rhizome.kernel.Labels;

class CapacityTest {

  @Command
  private static final class Any {
    @Mixin private Capacity capacity = new Capacity();
  }

  @Test
  void labelsAreGivenOneByOneAndHandedOnAsTheyWere() {
    Capacity said = parse("--label", "region=eu", "--label=disk=ssd", "--cpu", "2");
    assertThat(said.labels()).isEqualTo(Labels.parse(List.of("region=eu", "disk=ssd")));
    Capacity again = parse(said.words().toArray(String[]::new));
    assertThat(again.labels()).isEqualTo(said.labels());
    assertThat(again.resources()).isEqualTo(said.resources());
    assertThat(parse().labels()).isEqualTo(Labels.NONE);
  }

  @Test
  void whatIsNoLabelIsRefusedWithWhatWouldBe() {
    assertThatThrownBy(parse("--label", "region")::labels)
        .isInstanceOf(Trouble.class)
        .hasMessage("--label: 'region' is not a label: write key=value, such as region=eu");
    assertThatThrownBy(parse("--label", "node=n1")::labels)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("the name of the node");
  }

  private static Capacity parse(String... words) {
    Any any = new Any();
    new CommandLine(any).parseArgs(words);
    return any.capacity;
  }
}
