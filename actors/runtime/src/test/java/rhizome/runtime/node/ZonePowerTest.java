package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Facts;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Power.Wish;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;

/** A zone has nodes powered down and up; what to ask for is tested with the policy itself. */
class ZonePowerTest extends OneZone {

  private static final Facts HUGE =
      new Facts(new ZoneId("default"), "host", new Resources(1L << 50, 1L << 60));

  @Test
  void whoWaitsHasASleepingNodeWoken() {
    meet(ONE);
    rest(TWO, false);
    seek();
    pass(Duration.ofSeconds(7), ONE);
    Powered up = powered.receiveMessage();
    assertThat(up.wish()).isInstanceOf(Wish.Up.class);
    assertThat(up.wish().node()).isEqualTo(TWO);
    assertThat(up.wish().why()).contains("waits for").contains("fits on none of the 1 nodes");
    assertThat(up.deadline()).isEqualTo(WAKE);
    pass(Duration.ofSeconds(7), ONE);
    powered.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoWillNotHearOfItIsNotAskedAgain() {
    meet(ONE);
    rest(TWO, false);
    seek();
    pass(Duration.ofSeconds(7), ONE);
    powered.receiveMessage().refused().run();
    awaitHandled();
    pass(Duration.ofSeconds(7), ONE);
    powered.expectNoMessage(Duration.ZERO);
    rest(TWO, false);
    pass(Duration.ofSeconds(2), ONE);
    assertThat(powered.receiveMessage().wish().node()).isEqualTo(TWO);
  }

  @Test
  void theAgentOfThatBootIsToldToPowerDownAndNoOther() {
    meet(ONE);
    zone.tell(new ZoneShell.Rest(ONE, HUGE, "boot", Duration.ZERO, false));
    agent.expectMessage(new Order.PowerDown());
    zone.tell(new ZoneShell.Rest(ONE, HUGE, "another", Duration.ZERO, false));
    zone.tell(new ZoneShell.Rest(ONE, HUGE, "boot", Duration.ZERO, true));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
    assertThat(nodes()).containsExactly(ONE);
  }

  @Test
  void aNodeThatSleepsIsListedThoughItWasNeverHeard() {
    rest(TWO, false);
    assertThat(nodes()).containsExactly(TWO);
  }

  /** Its governor would freeze at the loss of three at once. */
  @Test
  void whoGoesDownTogetherIsNoMassFailure() {
    NodeId three = new NodeId("three");
    NodeId four = new NodeId("four");
    meet(ONE, TWO, three, four);
    for (NodeId node : List.of(ONE, TWO, three, four)) {
      boolean stays = node.equals(ONE);
      zone.tell(
          new ZoneShell.Hold(node, "boot", List.of(), List.of(), stays, List.of(), List.of()));
      if (!stays) {
        rest(node, false);
      }
    }
    pass(SUSPECT.plus(TICK), ONE);
    assertThat(governance().frozen()).isEmpty();
    assertThat(turns).isEmpty();
  }

  @Test
  void anIdleNodeIsAskedToSleepWithTheFiguresOfThat() {
    for (NodeId node : List.of(ONE, TWO)) {
      beat(node);
      agent.expectMessage(new Order.Introduce());
      zone.tell(new ZoneShell.Watch(node, "boot"));
    }
    passPowered(SETTLE.minusSeconds(2));
    powered.expectNoMessage(Duration.ZERO);
    passPowered(Duration.ofSeconds(10));
    Wish down = powered.receiveMessage().wish();
    assertThat(down).isInstanceOf(Wish.Down.class);
    assertThat(down.why()).startsWith("idle, and without it 0 % of the cpu");
  }

  private void passPowered(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minusMillis(500)) {
      beat(ONE);
      beat(TWO);
      sleep(Duration.ofMillis(200));
      sleep(Duration.ofMillis(200));
      sleep(Duration.ofMillis(100));
    }
  }

  private void beat(NodeId node) {
    Labels labels = Labels.parse(List.of("power=on-demand"));
    Facts facts =
        new Facts(new ZoneId("default"), "host", new Resources(1L << 40, 1L << 50), "", labels);
    zone.tell(new ZoneShell.Beat(new Heartbeat(node, "boot", 1, facts, 0), agent.getRef()));
  }

  private void rest(NodeId node, boolean waking) {
    zone.tell(new ZoneShell.Rest(node, HUGE, "gone", Duration.ZERO, waking));
  }

  private void seek() {
    zone.tell(
        new ZoneShell.FindPlace(
            Shop.web(0),
            1,
            new Resources(1L << 45, 1),
            List.of(),
            Optional.empty(),
            Wishes.NONE,
            Priority.USUAL,
            choices.getRef()));
    assertThat(choices.receiveMessage().node()).isEmpty();
  }
}
