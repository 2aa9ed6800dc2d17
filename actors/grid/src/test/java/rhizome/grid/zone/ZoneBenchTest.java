package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.grid.zone.ZoneBench.Cost;
import rhizome.grid.zone.ZoneBench.Shape;

/**
 * Prints what a zone of full size costs. The bounds are those at which something is wrong with the
 * way it is done, not those of a quiet machine.
 */
class ZoneBenchTest {

  private static final int NODES = 10_000;
  private static final int WORKLOADS = 100_000;

  @Test
  void aUniformZoneOfFullSizePlacesAndHearsInMicroseconds() {
    run("uniform", new Shape(NODES, WORKLOADS, 100, true));
  }

  @Test
  void aMixedZoneOfFullSizeDoesSoToo() {
    run("mixed", new Shape(NODES, WORKLOADS, 1_000, false));
  }

  @Test
  void oneServiceOnAllNodesDoesSoToo() {
    run("one service", new Shape(NODES, WORKLOADS, 1, true));
  }

  private static void run(String name, Shape shape) {
    long before = memory();
    ZoneBench bench = new ZoneBench(shape, System::nanoTime);
    Cost place = bench.place();
    assertThat(bench.placed()).isEqualTo(WORKLOADS);
    long perNode = (memory() - before) / NODES;
    Cost beat = bench.beat(10);
    Cost refuse = bench.refuse(1_000);
    say(name + ": place", place);
    say(name + ": place what fits nowhere", refuse);
    say(name + ": beat", beat);
    System.out.printf("%s: %d bytes for each node of 10 workloads, specs too%n", name, perNode);
    assertThat(place.mean()).as("nanoseconds of a choice").isLessThan(2_000_000);
    assertThat(beat.mean()).as("nanoseconds of a heartbeat").isLessThan(50_000);
    assertThat(perNode).isLessThan(50_000);
  }

  private static void say(String what, Cost cost) {
    System.out.printf(
        "%s: p50 %.1f us, p99 %.1f us, mean %.1f us%n",
        what, cost.p50() / 1e3, cost.p99() / 1e3, cost.mean() / 1e3);
  }

  private static long memory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
