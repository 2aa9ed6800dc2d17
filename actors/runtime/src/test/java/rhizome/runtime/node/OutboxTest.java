package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.grid.node.Report;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

class OutboxTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final WorkloadId DB = WorkloadId.parse("shop/db#0");

  private final Outbox outbox = new Outbox();

  @Test
  void onlyTheFirstReportOfAWorkloadLeavesAtOnce() {
    assertThat(outbox.add(ready(WEB, 1))).isTrue();
    assertThat(outbox.add(ready(WEB, 2))).isFalse();
    assertThat(outbox.add(ready(DB, 1))).as("workloads do not wait for each other").isTrue();
  }

  @Test
  void reportsLeaveInTheirOrderEachAfterTheOneBefore() {
    outbox.add(ready(WEB, 1));
    outbox.add(ready(WEB, 2));
    outbox.add(ready(WEB, 3));
    assertThat(outbox.acknowledge(WEB)).contains(ready(WEB, 2));
    assertThat(outbox.first(WEB)).contains(ready(WEB, 2));
    assertThat(outbox.acknowledge(WEB)).contains(ready(WEB, 3));
    assertThat(outbox.acknowledge(WEB)).isEmpty();
    assertThat(outbox.first(WEB)).isEmpty();
    assertThat(outbox.acknowledge(WEB)).as("nothing is left to acknowledge").isEmpty();
  }

  @Test
  void tooLongAStoryKeepsItsBeginningAndItsEnd() {
    int more = 10;
    for (int i = 1; i <= Outbox.PER_WORKLOAD_MAX + more; i++) {
      outbox.add(ready(WEB, i));
    }
    assertThat(outbox.size()).isEqualTo(Outbox.PER_WORKLOAD_MAX);
    assertThat(outbox.leftOut()).isEqualTo(more);
    assertThat(outbox.first(WEB)).as("it is on its way").contains(ready(WEB, 1));
    Optional<Report> next = outbox.acknowledge(WEB);
    assertThat(next).contains(ready(WEB, more + 2));
    Report last = ready(WEB, 0);
    while (next.isPresent()) {
      last = next.get();
      next = outbox.acknowledge(WEB);
    }
    assertThat(last).isEqualTo(ready(WEB, Outbox.PER_WORKLOAD_MAX + more));
  }

  @Test
  void whateverComesAndGoesTheOrderIsKept() {
    Property.forAll(
        random -> {
          Outbox any = new Outbox();
          List<Integer> delivered = new ArrayList<>();
          int said = 0;
          for (int step = 0; step < 300; step++) {
            if (random.nextInt(3) > 0) {
              any.add(ready(WEB, ++said));
            } else {
              any.first(WEB).ifPresent(report -> delivered.add(report.incarnation()));
              any.acknowledge(WEB);
            }
          }
          assertThat(delivered).isSorted().doesNotHaveDuplicates();
          assertThat(delivered.size() + any.size() + any.leftOut()).isEqualTo(said);
        });
  }

  private static Report ready(WorkloadId workload, int incarnation) {
    return new Report.Ready(workload, 1, incarnation, Instant.EPOCH);
  }
}
