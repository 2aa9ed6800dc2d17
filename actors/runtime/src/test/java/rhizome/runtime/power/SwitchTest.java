package rhizome.runtime.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.zone.PowerLimits;
import rhizome.kernel.NodeId;

/** Commands that power machines down and up. */
@Timeout(60)
class SwitchTest {

  private static final NodeId ONE = new NodeId("one");
  private static final NodeId TWO = new NodeId("two");

  @TempDir private Path folder;

  @Test
  void theCommandFindsInItsEnvironmentWhichNodeIsMeant() throws Exception {
    turn("echo $RHIZOME_NODE at $RHIZOME_ADDRESS >> told")
        .turn(ONE, Map.of("RHIZOME_ADDRESS", "x"));
    await(() -> told().equals("one at x\n"));
  }

  @Test
  void itRunsOnceAtATimeForEachNode() throws Exception {
    Switch power = turn("echo $RHIZOME_NODE >> told; until test -e go; do sleep 0.01; done");
    power.turn(ONE, Map.of());
    await(() -> told().equals("one\n"));
    power.turn(ONE, Map.of());
    power.turn(TWO, Map.of());
    await(() -> told().equals("one\ntwo\n"));
    Files.writeString(folder.resolve("go"), "");
    await(
        () -> {
          power.turn(ONE, Map.of());
          return told().startsWith("one\ntwo\none\n");
        });
  }

  /** What it began, such as an agent, may go on and keep its output open. */
  @Test
  void oneThatTakesTooLongIsEndedAndMayBeRunAgain() throws Exception {
    Switch power =
        new Switch(
            "rhizome.power.up",
            List.of("sh", "-c", "cd " + folder + " && echo again >> told && sleep 1000"),
            Duration.ofMillis(300));
    await(
        () -> {
          power.turn(ONE, Map.of());
          return told().startsWith("again\nagain\n");
        });
  }

  @Test
  void whatCannotBeRunDoesNoHarmAndCanBeAskedForAgain() throws Exception {
    Switch none = new Switch("rhizome.power.up", List.of());
    assertThat(none.exists()).isFalse();
    none.turn(ONE, Map.of());
    Switch broken = new Switch("rhizome.power.up", List.of(folder.resolve("none").toString()));
    broken.turn(ONE, Map.of());
    Switch failing = turn("echo x >> told; exit 3");
    await(
        () -> {
          failing.turn(ONE, Map.of());
          return told().startsWith("x\nx\n");
        });
  }

  @Test
  void theSettingsAreReadAndThoseThatMakeNoSenseAreRefused() {
    Config config = ConfigFactory.parseResources("rhizome/power.conf").resolve();
    PowerSettings settings = PowerSettings.from(config);
    assertThat(settings.limits()).isEqualTo(PowerLimits.OFF);
    assertThat(settings.down()).isEmpty();
    Config enabled = ConfigFactory.parseString("rhizome.power.enabled = on").withFallback(config);
    assertThatThrownBy(() -> PowerSettings.from(enabled))
        .hasMessage(
            "rhizome.power.enabled needs rhizome.power.up: what went down would not come back");
    Config both = ConfigFactory.parseString("rhizome.power.up = [wake]").withFallback(enabled);
    assertThat(PowerSettings.from(both).up()).containsExactly("wake");
  }

  private Switch turn(String script) {
    return new Switch(
        "rhizome.power.up", List.of("sh", "-c", "cd " + folder + " && { " + script + "; }"));
  }

  private String told() {
    try {
      Path file = folder.resolve("told");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10); // the test is ended if it never holds
    }
  }
}
