package rhizome.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import rhizome.cli.chaos.faults.Kind;

/** The short form of the suite, for every build; the long one is {@link ChaosSuiteTest}. */
@Isolated("it measures time, and watches every process of the machine")
class ChaosTest {

  /** No second of a bad cable, and no start of a JVM on a busy machine, moves anything. */
  private static final String PATIENT = "rhizome.grid { lease = 30s, suspect-after = 15s }";

  @TempDir private Path folder;

  @Test
  void badCablesBreakNoPromise() throws Exception {
    Scenario scenario =
        Scenario.busy("bad-cables", Scenario.once(3, Kind.LOSSY, Kind.CLOGGED, Kind.FLAPPING));
    assertThat(Theatre.play(scenario.with(PATIENT), folder)).isEmpty();
  }
}
