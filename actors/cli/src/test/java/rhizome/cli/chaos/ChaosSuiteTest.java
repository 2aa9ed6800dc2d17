package rhizome.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import rhizome.cli.chaos.faults.Kind;

@Tag("chaos")
@Isolated("it measures time, and watches every process of the machine")
class ChaosSuiteTest {

  @TempDir private Path folder;

  @Test
  void aPowerCut() throws Exception {
    play(Scenario.quiet("power-cut", Scenario.once(8, Kind.POWER_CUT)));
  }

  @Test
  void killsOfAnAgent() throws Exception {
    play(Scenario.quiet("agent-killed", Scenario.once(8, Kind.AGENT_KILLED)));
  }

  @Test
  void anAgentThatStandsStill() throws Exception {
    play(Scenario.quiet("agent-frozen", Scenario.once(10, Kind.AGENT_FROZEN)));
  }

  @Test
  void aNodeThatIsCutOff() throws Exception {
    play(Scenario.quiet("isolated", Scenario.once(10, Kind.ISOLATED)));
  }

  @Test
  void everythingUnderTraffic() throws Exception {
    Kind[] all =
        Stream.of(Kind.values())
            .filter(kind -> kind.strikes() != Kind.Strikes.STORE && kind != Kind.HALVED)
            .toArray(Kind[]::new);
    play(Scenario.busy("everything", Scenario.once(8, all)));
  }

  private void play(Scenario scenario) throws Exception {
    assertThat(Theatre.play(scenario, folder)).isEmpty();
  }
}
