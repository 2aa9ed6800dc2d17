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
    long ttl = Presence.WATCH_TTL.toSeconds();
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
    assertThat(expired(second(5))).extracting("boot").containsExactly("boot-1");
  }

  @Test
  void whoFellSilentForALeaseIsToldOnceAndForgotten() {
    online(A, 0);
    online(B, 1);
    assertThat(expired(second(2))).isEmpty();
    assertThat(expired(second(3))).containsExactly(silent(A));
    assertThat(expired(second(3))).isEmpty();
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.hear(beat(A, "boot-1"), second(4))).isTrue();
  }

  @Test
  void aZoneThatJustStartedGivesUnheardNodesMoreTime() {
    index.watch(A, "boot-1", second(0));
    long patience = LEASE.toSeconds() * Patience.UNHEARD_LEASES;
    assertThat(expired(second(patience - 1))).isEmpty();
    assertThat(expired(second(patience))).containsExactly(silent(A));
  }

  @Test
  void aWatchSaidAgainDoesNotRenewTheLease() {
    online(A, 0);
    index.watch(A, "boot-1", second(2));
    assertThat(expired(second(3))).hasSize(1);
  }

  @Test
  void anUnheardNodeThatBootsAgainIsAwaitedUnderItsNewBoot() {
    index.watch(A, "boot-1", second(0));
    index.watch(A, "boot-2", second(2));
    assertThat(expired(second(100))).extracting("boot").containsExactly("boot-2");
  }

  @Test
  void whatIsReservedIsNotFree() {
    online(A, 0);
    index.hold(A, List.of(assignment(7), assignment(8)), true);
    assertThat(choose(0, second(1))).isEmpty();
    assertThat(index.hold(A, List.of(assignment(7)), true)).isTrue();
    assertThat(index.hold(A, List.of(assignment(7)), true)).isFalse();
    assertThat(choose(0, second(1))).contains(A);
  }

  @Test
  void whatAnUnknownNodeHoldsIsNotKept() {
    assertThat(index.hold(A, List.of(assignment(7)), true)).isFalse();
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
    index.hold(A, List.of(assignment(7)), true);
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

  @Test
  void whoDoesNotAdmitMoreIsNoCandidateUntilItDoes() {
    online(A, 0);
    assertThat(index.hold(A, List.of(), false)).isFalse();
    assertThat(choose(0, second(0))).isEmpty();
    assertThat(index.hold(A, List.of(), true)).as("there is room again").isTrue();
    assertThat(choose(0, second(0))).contains(A);
  }

  @Test
  void whoIsSilentIsNoCandidateLongBeforeItsLeaseIsOver() {
    ZoneIndex twoSpeeds = new ZoneIndex(new Patience(Duration.ofSeconds(1), LEASE));
    twoSpeeds.hear(beat(A, "boot-1"), second(0));
    twoSpeeds.watch(A, "boot-1", second(0));
    assertThat(twoSpeeds.fall(second(1))).containsExactly(silent(A));
    assertThat(twoSpeeds.fall(second(1))).as("each is told once").isEmpty();
    assertThat(twoSpeeds.choose(workload(0), HALF, List.of(), second(1)).node()).isEmpty();
    assertThat(twoSpeeds.overdue(second(2))).isEmpty();
    assertThat(twoSpeeds.hear(beat(A, "boot-1"), second(2))).as("nobody was told").isFalse();
    assertThat(twoSpeeds.choose(workload(0), HALF, List.of(), second(2)).node()).contains(A);
  }

  @Test
  void whatAWitnessSawIsBelievedAtOnceButOnlyOfThatBoot() {
    online(A, 0);
    assertThat(index.gone(A, "boot-0", "closed")).isFalse();
    assertThat(choose(0, second(0))).contains(A);
    assertThat(index.gone(A, "boot-1", "closed")).isTrue();
    assertThat(index.gone(A, "boot-1", "closed")).as("it is no news").isFalse();
    assertThat(choose(0, second(0))).isEmpty();
    assertThat(index.overdue(second(2))).as("its lease runs on").isEmpty();
    assertThat(index.overdue(second(3)))
        .extracting(ZoneIndex.Silent::witness)
        .containsExactly(Optional.of("closed"));
  }

  @Test
  void whatIsForgottenLeavesNothingBehind() {
    online(A, 0);
    index.hold(A, List.of(assignment(7), assignment(8)), true);
    assertThat(expired(second(3))).hasSize(1);
    online(A, 4);
    assertThat(choose(0, second(4))).contains(A);
    assertThat(choose(1, second(4))).contains(A);
  }

  /** One speed, and all control members agree. */
  private List<ZoneIndex.Silent> expired(Instant now) {
    index.fall(now);
    List<ZoneIndex.Silent> expired = index.overdue(now);
    expired.forEach(silent -> index.forget(silent.node(), silent.boot()));
    return expired;
  }

  private static ZoneIndex.Silent silent(NodeId node) {
    return new ZoneIndex.Silent(node, "boot-1", second(0), Optional.empty(), 0, 0);
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
