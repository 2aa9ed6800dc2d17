package rhizome.grid.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Governor.Frozen;
import rhizome.grid.healing.Governor.Limits;
import rhizome.grid.healing.Governor.Thaw;
import rhizome.grid.healing.Governor.Turn;
import rhizome.house.Property;
import rhizome.kernel.NodeId;

class GovernorTest {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofMinutes(5);
  private static final Limits LIMITS = new Limits(10, 20, 0.5, 3, WINDOW, 0.25, CALM, MAX);

  private final Governor governor = new Governor(LIMITS);

  /** Pairs of what fell silent and what is left; ADR 0012 argues each. */
  @Test
  void aSmallZoneHealsAtOnceAndALargeOneFreezesWhenMostOfItIsSilent() {
    assertThat(isFrozenBy(1, 2)).as("1 of 3").isFalse();
    assertThat(isFrozenBy(2, 1)).as("2 of 3").isFalse();
    assertThat(isFrozenBy(3, 0)).as("3 of 3").isTrue();
    assertThat(isFrozenBy(3, 2)).as("3 of 5").isTrue();
    assertThat(isFrozenBy(3, 3)).as("a half is not most").isFalse();
    assertThat(isFrozenBy(500, 500)).isFalse();
    assertThat(isFrozenBy(501, 499)).isTrue();
  }

  private static boolean isFrozenBy(int silent, int present) {
    Governor any = new Governor(LIMITS);
    for (int i = 0; i < silent; i++) {
      any.fell(node(i), second(0));
    }
    return any.judge(present, second(0)).isPresent();
  }

  @Test
  void whoFellLongAgoIsNoPartOfALossAtOnce() {
    fall(0, 2, 0);
    assertThat(governor.judge(3, second(0))).isEmpty();
    fall(2, 4, 60);
    assertThat(governor.judge(1, second(60))).isEmpty();
    assertThat(governor.silent()).isEqualTo(2);
  }

  @Test
  void aFrozenZoneGivesNothingUp() {
    fall(0, 3, 0);
    assertThat(governor.admit(1, second(0))).isTrue();
    assertThat(governor.judge(2, second(0))).contains(new Turn.Froze(new Frozen(second(0), 3, 5)));
    assertThat(governor.admit(1, second(100))).isFalse();
    assertThat(governor.judge(2, second(100))).as("it is told once").isEmpty();
  }

  @Test
  void itThawsWhenMostHaveBeenBackForAWhile() {
    Frozen frozen = freeze(6, 4);
    for (int i = 0; i < 4; i++) {
      governor.returned(node(i));
    }
    assertThat(governor.judge(8, second(20))).isEmpty();
    governor.fell(node(0), second(25));
    assertThat(governor.judge(7, second(25))).as("not calm after all").isEmpty();
    governor.returned(node(0));
    assertThat(governor.judge(8, second(26))).isEmpty();
    assertThat(governor.judge(8, second(35))).isEmpty();
    assertThat(governor.judge(8, second(36))).contains(new Turn.Thawed(Thaw.RECOVERED, frozen));
    assertThat(governor.admit(20, second(36))).isTrue();
  }

  @Test
  void itThawsInTheEndThoughNobodyComesBackAndDoesNotFreezeForTheSameNodesAgain() {
    Frozen frozen = freeze(6, 4);
    assertThat(governor.judge(4, second(299))).isEmpty();
    assertThat(governor.judge(4, second(300))).contains(new Turn.Thawed(Thaw.TIMED_OUT, frozen));
    assertThat(governor.judge(4, second(301))).isEmpty();
    fall(6, 8, 302);
    assertThat(governor.judge(2, second(302))).as("two more of four").isEmpty();
    fall(8, 9, 303);
    assertThat(governor.judge(1, second(303))).as("three more of four").isPresent();
  }

  @Test
  void aHumanThawsItAtOnce() {
    assertThat(governor.resume()).as("nothing is frozen").isEmpty();
    Frozen frozen = freeze(3, 0);
    assertThat(governor.frozen()).contains(frozen);
    assertThat(governor.resume()).contains(new Turn.Thawed(Thaw.RESUMED, frozen));
    assertThat(governor.frozen()).isEmpty();
    assertThat(governor.judge(0, second(1))).isEmpty();
    assertThat(governor.admit(1, second(1))).isTrue();
  }

  @Test
  void whoHasMoreThanABurstPassesWhenTheBudgetIsFullAndIsPaidOff() {
    assertThat(governor.admit(50, second(0))).isTrue();
    assertThat(governor.admit(1, second(3))).as("30 were overdrawn").isFalse();
    assertThat(governor.admit(1, second(4))).isTrue();
    assertThat(governor.admit(50, second(5))).as("it is not full").isFalse();
    assertThat(governor.admit(50, second(6))).isTrue();
  }

  /** However losses come, over no stretch of time are there more evictions than were granted. */
  @Test
  void neverAreThereMoreEvictionsThanTheBudgetHas() {
    Property.forAll(
        random -> {
          Governor any = new Governor(LIMITS);
          List<long[]> admitted = new ArrayList<>();
          long millis = 0;
          int largest = LIMITS.evictionsBurst();
          for (int i = 0; i < 300; i++) {
            millis += random.nextInt(400);
            int evictions = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 5);
            if (any.admit(evictions, Instant.EPOCH.plusMillis(millis))) {
              admitted.add(new long[] {millis, evictions});
              largest = Math.max(largest, evictions);
            }
          }
          for (int from = 0; from < admitted.size(); from++) {
            long sum = 0;
            for (int to = from; to < admitted.size(); to++) {
              sum += admitted.get(to)[1];
              double granted = (admitted.get(to)[0] - admitted.get(from)[0]) / 1000.0 * 10;
              assertThat((double) sum).isLessThanOrEqualTo(largest + granted + 1e-6);
            }
          }
        });
  }

  /** Whatever falls and returns: frozen, it admits nothing; and it is never frozen for too long. */
  @Test
  void itAlwaysThawsAndAdmitsNothingBefore() {
    Property.forAll(
        random -> {
          Governor any = new Governor(LIMITS);
          List<NodeId> silent = new ArrayList<>();
          Optional<Instant> since = Optional.empty();
          for (int second = 0; second < 2_000; second++) {
            for (int i = random.nextInt(4); i > 0; i--) {
              NodeId node = node(random.nextInt(12));
              if (silent.remove(node)) {
                any.returned(node);
              } else {
                silent.add(node);
                any.fell(node, second(second));
              }
            }
            any.judge(12 - silent.size(), second(second));
            since = any.frozen().map(Frozen::since);
            assertThat(any.admit(1, second(second))).isEqualTo(since.isEmpty());
            Instant now = second(second);
            since.ifPresent(at -> assertThat(at.plus(MAX)).isAfter(now));
          }
        });
  }

  @Test
  void limitsThatMakeNoSenseAreRefusedByName() {
    refused("evictions-per-second", () -> limits(0, 1, 0.5, 3, 0.2));
    refused("evictions-burst", () -> limits(1, 0, 0.5, 3, 0.2));
    refused("freeze-nodes-min", () -> limits(1, 1, 0.5, 0, 0.2));
    refused("freeze-share", () -> limits(1, 1, 1, 3, 0.2));
    refused("thaw-share", () -> limits(1, 1, 0.5, 3, 0.6));
    refused("freeze-share", () -> limits(1, 1, Double.NaN, 3, 0.2));
    refused(
        "freeze-max", () -> new Limits(1, 1, 0.5, 3, WINDOW, 0.2, CALM, Duration.ofSeconds(-1)));
  }

  private static Limits limits(double rate, int burst, double freeze, int min, double thaw) {
    return new Limits(rate, burst, freeze, min, WINDOW, thaw, CALM, MAX);
  }

  private static void refused(String name, ThrowingCallable c) {
    assertThatThrownBy(c)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rhizome.grid.governor")
        .hasMessageContaining(name);
  }

  private Frozen freeze(int silent, int present) {
    fall(0, silent, 0);
    Optional<Turn> turn = governor.judge(present, second(0));
    Frozen frozen = new Frozen(second(0), silent, silent + present);
    assertThat(turn).contains(new Turn.Froze(frozen));
    return frozen;
  }

  private void fall(int from, int to, long at) {
    for (int i = from; i < to; i++) {
      governor.fell(node(i), second(at));
    }
  }

  private static NodeId node(int i) {
    return new NodeId("n" + i);
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
