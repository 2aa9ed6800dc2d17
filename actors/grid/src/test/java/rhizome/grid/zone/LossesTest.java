package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.world.Operator;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

class LossesTest {

  private static final Patience PATIENCE = new Patience(millis(750), millis(3_500));
  private static final Governor.Limits LIMITS =
      new Governor.Limits(10, 20, 0.5, 3, millis(60_000), 0.25, millis(10_000), millis(300_000));

  private final ZoneIndex index = new ZoneIndex(PATIENCE);
  private final Losses losses = new Losses(index, new Governor(LIMITS));
  private long now;

  @Test
  void aSilentNodeIsSuspectedFirstAndLostWhenTheOthersHeardNothingEither() {
    online(0, 1);
    hold(0, 2, 3);
    assertThat(look(749).suspects()).isEmpty();
    beat(1);
    List<Silent> suspects = look(750).suspects();
    assertThat(suspects).extracting(Silent::node).containsExactly(node(0));
    assertThat(suspects.getFirst().shared()).isEqualTo(3);
    assertThat(suspects.getFirst().held()).isEqualTo(5);
    assertThat(look(751).suspects()).as("it is told once").isEmpty();
    assertThat(questions(3_499)).isEmpty();
    assertThat(questions(3_500)).contains(node(0));
    assertThat(answered(0, 3_499)).as("somebody heard it a moment later").isEmpty();
    assertThat(answered(0, 3_500)).extracting(Silent::node).containsExactly(node(0));
    assertThat(answered(0, 3_600)).as("it is told once").isEmpty();
    assertThat(questions(3_600)).doesNotContain(node(0));
  }

  @Test
  void withoutAMajorityNobodyIsLostAndThatIsSaid() {
    online(0);
    look(3_500);
    assertThat(losses.answered(questions(3_500), new TreeMap<>(), at())).isEmpty();
    assertThat(losses.standing(at()).unconfirmed()).isEqualTo(1);
    assertThat(questions(3_600)).as("it is asked again").containsExactly(node(0));
    beat(0);
    assertThat(losses.standing(at()).unconfirmed()).isZero();
  }

  @Test
  void whoWasSuspectedAndIsHeardHasToEnrolAndWhoWasNotHasNot() {
    online(0, 1, 2, 3);
    hold(0, 0, 20);
    hold(1, 0, 1);
    now = 700;
    beat(2);
    beat(3);
    assertThat(look(800).suspects()).extracting(Silent::node).containsExactly(node(0));
    assertThat(beat(0)).isTrue();
    assertThat(beat(1)).as("the budget was spent; nobody was told").isFalse();
    assertThat(look(801).suspects()).isEmpty();
    index.watch(node(0), "boot-0", at());
    assertThat(beat(0)).isFalse();
  }

  /** What it says while nobody hears it may be older than the suspicion. */
  @Test
  void aSuspectThatSaysItIsOnlineHasToBeHeard() {
    online(0);
    assertThat(look(800).suspects()).hasSize(1);
    index.watch(node(0), "boot-0", at());
    assertThat(index.choose(workload(0), Resources.DEFAULT, List.of(), at()).node()).isEmpty();
    assertThat(beat(0)).isTrue();
    assertThat(index.choose(workload(0), Resources.DEFAULT, List.of(), at()).node()).isEmpty();
  }

  @Test
  void aWitnessMakesASuspectAtOnceButTheLeaseRunsOn() {
    online(0);
    assertThat(losses.gone(node(0), "boot-0", "its connection was closed", at())).isTrue();
    assertThat(look(1).suspects()).extracting(Silent::node).containsExactly(node(0));
    assertThat(questions(3_499)).isEmpty();
    assertThat(questions(3_500)).containsExactly(node(0));
  }

  @Test
  void whenMostOfAZoneFallsSilentNothingMoreIsGivenUpAndWhoComesBackWasNotDisturbed() {
    online(0, 1, 2, 3, 4);
    look(700);
    beat(3);
    beat(4);
    Losses.Look look = look(760);
    assertThat(look.fallen()).hasSize(3);
    assertThat(look.turn()).isPresent();
    assertThat(look.suspects()).isEmpty();
    assertThat(questions(3_600)).isEmpty();
    assertThat(losses.standing(at()).waiting()).isEqualTo(3);
    for (int i = 0; i < 5; i++) {
      assertThat(beat(i)).as("nobody has to enrol anew").isFalse();
    }
    assertThat(look(3_700).turn()).isEmpty();
    for (int i = 0; i < 5; i++) {
      now = 13_600;
      beat(i);
    }
    assertThat(look(13_700).turn()).as("all have been back for a while").isPresent();
  }

  @Test
  void whoStaysAwayIsGivenUpAtAPaceOnceAHumanHasLooked() {
    online(0, 1, 2, 3);
    for (int i = 0; i < 4; i++) {
      hold(i, 8, 0);
    }
    assertThat(losses.resume()).isEmpty();
    assertThat(look(3_600).turn()).isPresent();
    assertThat(losses.resume()).isPresent();
    assertThat(look(3_600).suspects()).hasSize(4);
    assertThat(answered(questions(3_600), 3_600)).as("of 20, 4 were spent").hasSize(2);
    assertThat(losses.standing(at()).waiting()).isEqualTo(2);
    assertThat(answered(questions(4_400), 4_400)).hasSize(1);
    assertThat(answered(questions(5_200), 5_200)).hasSize(1);
  }

  @Test
  void aNodeThatWasEmptiedMayLeaveWithoutBeingMissed() {
    online(0, 1, 2, 3);
    for (int i = 0; i < 3; i++) {
      index.hold(node(i), List.of(), false);
    }
    beat(3);
    now = 700;
    beat(3);
    assertThat(look(750).turn()).isEmpty();
  }

  @Test
  void aNodeTakenOffTheGridIsNoLongerMissed() {
    online(0, 1, 2, 3, 4);
    now = 700;
    beat(3);
    beat(4);
    assertThat(look(760).turn()).isPresent();
    for (int i = 0; i < 3; i++) {
      losses.forget(node(i));
    }
    for (long at = 800; at <= 10_800; at += 500) {
      now = at;
      beat(3);
      beat(4);
      losses.look(at());
    }
    assertThat(losses.standing(at()).frozen()).as("those who are left are all there").isEmpty();
    assertThat(losses.standing(at()).silent()).isZero();
  }

  @Test
  void anUnheardNodeIsGrantedTimeUntilSomebodyKnowsBetter() {
    index.watch(node(0), "boot-0", at());
    assertThat(questions(749)).isEmpty();
    assertThat(questions(750)).containsExactly(node(0));
    assertThat(losses.answered(questions(750), index.silences(questions(750), at()), at()))
        .isEmpty();
    assertThat(look(5_000).fallen()).as("no answer, so the grant holds").isEmpty();
    answered(questions(5_000), 9_000);
    assertThat(look(5_000).suspects()).hasSize(1);
    assertThat(answered(questions(5_000), 9_000)).hasSize(1);
  }

  @Test
  void anUnheardNodeThatOthersHearIsAwaited() {
    index.watch(node(0), "boot-0", at());
    answered(questions(750), 100);
    assertThat(look(800).fallen()).isEmpty();
    assertThat(look(3_500 * Patience.UNHEARD_LEASES).fallen()).hasSize(1);
  }

  @Test
  void oneQuestionIsAboutSoManyNodesOnly() {
    for (int i = 0; i < Losses.QUESTIONS_MAX + 1; i++) {
      index.watch(node(i), "boot-" + i, at());
    }
    assertThat(questions(750)).hasSize(Losses.QUESTIONS_MAX);
  }

  /**
   * A zone of twelve in which anything falls silent and comes back. Never is one given up that was
   * heard within its time, never anything while frozen, never more than the budget has.
   */
  @Test
  void aNodeThatCameBackIsNeverGivenUpOnOldEvidence() {
    Property.forAll(random -> new Story(random).run());
  }

  private static final class Story {
    private final RandomGenerator random;
    private final ZoneIndex index = new ZoneIndex(PATIENCE);
    private final Losses losses = new Losses(index, new Governor(LIMITS));
    private final SortedMap<NodeId, Instant> heard = new TreeMap<>();
    private final SortedMap<NodeId, Boolean> silent = new TreeMap<>();
    private int evictions;

    Story(RandomGenerator random) {
      this.random = random;
    }

    void run() {
      for (int i = 0; i < 12; i++) {
        heard.put(node(i), at(0));
        index.hear(heartbeat(node(i)), at(0));
        index.watch(node(i), "boot", at(0));
        index.hold(node(i), List.of(assignment(i, true), assignment(100 + i, false)), true);
      }
      int ticks = 600;
      for (int tick = 1; tick < ticks; tick++) {
        step(at(tick * 100L));
      }
      assertThat((double) evictions).isLessThanOrEqualTo(20 + ticks * 0.1 * 10);
    }

    private void step(Instant now) {
      NodeId any = node(random.nextInt(12));
      if (random.nextInt(30) == 0) {
        silent.merge(any, true, (before, _) -> !before);
      }
      if (random.nextInt(20) == 0) {
        silent.clear();
      }
      List<NodeId> asked = losses.questions(now);
      Map<NodeId, Duration> silences = index.silences(asked, now);
      heard.replaceAll((node, before) -> beats(node, now) ? now : before);
      Losses.Look look = losses.look(now);
      boolean frozen = losses.standing(now).frozen().isPresent();
      look.suspects().forEach(s -> check(s, PATIENCE.suspectAfter(), frozen, now));
      look.suspects().forEach(s -> evictions += s.shared());
      List<Silent> lost = losses.answered(asked, silences, now);
      lost.forEach(s -> check(s, PATIENCE.expireAfter(), frozen, now));
      lost.forEach(s -> evictions += s.held());
      lost.forEach(s -> index.forget(s.node(), s.boot()));
    }

    private boolean beats(NodeId node, Instant now) {
      boolean beats = !silent.getOrDefault(node, false);
      if (beats && losses.hear(heartbeat(node), now)) {
        index.watch(node, "boot", now);
        int i = Integer.parseInt(node.name().substring(1));
        index.hold(node, List.of(assignment(i, true), assignment(100 + i, false)), true);
      }
      return beats;
    }

    private void check(Silent given, Duration patience, boolean frozen, Instant now) {
      assertThat(frozen).isFalse();
      assertThat(given.heard()).isEqualTo(heard.get(given.node()));
      assertThat(Duration.between(given.heard(), now)).isGreaterThanOrEqualTo(patience);
    }

    private static Instant at(long millis) {
      return Instant.EPOCH.plusMillis(millis);
    }
  }

  private void online(int... nodes) {
    for (int i : nodes) {
      index.hear(heartbeat(node(i), "boot-" + i), at());
      index.watch(node(i), "boot-" + i, at());
    }
  }

  private boolean beat(int i) {
    return losses.hear(heartbeat(node(i), "boot-" + i), at());
  }

  private void hold(int i, int single, int shared) {
    List<Assignment> held = new ArrayList<>();
    for (int slot = 0; slot < single + shared; slot++) {
      held.add(assignment(100 * i + slot, slot < single));
    }
    index.hold(node(i), held, true);
  }

  private Losses.Look look(long millis) {
    now = millis;
    return losses.look(at());
  }

  private List<NodeId> questions(long millis) {
    now = millis;
    return losses.questions(at());
  }

  private List<Silent> answered(int node, long silence) {
    return answered(List.of(node(node)), silence);
  }

  /** All control members agree that it was so many milliseconds for each. */
  private List<Silent> answered(List<NodeId> asked, long silence) {
    Map<NodeId, Duration> silences = new TreeMap<>();
    asked.forEach(node -> silences.put(node, millis(silence)));
    return losses.answered(asked, silences, at());
  }

  private Instant at() {
    return Instant.EPOCH.plusMillis(now);
  }

  private static Heartbeat heartbeat(NodeId node) {
    return heartbeat(node, "boot");
  }

  private static Heartbeat heartbeat(NodeId node, String boot) {
    Facts facts = new Facts(new ZoneId("home"), "host", new Resources(9_000, 9L << 30));
    return new Heartbeat(node, boot, 1, facts, 0);
  }

  private static Assignment assignment(int slot, boolean single) {
    Spec spec = Operator.spec("steady", 1, 10);
    return new Assignment(workload(slot), 1, single ? spec : spec.shared());
  }

  private static WorkloadId workload(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }

  private static NodeId node(int i) {
    return new NodeId("n" + i);
  }

  private static Duration millis(long n) {
    return Duration.ofMillis(n);
  }
}
