package rhizome.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

  private static final int KILLS = Integer.getInteger("bench.kills", 15);
  private static final int HELD = Integer.getInteger("bench.held", 60);

  @TempDir Path folder;

  @Test
  void everyKillIsHealedAndTimedBesideTheFloor() throws Exception {
    List<Samples> all = HealBench.run(folder, KILLS);

    assertThat(all)
        .extracting(Samples::name)
        .containsExactly("process-heal", "spawn-floor", "process-heal-witness");
    for (Samples samples : all) {
      print(samples);
      assertThat(samples.nanos()).hasSize(KILLS).allMatch(nanos -> nanos > 0);
    }
    assertThat(all.getFirst().percentile(50))
        .as("a median heal, with room for a busy machine")
        .isLessThan(Duration.ofMillis(100).toNanos());
  }

  @Test
  void holdingManyCostsOneDescriptorEachAndNoThread() throws Exception {
    HoldBench.Holding holding = HoldBench.run(folder, HELD, Duration.ofSeconds(1));

    System.out.println(holding);
    assertThat(holding.after().descriptors() - holding.before().descriptors())
        .as("a descriptor of the JVM itself may come or go")
        .isBetween(HELD - 10, HELD + 10);
    assertThat(holding.after().threads() - holding.before().threads())
        .as("threads of the JVM itself may come and go")
        .isLessThan(8);
  }

  private static void print(Samples samples) {
    System.out.printf(
        "%s n=%d p50=%.2f p90=%.2f p99=%.2f max=%.2f ms%n",
        samples.name(),
        samples.nanos().size(),
        samples.percentile(50) / 1e6,
        samples.percentile(90) / 1e6,
        samples.percentile(99) / 1e6,
        samples.percentile(100) / 1e6);
  }
}
