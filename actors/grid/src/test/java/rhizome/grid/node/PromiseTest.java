package rhizome.grid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.node.Machine.API;
import static rhizome.grid.node.Machine.DB;
import static rhizome.grid.node.Machine.FACTS;
import static rhizome.grid.node.Machine.HOME;
import static rhizome.grid.node.Machine.N1;
import static rhizome.grid.node.Machine.WEB;
import static rhizome.grid.node.Machine.assignment;
import static rhizome.grid.node.Machine.held;
import static rhizome.grid.node.Machine.known;
import static rhizome.grid.node.Machine.online;
import static rhizome.grid.node.Machine.reserve;
import static rhizome.grid.node.Machine.second;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.Duty;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Refusal;
import rhizome.grid.node.Node.State;
import rhizome.grid.world.Trial;
import rhizome.kernel.WorkloadId;

/** A node of one core, and who takes whose place on it. */
class PromiseTest {

  private static final Assignment HIGH = ranked(WEB, 3, 700, 10);

  @Test
  void withoutRoomTheLowerArePromisedToLeave() {
    var node = full();
    assertThat(node.when(new Reserve(HIGH, true, second(6))))
        .isEqualTo(accept(new Event.Promised(HIGH, epochs(DB), second(6))));
    assertThat(held(node)).as("as long as they are there").hasSize(2).doesNotContain(HIGH);
    assertThat(node.owes())
        .contains(
            new Duty.Hold(
                N1, HOME, "boot-1", held(node), List.of(), true, List.of(HIGH), List.of(DB)),
            new Duty.Yield(
                N1,
                DB,
                new Lease(N1, 1),
                Cause.of("preempted by shop/web#0 (priority 10 > -1)", second(6)),
                second(21)));
  }

  @Test
  void whoDoesNotAskForItIsRefusedAsEver() {
    assertThat(full().when(new Reserve(HIGH, second(6)))).isEqualTo(reject(Refusal.NO_CAPACITY));
  }

  @Test
  void noEqualHigherOrProtectedGivesWay() {
    var node = full();
    for (int priority = -1; priority >= -3; priority--) {
      assertThat(node.when(new Reserve(ranked(WEB, 3, 700, priority), true, second(6))))
          .isEqualTo(reject(Refusal.NO_CAPACITY));
    }
    Assignment firm =
        new Assignment(DB, 2, assignment(DB, 2, 600).spec().with(new Priority(-9, true, true)));
    var guarded = online().given(new Reserve(firm, second(2)));
    assertThat(guarded.when(new Reserve(HIGH, true, second(6))))
        .isEqualTo(reject(Refusal.NO_CAPACITY));
  }

  @Test
  void thePlaceIsHeldOnceItIsFreeAndForNobodyElse() {
    var node = full().given(new Reserve(HIGH, true, second(6)));
    assertThat(node.when(new Reserve(HIGH, true, second(7)))).isEqualTo(unchanged());
    node.given(new Release(DB, 1, second(8)));
    assertThat(node.owes()).noneMatch(Duty.Yield.class::isInstance);
    assertThat(held(node)).doesNotContain(HIGH);
    node.given(new Free(DB, 1, second(9)));
    assertThat(held(node)).contains(HIGH);
    assertThat(known(node).holdings().promised()).isEmpty();
    assertThat(node.when(reserve(DB, 2, 600))).isEqualTo(reject(Refusal.NO_CAPACITY));
  }

  @Test
  void meanwhileWhatIsPromisedIsTaken() {
    var node = online().given(new Reserve(ranked(DB, 1, 900, -1), second(2)));
    node.given(new Reserve(HIGH, true, second(6)));
    assertThat(node.when(reserve(API, 1, 100))).isEqualTo(reject(Refusal.NO_CAPACITY));
    assertThat(node.when(new Reserve(ranked(API, 1, 400, 5), true, second(7))))
        .as("it would have to take what was promised")
        .isEqualTo(reject(Refusal.NO_CAPACITY));
  }

  @Test
  void whoWantsItNoMoreHadNothingRunningThere() {
    var node = full().given(new Reserve(HIGH, true, second(6)));
    assertThat(node.when(new Release(WEB, 2, second(7)))).isEqualTo(reject(Refusal.NOT_HELD));
    assertThat(node.when(new Release(WEB, 3, second(7))))
        .isEqualTo(accept(new Event.Freed(WEB, 3, second(7))));
    assertThat(node.owes()).as("nobody has to leave").noneMatch(Duty.Yield.class::isInstance);
    assertThat(node.when(new Reserve(HIGH, true, second(8))))
        .isEqualTo(reject(Refusal.STALE_EPOCH));
  }

  @Test
  void whoCameBackByALaterEpochIsNoVictimAnyMore() {
    var node =
        online()
            .given(
                new Reserve(ranked(DB, 1, 500, -1), second(2)),
                new Reserve(ranked(API, 1, 500, -1), second(2)),
                new Reserve(ranked(WEB, 3, 1_000, 10), true, second(6)),
                new Free(DB, 1, second(7)),
                new Release(WEB, 3, second(8)),
                new Reserve(ranked(DB, 2, 500, -1), second(9)));
    assertThat(node.owes()).noneMatch(Duty.Yield.class::isInstance);
    assertThat(held(node)).hasSize(2);
  }

  @Test
  void oneThatIsLostOwesTheNewsToWhoWasPromisedAPlaceToo() {
    var node = full().given(new Reserve(HIGH, true, second(6)));
    node.given(new ExpireLease("boot-1", second(7), second(20)));
    assertThat(node.owes())
        .filteredOn(Duty.Evict.class::isInstance)
        .extracting(duty -> ((Duty.Evict) duty).workload())
        .contains(WEB, DB);
    assertThat(known(node).holdings().promised()).isEmpty();
  }

  @Test
  void oneThatIsDrainedSendsWhoWasPromisedAPlaceElsewhere() {
    var node = full().given(new Reserve(HIGH, true, second(6)));
    node.given(new Drain("ann", second(90), 9, second(7)));
    assertThat(node.owes())
        .filteredOn(Duty.Vacate.class::isInstance)
        .extracting(duty -> ((Duty.Vacate) duty).workload())
        .contains(WEB);
    assertThat(node.when(new Remove("ann", second(8)))).isEqualTo(reject(Refusal.HOLDS_WORKLOADS));
  }

  @Test
  void aWordThatCannotBeKeptIsTakenBack() {
    var node = full().given(new Reserve(HIGH, true, second(6)));
    Facts less = new Facts(HOME, FACTS.host(), new Resources(800, 1L << 30));
    node.given(new Enrol(less, "boot-1", second(7)));
    assertThat(node.owes())
        .contains(
            new Duty.Evict(
                N1,
                WEB,
                new Lease(N1, 3),
                Cause.of("there is no room on n1 after all", second(6))));
    node.given(new Free(WEB, 3, second(8)));
    assertThat(known(node).holdings().promised()).isEmpty();
  }

  /** Two of lower priority fill it. */
  private static Trial<Command, Event, State, Duty> full() {
    return online()
        .given(
            new Reserve(ranked(DB, 1, 800, -1), second(2)),
            new Reserve(ranked(API, 1, 200, -1), second(2)));
  }

  private static Assignment ranked(WorkloadId id, long epoch, long cpuMillis, int priority) {
    Assignment plain = assignment(id, epoch, cpuMillis);
    return new Assignment(id, epoch, plain.spec().with(new Priority(priority, true, false)));
  }

  private static SortedMap<WorkloadId, Long> epochs(WorkloadId id) {
    SortedMap<WorkloadId, Long> epochs = new TreeMap<>();
    epochs.put(id, 1L);
    return epochs;
  }
}
