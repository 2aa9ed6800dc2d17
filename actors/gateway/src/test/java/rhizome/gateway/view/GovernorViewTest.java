package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.gateway.GridPort.ZoneGovernor;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.Governance;

class GovernorViewTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aFrozenZoneSaysSinceWhenWhyAndWhatWouldResumeIt() {
    Governance.Freeze freeze =
        new Governance.Freeze(
            Duration.ofSeconds(80), Duration.ofSeconds(220), 6, 10, 0.25, Duration.ofSeconds(10));
    GovernorView view = view(new Governance(Optional.of(freeze), 4, 6, 5, 0));
    assertThat(view.state()).isEqualTo("frozen");
    assertThat(view.since()).contains(Instant.parse("2026-01-01T11:58:40Z"));
    assertThat(view.until()).contains(Instant.parse("2026-01-01T12:03:40Z"));
    assertThat(view.word())
        .isEqualTo(
            "6 of 10 nodes fell silent at once, as when a network is cut: nothing they hold is"
                + " replaced; resumes when at most 25 % have been silent for 10.0 s, in 3 min 40 s"
                + " at the latest, or by 'rhizome governor resume'");
  }

  @Test
  void whatIsNotConfirmedIsSaidBeforeWhatWaits() {
    GovernorView view = view(new Governance(Optional.empty(), 4, 6, 4, 2));
    assertThat(view.state()).isEqualTo("waiting");
    assertThat(view.word())
        .isEqualTo(
            "2 nodes are silent to this zone, and no majority of the control members confirms it:"
                + " leases go on until one does");
    assertThat(view(new Governance(Optional.empty(), 4, 1, 1, 0)).word())
        .isEqualTo(
            "1 node is silent and waiting: no more is replaced at a time than the grid can start");
  }

  @Test
  void aZoneThatIsWellSaysLittle() {
    GovernorView view = view(new Governance(Optional.empty(), 4, 0, 0, 0));
    assertThat(view.state()).isEqualTo("flowing");
    assertThat(view.word()).isEqualTo("all nodes are heard");
    assertThat(view.since()).isEmpty();
    assertThat(view(new Governance(Optional.empty(), 4, 3, 0, 0)).word())
        .isEqualTo("3 nodes are silent and being replaced");
  }

  private static GovernorView view(Governance governance) {
    return GovernorView.of(new ZoneGovernor(new ZoneId("cellar"), governance), NOW);
  }
}
