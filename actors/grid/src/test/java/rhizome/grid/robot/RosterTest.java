package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import rhizome.grid.robot.Roster.Command;
import rhizome.grid.robot.Roster.Event;
import rhizome.grid.world.Trial;
import rhizome.kernel.RobotId;

class RosterTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final RobotId BLOG = new RobotId("blog");
  private static final Instant NOW = Instant.EPOCH;

  private final Trial<Command, Event, Roster.State, Void> roster = new Trial<>(new Roster());

  @Test
  void whoIsEnlistedIsListedOnceAndByName() {
    assertThat(roster.when(new Command.Enlist(SHOP, NOW)))
        .isEqualTo(accept(new Event.Enlisted(SHOP, NOW)));
    assertThat(roster.when(new Command.Enlist(SHOP, NOW))).isEqualTo(unchanged());
    roster.given(new Command.Enlist(BLOG, NOW));
    assertThat(roster.state().robots()).containsExactly(BLOG, SHOP);
  }

  @Test
  void whoIsDelistedIsNot() {
    roster.given(new Command.Enlist(SHOP, NOW));
    assertThat(roster.when(new Command.Delist(SHOP, NOW)))
        .isEqualTo(accept(new Event.Delisted(SHOP, NOW)));
    assertThat(roster.when(new Command.Delist(SHOP, NOW))).isEqualTo(unchanged());
    assertThat(roster.state().robots()).isEmpty();
  }

  @Test
  void aRosterOwesNobodyAnything() {
    assertThat(roster.given(new Command.Enlist(SHOP, NOW)).owes()).isEmpty();
  }
}
