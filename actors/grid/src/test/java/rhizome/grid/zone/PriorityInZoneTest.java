package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Rehearsal.Preempted;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Some;
import rhizome.grid.preemption.Tenant;
import rhizome.grid.world.Operator;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Two full nodes of one core; b holds what matters least. */
class PriorityInZoneTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final Assignment ON_A = ranked("shop/cron#0", 1_000, 0);
  private static final Assignment FIRST = ranked("shop/batch#0", 500, -10);
  private static final Assignment SECOND = ranked("shop/batch#1", 500, -10);

  private final ZoneIndex index = new ZoneIndex(Duration.ofSeconds(3));

  PriorityInZoneTest() {
    online(A, "disk=ssd");
    online(B, "disk=hdd");
    index.hold(A, List.of(ON_A), true);
    index.hold(B, List.of(FIRST, SECOND), true);
  }

  @Test
  void whereItDoesLeastHarmAndNoMoreThanIsNeeded() {
    assertThat(preemptible(seeker(0, 300, 100))).hasValue(List.of("shop/batch#1"));
    assertThat(preemptible(seeker(0, 600, 100))).hasValue(List.of("shop/batch#0", "shop/batch#1"));
    assertThat(index.preemptible(seeker(0, 1_200, 100))).isEmpty();
  }

  @Test
  void whatMustNotBeAvoidedGoesFirst() {
    Seeker seeker =
        new Seeker(
            web(0),
            new Resources(300, 1),
            List.of(B),
            Optional.empty(),
            Wishes.NONE,
            new Priority(100, true, false));
    assertThat(preemptible(seeker)).hasValue(List.of("shop/cron#0"));
  }

  @Test
  void onlyOfThoseBelowAndOnlyIfItMay() {
    assertThat(preemptible(seeker(0, 300, 0))).hasValue(List.of("shop/batch#1"));
    assertThat(index.preemptible(seeker(0, 300, -10))).isEmpty();
    assertThat(index.preemptible(seeker(0, 300, 9).with(new Priority(9, false, false)))).isEmpty();
  }

  @Test
  void itsWishesAreKeptTo() {
    Seeker wishing =
        new Seeker(web(0), new Resources(300, 1), Some.require("disk", "ssd"))
            .with(new Priority(100, true, false));
    assertThat(preemptible(wishing)).hasValue(List.of("shop/cron#0"));
    assertThat(index.preemptible(wishing.with(new Priority(-1, true, false)))).isEmpty();
  }

  @Test
  void twoDoNotTakeTheSamePlace() {
    take(seeker(0, 300, 100));
    assertThat(preemptible(seeker(1, 300, 100))).hasValue(List.of("shop/batch#0"));
    take(seeker(1, 300, 100));
    assertThat(preemptible(seeker(2, 300, 100))).hasValue(List.of("shop/cron#0"));
    assertThat(index.preemptible(seeker(2, 300, -5))).isEmpty();
  }

  @Test
  void aProposalThatCameToNothingIsForgotten() {
    take(seeker(0, 300, 100));
    Instant later = NOW.plus(ZoneIndex.CLAIM_TTL);
    assertThat(index.choose(seeker(0, 300, 100), later).node()).isEmpty();
    assertThat(preemptible(seeker(1, 300, 100))).hasValue(List.of("shop/batch#1"));
  }

  @Test
  void closedNodesAndThoseWithoutAnybodyLowerAreLeftAlone() {
    index.hold(B, List.of(FIRST, SECOND), false);
    assertThat(preemptible(seeker(0, 300, 100))).hasValue(List.of("shop/cron#0"));
    index.forget(A);
    assertThat(index.preemptible(seeker(0, 300, 100))).isEmpty();
  }

  @Test
  void aRehearsalSaysWhoWouldLeaveAndPutsHimBack() {
    Service web = new Service("web", 3, ranked("shop/web#0", 500, 100).spec(), List.of());
    Rehearsal rehearsal =
        Rehearsal.of(Plan.between(Optional.empty(), new Blueprint("site", List.of(web))));
    for (int times = 0; times < 2; times++) {
      Rehearsal.Outcome outcome = index.rehearse(rehearsal, NOW);
      assertThat(outcome.shortages()).isEmpty();
      assertThat(outcome.preempted())
          .containsExactly(
              new Preempted(SECOND.workload(), -10, WorkloadId.parse("site/web#0")),
              new Preempted(FIRST.workload(), -10, WorkloadId.parse("site/web#1")),
              new Preempted(ON_A.workload(), 0, WorkloadId.parse("site/web#2")));
    }
  }

  private Optional<List<String>> preemptible(Seeker seeker) {
    return index
        .preemptible(seeker)
        .map(room -> room.victims().stream().map(Tenant::workload).map(Object::toString).toList());
  }

  private void take(Seeker seeker) {
    Room room = index.preemptible(seeker).orElseThrow();
    assertThat(index.preempt(seeker, room, NOW).preempting()).isTrue();
  }

  private static Seeker seeker(int slot, long cpuMillis, int priority) {
    return new Seeker(web(slot), new Resources(cpuMillis, 1), Wishes.NONE)
        .with(new Priority(priority, true, false));
  }

  private void online(NodeId node, String label) {
    Resources capacity = new Resources(1_000, 1L << 30);
    Labels labels = Labels.parse(List.of(label));
    Facts facts = new Facts(new ZoneId("home"), node.name(), capacity, "", labels);
    index.hear(new Heartbeat(node, "boot", 1, facts, 0), NOW);
    index.watch(node, "boot", NOW);
  }

  private static Assignment ranked(String id, long cpuMillis, int priority) {
    Spec spec = Operator.spec("steady", 1, cpuMillis).with(new Priority(priority, true, false));
    return new Assignment(WorkloadId.parse(id), 1, spec);
  }

  private static WorkloadId web(int slot) {
    return WorkloadId.parse("site/web#" + slot);
  }
}
