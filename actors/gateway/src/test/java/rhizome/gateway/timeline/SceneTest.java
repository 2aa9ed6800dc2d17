package rhizome.gateway.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.NodeId;

/** What a story remembers from one event to the next. */
class SceneTest {

  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final Lease ON_N2 = new Lease(N2, 2);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant EARLIER = NOON.minusSeconds(9);
  private static final Cause CAUSE =
      Cause.of("nothing was heard of n1", EARLIER).leadingTo("its lease ran out", NOON);

  private static final Scene RUNS =
      new Scene(Optional.of(N1), Optional.of(EARLIER), Optional.empty());
  private static final Scene BROKEN =
      new Scene(Optional.of(N1), RUNS.started(), Optional.of(EARLIER));

  @Test
  void atFirstNothingIsKnown() {
    assertThat(Scene.EMPTY.host()).isEqualTo("its node");
    assertThat(RUNS.host()).isEqualTo("n1");
  }

  @Test
  void aNewBeginningForgetsEverything() {
    Run run = new Run("serve", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    Spec spec = new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
    for (Event event :
        List.of(new Deployed(spec, 2, NOON), new Retried("ann", NOON), new Retired(3, NOON))) {
      assertThat(BROKEN.after(event)).isEqualTo(Scene.EMPTY);
    }
  }

  @Test
  void whatOnlyHappensAroundItChangesNothing() {
    for (Event event :
        List.of(
            new Waited("no node is online", NOON),
            new PlaceConfirmed(1, NOON),
            new Adopted(1, 1, 7, new TreeMap<>(), "", NOON),
            new Parked(1, CAUSE, 0, NOON),
            new Released(ON_N2, NOON),
            new Forgotten(NOON))) {
      assertThat(BROKEN.after(event)).as(event.toString()).isEqualTo(BROKEN);
    }
  }

  @Test
  void aPlaceIsWhereItIsFromNowOnAndStartsAnew() {
    assertThat(BROKEN.after(new Placed(2, N2, NOON)))
        .isEqualTo(new Scene(Optional.of(N2), Optional.empty(), Optional.of(EARLIER)));
    assertThat(BROKEN.after(new PlaceRefused(2, N1, "NO_CAPACITY", NOON)))
        .isEqualTo(new Scene(Optional.empty(), Optional.empty(), Optional.of(EARLIER)));
  }

  @Test
  void aStartIsRememberedAndReadyMendsWhatBroke() {
    assertThat(BROKEN.after(new Started(1, 2, 7, Collections.emptyMap(), NOON)).started())
        .contains(NOON);
    assertThat(BROKEN.after(new BecameReady(1, 2, NOON))).isEqualTo(RUNS);
  }

  @Test
  void itBrokeWhenTheFirstCauseOfAllHappened() {
    assertThat(RUNS.after(new BecameUnready(1, 1, "no answer", NOON)).broken()).contains(NOON);
    assertThat(RUNS.after(new Restarting(1, 1, CAUSE, NOON, NOON)).broken()).contains(EARLIER);
    assertThat(RUNS.after(new Moved(2, N1, true, 0, CAUSE, NOON)))
        .isEqualTo(new Scene(Optional.empty(), Optional.empty(), Optional.of(EARLIER)));
    assertThat(RUNS.after(new Relieved(ON_N2, CAUSE, NOON)).broken()).contains(NOON);
  }

  @Test
  void whatIsBrokenAlreadyBrokeAtFirst() {
    for (Event event :
        List.of(
            new BecameUnready(1, 1, "no answer", NOON),
            new Restarting(1, 1, Cause.of("exit 1", NOON), NOON, NOON),
            new Moved(2, N1, true, 0, Cause.of("lost", NOON), NOON),
            new Vacated(2, N1, false, 0, CAUSE, NOON),
            new Relieved(ON_N2, CAUSE, NOON))) {
      assertThat(BROKEN.after(event).broken()).as(event.toString()).contains(EARLIER);
    }
  }

  @Test
  void whoLeavesWhileItServesIsNotBrokenAndWhoIsStoppedIs() {
    assertThat(RUNS.after(new Vacated(2, N1, true, 0, CAUSE, NOON)))
        .isEqualTo(new Scene(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(RUNS.after(new Vacated(2, N1, false, 0, CAUSE, NOON)).broken()).contains(NOON);
  }

  @Test
  void whoStaysIsWhereItWasAllTheTime() {
    assertThat(RUNS.after(new Stayed(ON_N2, NOON)))
        .isEqualTo(new Scene(Optional.of(N2), RUNS.started(), Optional.empty()));
  }
}
