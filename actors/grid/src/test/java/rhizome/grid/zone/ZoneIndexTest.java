package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.world.Operator;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

class ZoneIndexTest {

  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Resources HALF = new Resources(500, 0);

  private final ZoneIndex index = new ZoneIndex(LEASE);

  /** Only a node that has spoken itself can fence what it refuses. */
  @Test
  void whoIsHeardHasToEnrolAndIsNoCandidateBefore() {
    assertThat(index.hear(beat(A, "boot-1"), second(0))).isTrue();
    assertThat(index.hear(beat(A, "boot-1"), second(1))).isTrue();
    assertThat(choose(0, second(1))).isEmpty();
    index.watch(A, "boot-1", second(1));
    assertThat(index.hear(beat(A, "boot-1"), second(2))).isFalse();
    assertThat(choose(0, second(2))).contains(A);
  }

  @Test
  void aNewBootHasToEnrolAnew() {
    online(A, 0);
    assertThat(index.hear(beat(A, "boot-2"), second(1))).isTrue();
    assertThat(choose(0, second(1))).isEmpty();
    index.watch(A, "boot-2", second(2));
    assertThat(index.hear(beat(A, "boot-2"), second(2))).isFalse();
    assertThat(choose(0, second(2))).contains(A);
  }

  /** The node may have taken its agent for lost when it was only late. */
  @Test
  void fromTimeToTimeANodeHasToSayAgainThatItIsOnline() {
    online(A, 0);
    long ttl = ZoneIndex.WATCH_TTL.toSeconds();
    assertThat(index.hear(beat(A, "boot-1"), second(ttl - 1))).isFalse();
    assertThat(index.hear(beat(A, "boot-1"), second(ttl))).isTrue();
    assertThat(choose(0, second(ttl))).contains(A);
    index.watch(A, "boot-1", second(ttl));
    assertThat(index.hear(beat(A, "boot-1"), second(ttl + 1))).isFalse();
  }

  @Test
  void aNodeThatKnowsAnotherBootThanTheOneThatBeatsHasToEnrol() {
    online(A, 0);
    index.watch(A, "boot-0", second(1));
    assertThat(index.hear(beat(A, "boot-1"), second(2))).isTrue();
    assertThat(index.silent(second(5))).extracting("boot").containsExactly("boot-1");
  }

  @Test
  void whoFellSilentForALeaseIsToldOnceAndForgotten() {
    online(A, 0);
    online(B, 1);
    assertThat(index.silent(second(2))).isEmpty();
    assertThat(index.silent(second(3)))
        .containsExactly(new ZoneIndex.Silent(A, "boot-1", second(0)));
    assertThat(index.silent(second(3))).isEmpty();
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.hear(beat(A, "boot-1"), second(4))).isTrue();
  }

  @Test
  void aZoneThatJustStartedGivesUnheardNodesMoreTime() {
    index.watch(A, "boot-1", second(0));
    long patience = LEASE.toSeconds() * ZoneIndex.UNHEARD_LEASES;
    assertThat(index.silent(second(patience - 1))).isEmpty();
    assertThat(index.silent(second(patience)))
        .containsExactly(new ZoneIndex.Silent(A, "boot-1", second(0)));
  }

  @Test
  void aWatchSaidAgainDoesNotRenewTheLease() {
    online(A, 0);
    index.watch(A, "boot-1", second(2));
    assertThat(index.silent(second(3))).hasSize(1);
  }

  @Test
  void anUnheardNodeThatBootsAgainIsAwaitedUnderItsNewBoot() {
    index.watch(A, "boot-1", second(0));
    index.watch(A, "boot-2", second(2));
    assertThat(index.silent(second(100))).extracting("boot").containsExactly("boot-2");
  }

  @Test
  void whatIsReservedIsNotFree() {
    online(A, 0);
    index.hold(A, List.of(assignment(7), assignment(8)));
    assertThat(choose(0, second(1))).isEmpty();
    assertThat(index.hold(A, List.of(assignment(7)))).isTrue();
    assertThat(index.hold(A, List.of(assignment(7)))).isFalse();
    assertThat(choose(0, second(1))).contains(A);
  }

  @Test
  void whatAnUnknownNodeHoldsIsNotKept() {
    assertThat(index.hold(A, List.of(assignment(7)))).isFalse();
    assertThat(index.size()).isZero();
  }

  @Test
  void aProposalBlocksItsPlaceForAWhile() {
    online(A, 0);
    assertThat(choose(0, second(0))).contains(A);
    assertThat(choose(1, second(0))).contains(A);
    assertThat(choose(2, second(0))).isEmpty();
    assertThat(choose(1, second(1))).contains(A);
    assertThat(choose(2, second(5))).contains(A);
  }

  @Test
  void aProposalThatIsHeldIsCountedOnce() {
    online(A, 0);
    assertThat(choose(7, second(0))).contains(A);
    index.hold(A, List.of(assignment(7)));
    assertThat(choose(8, second(0))).contains(A);
  }

  @Test
  void claimsKeepSiblingsApartBeforeTheNodesHaveAnswered() {
    online(A, 0);
    online(B, 0);
    assertThat(choose(0, second(0))).contains(A);
    assertThat(choose(1, second(0))).contains(B);
  }

  @Test
  void aNodeThatRefusedIsBelievedAskedAnewAndTriedAgainLater() {
    online(A, 0);
    assertThat(choose(0, second(0))).contains(A);
    index.refused(A, workload(0), second(0));
    assertThat(index.choose(workload(0), HALF, List.of(), second(1)).reason())
        .isEqualTo("every node refused a moment ago");
    assertThat(index.hear(beat(A, "boot-1"), second(1))).isTrue();
    assertThat(choose(0, second(5))).contains(A);
  }

  @Test
  void theRefusalOfANodeThatIsGoneChangesNothing() {
    index.refused(A, workload(0), second(0));
    assertThat(index.size()).isZero();
  }

  private Optional<NodeId> choose(int slot, Instant now) {
    return index.choose(workload(slot), HALF, List.of(), now).node();
  }

  private void online(NodeId node, long at) {
    index.hear(beat(node, "boot-1"), second(at));
    index.watch(node, "boot-1", second(at));
  }

  private static Heartbeat beat(NodeId node, String boot) {
    Facts facts = new Facts(new ZoneId("home"), node.name(), new Resources(1_000, 1L << 30));
    return new Heartbeat(node, boot, 1, facts, 0);
  }

  private static Assignment assignment(int slot) {
    return new Assignment(workload(slot), 1, Operator.spec("steady", 1, 500));
  }

  private static WorkloadId workload(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
