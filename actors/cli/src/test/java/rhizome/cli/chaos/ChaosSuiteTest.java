package rhizome.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
  void theOldestControlMemberKilled() throws Exception {
    play(Scenario.busy("oldest-killed", Scenario.once(10, Kind.OLDEST_KILLED)));
  }

  @Test
  void aControlPlaneThatIsGone() throws Exception {
    play(Scenario.busy("blackout", Scenario.once(10, Kind.BLACKOUT)));
  }

  @Test
  void aControlMemberThatStandsStill() throws Exception {
    play(Scenario.busy("control-frozen", Scenario.once(15, Kind.CONTROL_FROZEN)));
  }

  @Test
  void aGridInHalves() throws Exception {
    play(Scenario.busy("halved", Scenario.once(15, Kind.HALVED)));
  }

  @Test
  void aStoreThatIsAwayForAMinute() throws Exception {
    play(Scenario.busy("store-stopped", Scenario.once(60, Kind.STORE_STOPPED)));
  }

  @Test
  void aStoreThatIsSlowAndRestarted() throws Exception {
    play(Scenario.busy("store-slow", Scenario.once(15, Kind.STORE_SLOW, Kind.STORE_RESTARTED)));
  }

  @Test
  void aRollingRestartUnderTraffic() throws Exception {
    play(Scenario.busy("rolled", Scenario.once(10, Kind.ROLLED)));
  }

  @Test
  void everythingUnderTraffic() throws Exception {
    play(Scenario.busy("everything", Scenario.once(8, Kind.values())));
  }

  @Test
  void twoFaultsAtATime() throws Exception {
    play(Scenario.busy("overlapping", Scenario.once(8, Kind.values())).overlapping());
  }

  private void play(Scenario scenario) throws Exception {
    assertThat(Theatre.play(scenario.clustered(), folder)).isEmpty();
  }
}
