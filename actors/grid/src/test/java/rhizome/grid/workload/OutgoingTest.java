package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.absent;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.unready;
import static rhizome.kernel.Decision.unchanged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;

/** What may still run of a workload, whatever is said to it. */
class OutgoingTest {

  private static final Lease FIRST = new Lease(N1, 1);
  private static final Lease SECOND = new Lease(N2, 2);
  private static final Lease THIRD = new Lease(N1, 3);
  private static final Progress PROGRESS =
      new Progress(Phase.READY, 1, second(5), 101, new TreeMap<>());

  @Test
  void whoServesIsHeldAndWhoEndsIsHeldButServesNoMore() {
    Outgoing outgoing = Outgoing.NONE.serving(FIRST, PROGRESS).ending(SECOND);
    assertThat(outgoing.serves(FIRST)).isTrue();
    assertThat(outgoing.serves(SECOND)).isFalse();
    assertThat(List.of(FIRST, SECOND)).allMatch(outgoing::has);
    assertThat(outgoing.has(THIRD)).isFalse();
    assertThat(outgoing.all()).containsExactly(SECOND, FIRST);
  }

  @Test
  void onlyOneServesAndTheOneBeforeItEnds() {
    Outgoing outgoing = Outgoing.NONE.serving(FIRST, PROGRESS).serving(SECOND, PROGRESS);
    assertThat(outgoing.serving()).contains(new Outgoing.Serving(SECOND, PROGRESS));
    assertThat(outgoing.ending()).containsExactly(FIRST);
  }

  @Test
  void whoIsRelievedEndsAndWhoStaysIsOutgoingNoMore() {
    Outgoing outgoing = Outgoing.NONE.ending(SECOND).serving(FIRST, PROGRESS);
    assertThat(outgoing.relieved())
        .isEqualTo(new Outgoing(Optional.empty(), List.of(SECOND, FIRST)));
    assertThat(outgoing.unserved()).isEqualTo(new Outgoing(Optional.empty(), List.of(SECOND)));
    assertThat(Outgoing.NONE.relieved()).isEqualTo(Outgoing.NONE);
  }

  @Test
  void aLeaseThatIsOverIsNeitherAndTheOthersStay() {
    Outgoing outgoing = Outgoing.NONE.ending(SECOND).serving(FIRST, PROGRESS);
    assertThat(outgoing.without(FIRST)).isEqualTo(Outgoing.NONE.ending(SECOND));
    assertThat(outgoing.without(SECOND)).isEqualTo(Outgoing.NONE.serving(FIRST, PROGRESS));
    assertThat(outgoing.without(THIRD)).isEqualTo(outgoing);
  }

  @Test
  void anEpochOfAnotherNodeIsAnotherLease() {
    Outgoing outgoing = Outgoing.NONE.serving(FIRST, PROGRESS);
    assertThat(outgoing.has(new Lease(N2, 1))).isFalse();
    assertThat(outgoing.has(new Lease(N1, 2))).isFalse();
  }

  /** Of one that was unready once. */
  private static Duty inform(Status status, String detail) {
    return new Duty.Inform(
        WEB, 1, status, detail, Optional.of(new Lease(N1, 1)), Optional.empty(), 0, 1);
  }

  // ---- What people are shown ----

  @Test
  void whoIsUnreadySaysWhy() {
    var workload = ready().given(unready(1, 12));
    assertThat(workload.owes()).contains(inform(Status.UNHEALTHY, "on n1, unready: no answer"));
    workload.given(ready(1, 1, 13));
    assertThat(workload.owes()).contains(inform(Status.READY, "on n1"));
  }

  @Test
  void whatServesElsewhereIsShownWhileItsSuccessorIsSoughtAndStarted() {
    var workload = leaving();
    assertThat(informed(workload)).isEqualTo("READY on n1, which it is leaving");
    workload.given(new LackPlace(2, "no room", second(21)));
    assertThat(informed(workload)).isEqualTo("READY on n1, which it is leaving: no room");
    workload.given(new Place(2, N2, second(22)));
    assertThat(informed(workload)).isEqualTo("READY on n1, moving to n2");
    workload.given(new Observe(N2, new Report.Unready(WEB, 2, 1, second(23), "no answer")));
    assertThat(informed(workload)).isEqualTo("READY on n1, moving to n2");
    workload.given(new Observe(N2, new Report.Ready(WEB, 2, 1, second(24))));
    assertThat(informed(workload)).isEqualTo("READY on n2");
  }

  private static Trial<Command, Event, State, Duty> leaving() {
    Cause cause = Cause.of("n1 is drained", second(20));
    return absent()
        .given(
            new Ensure(Operator.shared(SPEC), 1, second(1)),
            new Place(1, N1, second(2)),
            started(1, 1, 10),
            ready(1, 1, 11),
            new Vacate(FIRST, cause, second(60), second(20)));
  }

  private static String informed(Trial<Command, Event, State, Duty> workload) {
    return workload.owes().stream()
        .filter(Duty.Inform.class::isInstance)
        .map(Duty.Inform.class::cast)
        .map(inform -> inform.status() + " " + inform.detail())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void portsAreInOrderAndAreNotChangedAfterwards() {
    Map<String, Integer> ports = new TreeMap<>(Map.of("web", 80, "admin", 81));
    Progress progress = new Progress(Phase.READY, 1, second(1), 7, ports);
    ports.clear();
    assertThat(progress.ports()).containsExactly(Map.entry("admin", 81), Map.entry("web", 80));
    assertThat(progress.complaint()).isEmpty();
    assertThatThrownBy(() -> progress.ports().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  // ---- Laws ----

  private static final List<NodeId> NODES = List.of(N1, N2, new NodeId("n3"));

  /** Epochs fence: what was given once is never given again, to the same node or another. */
  @Test
  void noEpochIsPlacedTwiceAndASingleOneHasOneLeaseAtMost() {
    Property.forAll(
        50,
        random -> {
          boolean single = random.nextBoolean();
          var workload = absent();
          List<Long> placed = new ArrayList<>();
          for (int i = 1; i <= 120; i++) {
            if (workload.when(any(random, workload.state(), single, i))
                instanceof Decision.Accepted<Event>(var events)) {
              for (Event event : events) {
                if (event instanceof Event.Placed p) {
                  placed.add(p.epoch());
                }
              }
            }
            if (single) {
              assertThat(leases(workload.state())).as("%s", workload.state()).hasSizeLessThan(2);
            }
            bounded(workload);
          }
          assertThat(placed).isSorted().doesNotHaveDuplicates();
        });
  }

  private static void bounded(Trial<Command, Event, State, Duty> workload) {
    List<Lease> leases = leases(workload.state());
    assertThat(leases).doesNotHaveDuplicates();
    List<Lease> released =
        workload.owes().stream()
            .filter(Duty.Release.class::isInstance)
            .map(duty -> ((Duty.Release) duty).lease())
            .toList();
    assertThat(leases).as("only what is held is released").containsAll(released);
    assertThat(workload.owes()).filteredOn(Duty.Inform.class::isInstance).hasSizeLessThan(2);
    assertThat(workload.owes()).filteredOn(Duty.FindPlace.class::isInstance).hasSizeLessThan(2);
  }

  private static List<Lease> leases(State state) {
    List<Lease> leases = new ArrayList<>();
    switch (state) {
      case State.Absent _, State.Gone _ -> {}
      case State.Pending p -> {
        leases.addAll(p.leaving());
        leases.addAll(p.outgoing().all());
      }
      case State.Active a -> {
        leases.add(a.lease());
        leases.addAll(a.outgoing().all());
      }
      case State.Parked p -> {
        leases.addAll(p.leaving());
        leases.addAll(p.outgoing().all());
      }
      case State.Completed c -> leases.addAll(c.leaving());
      case State.Retiring r -> leases.addAll(r.leaving());
    }
    return leases;
  }

  private static long epoch(State state) {
    return switch (state) {
      case State.Absent _ -> 0;
      case State.Pending p -> p.epoch();
      case State.Active a -> a.lease().epoch();
      case State.Parked p -> p.epoch();
      case State.Completed c -> c.epoch();
      case State.Retiring r -> r.epoch();
      case State.Gone g -> g.epoch();
    };
  }

  static Command any(RandomGenerator random, State state, boolean single, int at) {
    List<Lease> held = leases(state);
    NodeId node = NODES.get(random.nextInt(NODES.size()));
    Lease lease =
        held.isEmpty() || random.nextInt(5) == 0
            ? new Lease(node, 1 + random.nextInt(9))
            : held.get(random.nextInt(held.size()));
    Cause cause = Cause.of("chance", second(at));
    long epoch = random.nextInt(4) == 0 ? random.nextInt(9) : epoch(state);
    return switch (random.nextInt(14)) {
      case 0, 1 -> new Ensure(spec(random, single), 1 + at / 30, second(at));
      case 2, 3, 4 -> new Place(epoch, node, second(at));
      case 5 -> new LackPlace(epoch, "no room", second(at));
      case 6 -> new ConfirmPlace(epoch, second(at));
      case 7 -> new RefusePlace(epoch, "full", second(at));
      case 8 -> new LoseNode(lease, cause, second(at));
      case 9 -> new DoubtNode(lease, cause, second(at));
      case 10 -> new Vacate(lease, cause, second(at + random.nextInt(9)), second(at));
      case 11 -> new ConfirmRelease(lease, second(at));
      case 12 -> random.nextInt(3) == 0 ? new Retire(at / 30, second(at)) : retry(at);
      default -> new Observe(lease.node(), report(random, lease.epoch(), at));
    };
  }

  private static Spec spec(RandomGenerator random, boolean single) {
    Spec spec = Operator.spec("steady", random.nextInt(2), 100);
    return single ? spec : Operator.shared(spec);
  }

  private static Command retry(int at) {
    return new Retry("ann", second(at));
  }

  private static Report report(RandomGenerator random, long epoch, int at) {
    int n = 1 + random.nextInt(2);
    Exit exit = new Exit.Code(1);
    return switch (random.nextInt(6)) {
      case 0 -> new Report.Started(WEB, epoch, n, second(at), 100 + n, new TreeMap<>());
      case 1 -> new Report.Ready(WEB, epoch, n, second(at));
      case 2 -> new Report.Unready(WEB, epoch, n, second(at), "no answer");
      case 3 -> new Report.Restarting(WEB, epoch, n, second(at), exit, second(at + 1));
      case 4 -> new Report.Exhausted(WEB, epoch, n, second(at), exit);
      default -> new Report.Stopped(WEB, epoch, n, second(at), exit);
    };
  }

  /** Whatever was said before, with everything lost a retirement comes to its end. */
  @Test
  void whateverItIsItCanBeRetiredToNothing() {
    Property.forAll(
        50,
        random -> {
          boolean single = random.nextBoolean();
          var workload = absent();
          for (int i = 1; i <= 60; i++) {
            workload.when(any(random, workload.state(), single, i));
          }
          workload.given(new Retire(9, second(100)));
          for (Lease lease : leases(workload.state())) {
            workload.given(new ConfirmRelease(lease, second(101)));
          }
          long falls = workload.state().falls();
          assertThat(workload.owes())
              .containsExactly(
                  new Duty.Inform(
                      WEB, 9, Status.GONE, "", Optional.empty(), Optional.empty(), 0, falls));
          workload.given(new ConfirmGone(second(102)));
          assertThat(workload.owes()).isEmpty();
          assertThat(workload.when(new ConfirmGone(second(103)))).isEqualTo(unchanged());
        });
  }
}
