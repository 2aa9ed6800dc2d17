package rhizome.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.cli.chaos.faults.Kind;

/** All of them, or those of {@code -Dchaos.only}, a list of names with commas between them. */
@Tag("chaos")
@Isolated("it measures time, and watches every process of the machine")
class ChaosSuiteTest {

  private static final List<Scenario> ALL =
      List.of(
          Scenario.quiet("power-cut", Scenario.once(8, Kind.POWER_CUT)).clustered(),
          Scenario.quiet("agent-killed", Scenario.once(8, Kind.AGENT_KILLED)).clustered(),
          Scenario.quiet("agent-frozen", Scenario.once(30, Kind.AGENT_FROZEN)).clustered(),
          Scenario.quiet("isolated", Scenario.once(10, Kind.ISOLATED)).clustered(),
          Scenario.busy("oldest-killed", Scenario.once(10, Kind.OLDEST_KILLED)).clustered(),
          Scenario.busy("blackout", Scenario.once(10, Kind.BLACKOUT)).clustered(),
          Scenario.busy("control-frozen", Scenario.once(30, Kind.CONTROL_FROZEN)).clustered(),
          Scenario.busy("halved", Scenario.once(15, Kind.HALVED)).clustered(),
          Scenario.busy("halved-by-lease", Scenario.once(20, Kind.HALVED)).leased(),
          Scenario.busy("store-stopped", Scenario.once(60, Kind.STORE_STOPPED)).clustered(),
          Scenario.busy("store-slow", Scenario.once(15, Kind.STORE_SLOW, Kind.STORE_RESTARTED))
              .clustered(),
          Scenario.busy(
                  "one-store-of-three",
                  Scenario.once(20, Kind.STORE_STOPPED, Kind.STORE_SLOW, Kind.STORE_RESTARTED))
              .replicated(),
          Scenario.busy("rolled", Scenario.once(10, Kind.ROLLED)).clustered(),
          Scenario.busy("everything", Scenario.once(8, Kind.values())).clustered(),
          Scenario.busy("overlapping", Scenario.once(8, Kind.values())).clustered().overlapping());

  @TempDir private Path folder;

  static Stream<Named<Scenario>> scenarios() {
    return ALL.stream().map(scenario -> Named.of(scenario.name(), scenario));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void aScenarioBreaksNoPromise(Scenario scenario) throws Exception {
    Selection selection = Selection.of(ALL.stream().map(Scenario::name).toList());
    selection
        .omits(scenario.name())
        .ifPresent(
            why -> {
              System.err.println("chaos: SKIPPED %s: %s".formatted(scenario.name(), why));
              Assumptions.abort(why);
            });
    assertThat(Theatre.play(scenario, folder)).isEmpty();
  }
}
