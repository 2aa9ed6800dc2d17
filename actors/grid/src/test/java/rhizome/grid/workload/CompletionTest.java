package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.second;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.Volume;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Refusal;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.Wanted;
import rhizome.grid.world.Trial;

/** A job that ended well, and what may be said to it afterwards. */
class CompletionTest {

  private static final Spec JOB =
      SPEC.with(Job.UNLIMITED)
          .with(new Supplies(List.of(), List.of(new Volume("v", "v", 0)), List.of()));
  private static final Spec OTHER = JOB.with(new Job(Optional.of(Duration.ofHours(1))));
  private static final Lease LEASE = new Lease(N1, 1);

  private final Trial<Command, Event, State, Duty> job =
      Lives.absent()
          .given(
              new Ensure(JOB, 1, second(1)),
              new Place(1, N1, second(2)),
              Lives.started(1, 1, 3),
              Lives.ready(1, 1, 4));

  @Test
  void whoEndsWellIsDoneAndItsPlaceIsGivenBack() {
    assertThat(job.when(completed(1, 1, 9)))
        .isEqualTo(accept(new Event.Completed(1, 1, second(9))));
    assertThat(Workload.status(job.state())).isEqualTo(Status.COMPLETED);
    assertThat(job.owes())
        .containsExactly(
            new Duty.Release(WEB, LEASE),
            new Duty.Inform(WEB, 1, Status.COMPLETED, "ended well on n1"));
    assertThat(job.when(Lives.stopped(1, 1, 10)))
        .isEqualTo(accept(new Event.Released(LEASE, second(10))));
    assertThat(job.state()).isEqualTo(done(JOB, 1, List.of()));
    assertThat(job.owes())
        .containsExactly(new Duty.Inform(WEB, 1, Status.COMPLETED, "ended well on n1"));
  }

  @Test
  void ofTwoRunsOfOneGenerationTheLaterStandsWhicheverIsHeardLast() {
    Spec scheduled = SPEC.with(Job.UNLIMITED);
    var runs = Lives.absent().given(new Ensure(scheduled.run(4), 3, second(1)));
    assertThat(runs.when(new Ensure(scheduled.run(3), 3, second(2))))
        .isEqualTo(reject(Refusal.STALE_GENERATION));
    assertThat(runs.when(new Ensure(scheduled.run(5), 3, second(3))))
        .isEqualTo(accept(new Event.Deployed(scheduled.run(5), 3, second(3))));
    assertThat(runs.when(new Ensure(scheduled.run(1), 4, second(4))))
        .as("who counts anew does so in another generation")
        .isEqualTo(accept(new Event.Deployed(scheduled.run(1), 4, second(4))));
  }

  @Test
  void itMayEndBeforeAnybodyHeardThatItBegan() {
    var quick = Lives.absent().given(new Ensure(JOB, 1, second(1)), new Place(1, N1, second(2)));
    quick.given(completed(1, 1, 3));
    assertThat(quick.state())
        .isEqualTo(new State.Completed(new Wanted(JOB, 1), 1, List.of(LEASE), N1, second(3), 0));
  }

  @Test
  void nothingThatIsSaidOfItsNodeRunsItAgain() {
    job.given(completed(1, 1, 9));
    Cause cause = Cause.of("lost", second(10));
    assertThat(job.when(completed(1, 1, 9))).isEqualTo(unchanged());
    assertThat(job.when(Lives.ready(1, 1, 4))).isEqualTo(unchanged());
    assertThat(job.when(new DoubtNode(LEASE, cause, second(10)))).isEqualTo(unchanged());
    assertThat(job.when(new Vacate(LEASE, cause, second(20), second(10)))).isEqualTo(unchanged());
    assertThat(job.when(new LoseNode(LEASE, cause, second(11))))
        .isEqualTo(accept(new Event.Released(LEASE, second(11))));
    assertThat(job.state()).isEqualTo(done(JOB, 1, List.of()));
    assertThat(job.when(completed(1, 1, 9))).isEqualTo(reject(Refusal.STALE_EPOCH));
    assertThat(job.when(new Place(2, N2, second(12)))).isEqualTo(reject(Refusal.STALE_EPOCH));
    assertThat(job.when(new Retry("ann", second(13)))).isEqualTo(reject(Refusal.NOT_PARKED));
    assertThat(job.when(new ConfirmGone(second(14)))).isEqualTo(unchanged());
  }

  @Test
  void theSameSpecInANewerGenerationLeavesItDone() {
    job.given(completed(1, 1, 9));
    assertThat(job.when(new Ensure(JOB, 1, second(10)))).isEqualTo(unchanged());
    job.given(new Ensure(JOB, 2, second(10)));
    assertThat(job.state()).isEqualTo(done(JOB, 2, List.of(LEASE)));
    assertThat(job.when(new Ensure(JOB, 1, second(11))))
        .isEqualTo(reject(Refusal.STALE_GENERATION));
  }

  @Test
  void anotherSpecRunsItAgainWhereItsVolumesAre() {
    job.given(completed(1, 1, 9), new Ensure(OTHER, 2, second(10)));
    assertThat(job.owes()).contains(new Duty.Release(WEB, LEASE));
    job.given(new ConfirmRelease(LEASE, second(11)));
    assertThat(job.owes()).contains(new Duty.FindPlace(WEB, 2, OTHER, List.of(), Optional.of(N1)));
    assertThat(job.when(completed(1, 1, 9)))
        .as("late news of the run before")
        .isEqualTo(reject(Refusal.STALE_EPOCH));
  }

  /** What leaves may be of a spec that nobody wants any more. */
  @Test
  void whoIsLeavingIsNotDoneByWhatHeSays() {
    job.given(new Ensure(OTHER, 2, second(5)));
    assertThat(job.when(completed(1, 1, 9))).isEqualTo(unchanged());
    assertThat(Workload.status(job.state())).isEqualTo(Status.PENDING);
  }

  @Test
  void aLostOneRunsAgainElsewhere() {
    job.given(Lives.lost(N1, 1, 9));
    assertThat(Workload.status(job.state())).isEqualTo(Status.PENDING);
    job.given(new Place(2, N2, second(10)));
    assertThat(job.when(completed(1, 1, 8))).isEqualTo(reject(Refusal.STALE_EPOCH));
    job.given(new Observe(N2, new Report.Completed(WEB, 2, 1, second(12))));
    assertThat(Workload.status(job.state())).isEqualTo(Status.COMPLETED);
  }

  @Test
  void whoIsDoneIsRetiredLikeAnyOther() {
    job.given(completed(1, 1, 9), new Retire(2, second(10)));
    assertThat(job.state()).isEqualTo(new State.Retiring(1, 2, List.of(LEASE), 0));
    job.given(new ConfirmRelease(LEASE, second(11)));
    assertThat(job.state()).isEqualTo(new State.Gone(1, 2, false, 0));
  }

  private static State done(Spec spec, long generation, List<Lease> leaving) {
    return new State.Completed(new Wanted(spec, generation), 1, leaving, N1, second(9), 0);
  }

  private static Observe completed(long epoch, int incarnation, long at) {
    return new Observe(N1, new Report.Completed(WEB, epoch, incarnation, second(at)));
  }
}
