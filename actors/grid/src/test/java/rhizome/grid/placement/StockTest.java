package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.house.Property;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class StockTest {

  private static final Resources BIG = new Resources(4_000, 8L << 30);
  private static final Resources SMALL = new Resources(100, 1L << 30);
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");

  private final Stock stock = new Stock();

  @Test
  void whatIsNotOnOfferIsNotChosen() {
    assertThat(choose(0)).isEqualTo("no node is online");
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
    stock.withdraw(A);
    assertThat(choose(0)).isEqualTo("no node is online");
    assertThat(stock.size()).isZero();
  }

  @Test
  void whatWasTakenOfANodeIsRememberedWhileItIsNotOnOffer() {
    stock.take(A, web(1), BIG);
    stock.offer(A, BIG);
    assertThat(choose(0)).startsWith("no node fits 100 m cpu and 1024 MiB; of 1 online");
    stock.withdraw(A);
    stock.giveBack(A, web(1), BIG);
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
  }

  @Test
  void aNodeThatGrowsOffersMore() {
    stock.offer(A, new Resources(50, 1L << 30));
    assertThat(choose(0)).startsWith("no node fits");
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
    assertThat(stock.size()).isEqualTo(1);
  }

  @Test
  void whoIsAtHomeSomewhereGoesThereIfItIsTakenThere() {
    stock.offer(A, BIG);
    stock.offer(B, BIG);
    stock.take(B, web(1), SMALL);
    assertThat(home(B)).isEqualTo("b");
    assertThat(choose(0)).as("who is not").isEqualTo("a");
    assertThat(home(C)).as("unknown").isEqualTo("a");
    assertThat(stock.choose(seeker(List.of(B), Optional.of(B))).node()).hasValue(A);
    stock.take(B, web(2), BIG);
    assertThat(home(B)).as("full").isEqualTo("a");
    stock.giveBack(B, web(2), BIG);
    stock.withdraw(B);
    assertThat(home(B)).as("closed").isEqualTo("a");
  }

  private String home(NodeId home) {
    return stock.choose(seeker(List.of(), Optional.of(home))).node().orElseThrow().name();
  }

  private static Seeker seeker(List<NodeId> avoid, Optional<NodeId> home) {
    return new Seeker(web(0), SMALL, avoid, home, Wishes.NONE);
  }

  @Test
  void nodesAreKnownByTheirLoad() {
    assertThat(stock.byLoad()).isEmpty();
    stock.offer(B, BIG);
    stock.offer(A, BIG);
    stock.offer(C, SMALL);
    assertThat(stock.byLoad()).containsExactly(A, B, C);
    stock.take(A, web(0), SMALL);
    stock.take(C, web(1), SMALL);
    assertThat(stock.byLoad()).containsExactly(B, A, C);
  }

  @Test
  void whoMustBeNearGoesHomeOnlyWhereTheyAre() {
    stock.offer(A, BIG);
    stock.offer(B, BIG);
    stock.take(B, new WorkloadId(new RobotId("shop"), "db", 0), SMALL);
    Wishes near = Some.near("db", "node");
    Seeker atA = new Seeker(web(0), SMALL, List.of(), Optional.of(A), near);
    assertThat(stock.choose(atA).node()).hasValue(B);
    stock.take(A, new WorkloadId(new RobotId("shop"), "db", 1), SMALL);
    assertThat(stock.choose(atA).node()).hasValue(A);
  }

  /** Who moves must not be kept from a place by the one it leaves. */
  @Test
  void thePlaceItLeavesDoesNotStandInItsWay() {
    stock.offer(A, BIG, Labels.parse(List.of("rack=r1")));
    stock.offer(B, BIG, Labels.parse(List.of("rack=r1")));
    stock.take(A, web(0), BIG);
    Seeker seeker = new Seeker(web(0), SMALL, Some.apart("web", "rack"));
    assertThat(stock.choose(seeker).node()).isEmpty();
    assertThat(stock.choose(seeker, List.of(A)).node()).hasValue(B);
    assertThat(stock.mayGo(seeker, A, B)).isTrue();
    stock.take(B, web(1), SMALL);
    assertThat(stock.mayGo(seeker, A, B)).isFalse();
  }

  @Test
  void nobodyGoesOverToWhereHeWouldRatherNotBe() {
    stock.offer(A, BIG, Labels.parse(List.of("disk=nvme")));
    stock.offer(B, BIG);
    Seeker seeker = new Seeker(web(0), SMALL, Some.prefer("disk", "nvme", 5));
    assertThat(stock.mayGo(seeker, A, B)).isFalse();
    assertThat(stock.mayGo(seeker, B, A)).isTrue();
    assertThat(stock.mayGo(new Seeker(web(0), SMALL, Wishes.NONE), A, B)).isTrue();
  }

  @Test
  void aNodeThatComesBackWithOtherLabelsIsAskedForByThese() {
    Seeker seeker = new Seeker(web(0), SMALL, Some.require("region", "eu"));
    stock.offer(A, BIG, Labels.parse(List.of("region=us")));
    assertThat(stock.choose(seeker).node()).isEmpty();
    stock.take(A, web(1), SMALL);
    stock.offer(A, BIG, Labels.parse(List.of("region=eu")));
    assertThat(stock.choose(seeker).node()).hasValue(A);
    assertThat(stock.size()).isEqualTo(1);
  }

  /** The stock is an index of the law, never another law. */
  @Test
  void itChoosesAsPlacementDoesWhateverHappened() {
    Property.forAll(
        random -> {
          Shadow shadow = new Shadow(random);
          for (int step = 0; step < 120; step++) {
            shadow.happen();
            shadow.compare();
          }
        });
  }

  private String choose(int slot) {
    Placement.Choice choice = stock.choose(new Seeker(web(slot), SMALL, Wishes.NONE));
    return choice.node().map(NodeId::name).orElse(choice.reason());
  }

  private static WorkloadId web(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }
}
