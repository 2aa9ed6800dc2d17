package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.absent;
import static rhizome.grid.workload.Lives.exhausted;
import static rhizome.grid.workload.Lives.lost;
import static rhizome.grid.workload.Lives.placed;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.restarting;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.unready;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.world.Trial;
import rhizome.house.Property;

/** That a replica was ready and is not, though nobody had wished it, is counted for its life. */
class FallTest {

  @Test
  void whoStopsAnsweringHasFallenOnceHoweverItGoesOn() {
    var web = ready().given(unready(1, 12));
    assertThat(falls(web)).isEqualTo(1);
    web.given(restarting(1, 13), started(1, 2, 14));
    assertThat(falls(web)).as("it was down already").isEqualTo(1);
    web.given(ready(1, 2, 15), restarting(2, 16));
    assertThat(falls(web)).as("it ended unasked").isEqualTo(2);
  }

  @Test
  void whoNeverWasReadyHasNotFallen() {
    var web = placed().given(started(1, 1, 5), unready(1, 6), restarting(1, 7), started(1, 2, 8));
    assertThat(falls(web)).isZero();
  }

  @Test
  void aProcessThatOnlyItsSuccessorTellsOfHasEnded() {
    assertThat(falls(ready().given(started(1, 2, 20)))).isEqualTo(1);
    assertThat(falls(ready().given(ready(1, 2, 20)))).isEqualTo(1);
  }

  @Test
  void whatIsWishedIsNoFall() {
    Vacate drain =
        new Vacate(new Lease(N1, 1), Cause.of("drained", second(20)), second(20), second(20));
    assertThat(falls(ready().given(drain))).isZero();
    assertThat(falls(ready().given(new Retire(2, second(20))))).isZero();
  }

  @Test
  void aLostNodeAndASpentBudgetAreFallsThatOutliveTheLease() {
    var web = ready().given(lost(N1, 1, 20));
    assertThat(falls(web)).isEqualTo(1);
    assertThat(falls(ready().given(exhausted(N1, 1, 20)))).isEqualTo(1);
    web.given(new Retire(9, second(30)), new ConfirmRelease(new Lease(N1, 1), second(31)));
    web.given(new ConfirmGone(second(32)));
    assertThat(falls(web)).as("another life goes on counting").isEqualTo(1);
  }

  /** Told by what can be seen: ready before, not ready after, and nobody asked for that. */
  @Test
  void numbersOnlyGrowAndByOneForEachFall() {
    Property.forAll(
        100,
        random -> {
          var web = absent();
          for (int i = 1; i <= 80; i++) {
            State before = web.state();
            Command command = OutgoingTest.any(random, before, random.nextBoolean(), i);
            web.when(command);
            long more = web.state().falls() - before.falls();
            assertThat(more).as("%s in %s", command, before).isBetween(0L, 1L);
            boolean down = isReady(before) && !isReady(web.state());
            boolean asked =
                command instanceof Ensure || command instanceof Retire || command instanceof Vacate;
            if (down && !asked) {
              assertThat(more).as("%s in %s", command, before).isEqualTo(1);
            }
            if (!isReady(before) || (down && asked)) {
              assertThat(more).as("%s in %s", command, before).isZero();
            }
          }
        });
  }

  private static boolean isReady(State state) {
    return state instanceof State.Active a && a.progress().phase() == Phase.READY;
  }

  /** As its robot is told it. */
  private static long falls(Trial<Command, Event, State, Duty> workload) {
    List<Long> told =
        workload.owes().stream()
            .filter(Duty.Inform.class::isInstance)
            .map(duty -> ((Duty.Inform) duty).falls())
            .toList();
    told.forEach(falls -> assertThat(falls).isEqualTo(workload.state().falls()));
    return workload.state().falls();
  }
}
