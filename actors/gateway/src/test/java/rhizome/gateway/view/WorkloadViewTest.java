package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Outgoing;
import rhizome.grid.workload.Progress;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.State.*;
import rhizome.grid.workload.Workload.Wanted;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

class WorkloadViewTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#3");
  private static final NodeId N1 = new NodeId("n1");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wanted WANTED =
      new Wanted(
          new Spec(
              new Run("sleep", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT),
              Resources.DEFAULT,
              List.of(),
              Health.DEFAULT,
              Restart.DEFAULT),
          7);

  private static WorkloadView view(State state) {
    WorkloadView view = WorkloadView.of(WEB, state);
    assertThat(view.id()).isEqualTo("shop/web#3");
    assertThat(view.robot()).isEqualTo("shop");
    assertThat(view.service()).isEqualTo("web");
    assertThat(view.slot()).isEqualTo(3);
    return view;
  }

  private static Active active(boolean confirmed, Progress progress) {
    return new Active(
        WANTED, new Lease(N1, 4), confirmed, progress, List.of(), 0, Outgoing.NONE, 4, false, 0);
  }

  private static Progress progress(Phase phase, int incarnation) {
    return new Progress(phase, incarnation, NOON, 4711, new TreeMap<>(Map.of("http", 8080)));
  }

  @Test
  void oneWithoutAPlaceSaysWhatItWaitsFor() {
    WorkloadView view =
        view(
            new Pending(
                WANTED,
                2,
                List.of(),
                List.of(),
                0,
                "no node is online",
                Outgoing.NONE,
                Optional.empty(),
                0));
    assertThat(view.status()).isEqualTo("pending");
    assertThat(view.detail()).isEqualTo("no node is online");
    assertThat(view.generation()).isEqualTo(7);
    assertThat(view.node()).isEmpty();
  }

  @Test
  void oneThatWaitsForItsOldNodeSaysForWhich() {
    State moving =
        new Pending(
            WANTED,
            2,
            List.of(new Lease(N1, 1)),
            List.of(),
            0,
            "",
            Outgoing.NONE,
            Optional.empty(),
            0);
    assertThat(view(moving).detail()).isEqualTo("waits until n1 has let go of it");
  }

  @Test
  void oneThatRunsTellsWhereAndAsWhat() {
    WorkloadView view = view(active(true, progress(Phase.READY, 2)));
    assertThat(view.status()).isEqualTo("ready");
    assertThat(view.detail()).isEmpty();
    assertThat(view.node()).contains("n1");
    assertThat(view.epoch()).isEqualTo(4);
    assertThat(view.incarnation()).isEqualTo(2);
    assertThat(view.pid()).isEqualTo(4711);
    assertThat(view.ports()).containsEntry("http", 8080);
    assertThat(view.since()).contains(NOON);
  }

  @Test
  void oneThatHasJustBeenPlacedAsksItsNode() {
    WorkloadView view = view(active(false, progress(Phase.STARTING, 0)));
    assertThat(view.status()).isEqualTo("starting");
    assertThat(view.detail()).isEqualTo("asks n1 for a place");
    assertThat(view.since()).isEmpty();
  }

  @Test
  void oneThatNoLongerAnswersIsUnhealthy() {
    assertThat(view(active(true, progress(Phase.UNREADY, 2))).status()).isEqualTo("unhealthy");
  }

  @Test
  void oneThatNeedsAHumanTellsTheWholeChainOfCauses() {
    Cause cause =
        Cause.of("its program ended with exit code 3", NOON)
            .leadingTo("moving it did not help either", NOON.plusSeconds(1));
    WorkloadView view = view(new Parked(WANTED, 5, List.of(), cause));
    assertThat(view.status()).isEqualTo("parked");
    assertThat(view.detail())
        .isEqualTo(
            "needs a human: moving it did not help either: its program ended with exit code 3");
    assertThat(view.since()).contains(NOON.plusSeconds(1));
    assertThat(view.because())
        .containsExactly(
            new Link("moving it did not help either", NOON.plusSeconds(1)),
            new Link("its program ended with exit code 3", NOON));
  }

  @Test
  void oneThatIsDoneTellsWhereAndSinceWhen() {
    WorkloadView view = view(new Completed(WANTED, 5, List.of(), N1, NOON, 0));
    assertThat(view.status()).isEqualTo("completed");
    assertThat(view.detail()).isEqualTo("ended well on n1");
    assertThat(view.since()).contains(NOON);
    assertThat(view.epoch()).isEqualTo(5);
    assertThat(view.node()).as("it has no place any more").isEmpty();
  }

  @Test
  void oneThatLeavesOrIsGoneSaysNoMore() {
    assertThat(view(new Retiring(4, 8, List.of(new Lease(N1, 4)), 0)).status())
        .isEqualTo("retiring");
    assertThat(view(new Gone(4, 8, true, 0)).status()).isEqualTo("gone");
    assertThat(view(new Gone(4, 8, true, 0)).generation()).isEqualTo(8);
    assertThat(view(new Absent()).status()).isEqualTo("gone");
  }
}
