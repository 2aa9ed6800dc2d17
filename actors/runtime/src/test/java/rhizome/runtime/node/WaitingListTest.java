package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.TestInbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Placement;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Losses;
import rhizome.grid.zone.ZoneIndex;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.ZoneShell.FindPlace;

class WaitingListTest {

  private static final NodeId A = new NodeId("a");
  private static final Instant NOW = Instant.EPOCH;
  private static final Resources HALF = new Resources(500, 0);
  private static final Priority HIGH = new Priority(9, true, false);
  private static final Resources WHOLE = new Resources(1_000, 0);

  private static final Governor.Limits LIMITS =
      new Governor.Limits(
          1, 2, 0.5, 1, Duration.ofSeconds(9), 0, Duration.ofSeconds(9), Duration.ofHours(1));

  private final ZoneIndex index = new ZoneIndex(Duration.ofHours(1));
  private final Governor governor = new Governor(LIMITS);
  private final WaitingList waiting = new WaitingList(index, new Losses(index, governor));
  private final TestInbox<Placement.Choice> replies = TestInbox.create();

  @Test
  void whoFindsAPlaceDoesNotWait() {
    online(1_000);
    assertThat(waiting.find(request(0, 1, HALF), NOW).node()).contains(A);
    assertThat(waiting.isEmpty()).isTrue();
    assertThat(placed()).isEmpty();
  }

  @Test
  void whoFindsNoneIsToldWhyAndPlacedOnceThereIsRoom() {
    Placement.Choice choice = waiting.find(request(0, 1, HALF), NOW);
    assertThat(choice.node()).isEmpty();
    assertThat(choice.reason()).isEqualTo("no node is online");
    assertThat(waiting.isEmpty()).isFalse();
    assertThat(placed()).as("there is no room yet").isEmpty();
    online(1_000);
    assertThat(placed()).containsExactly(request(0, 1, HALF));
    assertThat(waiting.isEmpty()).isTrue();
    assertThat(placed()).as("once is enough").isEmpty();
  }

  @Test
  void whoCameFirstIsPlacedFirst() {
    find(2, 0, 1);
    online(1_000);
    assertThat(placed()).containsExactly(request(2, 1, HALF), request(0, 1, HALF));
    assertThat(waiting.isEmpty()).as("the third still waits").isFalse();
  }

  @Test
  void whatIsTooLargeHoldsUpNobodySmaller() {
    waiting.find(request(0, 1, WHOLE), NOW);
    find(1);
    online(500);
    assertThat(placed()).containsExactly(request(1, 1, HALF));
    assertThat(waiting.isEmpty()).isFalse();
  }

  @Test
  void whoAsksAgainWaitsByItsLatestWordAndBehindTheOthers() {
    find(0, 1);
    waiting.find(request(0, 2, HALF), NOW);
    online(1_000);
    assertThat(placed()).containsExactly(request(1, 1, HALF), request(0, 2, HALF));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void whoFindsAPlaceByAskingAgainWaitsNoLonger() {
    find(0);
    online(1_000);
    assertThat(waiting.find(request(0, 2, HALF), NOW).node()).contains(A);
    assertThat(waiting.isEmpty()).isTrue();
    assertThat(placed()).isEmpty();
  }

  @Test
  void beyondItsLimitNobodyIsKeptAndWhoIsKeptMayAskAgain() {
    int most = WaitingList.WAITING_MAX;
    for (int slot = 0; slot <= most; slot++) {
      find(slot);
    }
    waiting.find(request(0, 2, HALF), NOW);
    online(500L * (most + 1));
    List<FindPlace> all = placed();
    assertThat(all).hasSize(most).endsWith(request(0, 2, HALF));
    assertThat(all).doesNotContain(request(most, 1, HALF));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void whoeverStillFitsIsNotPassedOver() {
    Property.forAll(
        random -> {
          ZoneIndex any = new ZoneIndex(Duration.ofHours(1));
          WaitingList list = new WaitingList(any, new Losses(any, new Governor(LIMITS)));
          List<FindPlace> left = new ArrayList<>();
          int most = random.nextInt(1, 30);
          for (int slot = 0; slot < most; slot++) {
            left.add(request(slot, 1, amount(random, 20)));
            assertThat(list.find(left.getLast(), NOW).node()).isEmpty();
          }
          Resources[] free = {amount(random, 40)};
          Facts facts = new Facts(new ZoneId("home"), A.name(), free[0]);
          any.hear(new Heartbeat(A, "boot", 1, facts, 0), NOW);
          any.watch(A, "boot", NOW);
          list.place(
              NOW,
              (request, _, _) -> {
                assertThat(left.remove(request)).isTrue();
                assertThat(request.wanted().fitsIn(free[0])).isTrue();
                free[0] = free[0].minus(request.wanted());
              });
          assertThat(left).noneMatch(request -> request.wanted().fitsIn(free[0]));
        });
  }

  /** For whom nothing must become free, but somebody come. */
  @Test
  void whoWaitsForCompanyIsPlacedWhenItIsThere() {
    online(1_000);
    Wishes near =
        new Wishes(
            new TreeMap<>(),
            List.of(),
            Optional.empty(),
            List.of(new Company("db", "node")),
            List.of());
    assertThat(waiting.find(wishing(0, near), NOW).node()).isEmpty();
    assertThat(waiting.find(wishing(1, near), NOW).node()).isEmpty();
    assertThat(waiting.hasWishes()).isTrue();
    assertThat(placed()).as("without company").isEmpty();
    Assignment db = new Assignment(WorkloadId.parse("shop/db#0"), 1, Shop.SPEC);
    index.hold(A, List.of(db), true);
    assertThat(placed()).containsExactly(wishing(0, near));
    assertThat(waiting.hasWishes()).as("the second has no room").isTrue();
    index.hold(A, List.of(db), true);
    index.forget(A);
    assertThat(waiting.find(wishing(1, Wishes.NONE), NOW).node()).isEmpty();
    assertThat(waiting.hasWishes()).as("it wishes nothing any more").isFalse();
    assertThat(waiting.isEmpty()).isFalse();
  }

  @Test
  void theHigherArePlacedFirstAndOfThoseAlikeTheFirstThatCame() {
    FindPlace low = request(0, 1, WHOLE, new Priority(-1, true, false));
    FindPlace high = request(1, 1, HALF, HIGH);
    FindPlace next = request(2, 1, HALF, HIGH);
    for (FindPlace each : List.of(low, high, next)) {
      assertThat(waiting.find(each, NOW).node()).isEmpty();
    }
    assertThat(waiting.isBefore(Priority.USUAL)).isTrue();
    assertThat(waiting.isBefore(HIGH)).isFalse();
    online(1_000);
    assertThat(placed()).containsExactly(high, next);
  }

  @Test
  void withoutRoomTheHigherTakeThePlacesOfTheLowerAtTheGovernorsPace() {
    online(1_000);
    index.hold(A, List.of(lower(0), lower(1), lower(2), lower(3)), true);
    assertThat(waiting.find(request(0, 1, HALF), NOW).node()).as("an equal").isEmpty();
    Placement.Choice choice = waiting.find(request(1, 1, HALF, HIGH), NOW);
    assertThat(choice).isEqualTo(new Placement.Choice(Optional.of(A), "", true));
    assertThat(waiting.find(request(2, 1, HALF, HIGH), NOW).reason())
        .endsWith("; what is lower is not replaced just now");
    assertThat(waiting.isHeldBack()).isTrue();
    assertThat(placed()).as("its budget is spent").isEmpty();
    assertThat(taken(NOW.plusSeconds(2))).containsExactly(request(2, 1, HALF, HIGH));
    assertThat(waiting.isHeldBack()).isFalse();
  }

  @Test
  void whileReplacementIsFrozenNobodysPlaceIsTaken() {
    online(1_000);
    index.hold(A, List.of(lower(0), lower(1), lower(2), lower(3)), true);
    governor.fell(new NodeId("b"), NOW);
    governor.fell(new NodeId("c"), NOW);
    assertThat(governor.judge(1, NOW)).isPresent();
    assertThat(waiting.find(request(0, 1, HALF, HIGH), NOW).node()).isEmpty();
    assertThat(taken(NOW.plusSeconds(5))).isEmpty();
    governor.resume();
    assertThat(taken(NOW.plusSeconds(5))).hasSize(1);
  }

  private List<FindPlace> taken(Instant now) {
    List<FindPlace> taken = new ArrayList<>();
    waiting.place(
        now,
        (request, _, preempting) -> {
          assertThat(preempting).isTrue();
          taken.add(request);
        });
    return taken;
  }

  private static Assignment lower(int slot) {
    Spec spec =
        new Spec(
            Shop.SPEC.run(),
            new Resources(250, 0),
            List.of(),
            Shop.SPEC.health(),
            Shop.SPEC.restart());
    return new Assignment(WorkloadId.parse("shop/batch#" + slot), 1, spec);
  }

  private FindPlace wishing(int slot, Wishes wishes) {
    return new FindPlace(
        web(slot), 1, HALF, List.of(), Optional.empty(), wishes, Priority.USUAL, replies.getRef());
  }

  private static Resources amount(RandomGenerator random, int most) {
    return new Resources(random.nextInt(1, most), random.nextInt(1, most));
  }

  private void find(int... slots) {
    for (int slot : slots) {
      assertThat(waiting.find(request(slot, 1, HALF), NOW).node()).isEmpty();
    }
  }

  /** Whoever is placed, in that order, each once and on the only node. */
  private List<FindPlace> placed() {
    Map<WorkloadId, FindPlace> placed = new LinkedHashMap<>();
    waiting.place(
        NOW,
        (request, node, preempting) -> {
          assertThat(preempting).isFalse();
          assertThat(node).isEqualTo(A);
          assertThat(placed.put(request.workload(), request)).isNull();
        });
    return List.copyOf(placed.values());
  }

  private FindPlace request(int slot, long epoch, Resources wanted) {
    return request(slot, epoch, wanted, Priority.USUAL);
  }

  private FindPlace request(int slot, long epoch, Resources wanted, Priority priority) {
    return new FindPlace(
        web(slot),
        epoch,
        wanted,
        List.of(),
        Optional.empty(),
        Wishes.NONE,
        priority,
        replies.getRef());
  }

  private void online(long cpuMillis) {
    Facts facts = new Facts(new ZoneId("home"), A.name(), new Resources(cpuMillis, 1L << 30));
    index.hear(new Heartbeat(A, "boot", 1, facts, 0), NOW);
    index.watch(A, "boot", NOW);
  }
}
