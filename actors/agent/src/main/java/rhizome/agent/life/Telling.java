package rhizome.agent.life;

import java.time.Instant;
import rhizome.agent.life.Output.Tell;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

/** The reports about one workload. */
record Telling(WorkloadId workload) {

  Output started(Job job, Identity process, Instant at) {
    return new Tell(
        new Report.Started(
            workload, job.epoch(), job.incarnation(), at, process.pid(), job.ports()));
  }

  Output adopted(Job job, Identity process, Instant at) {
    return new Tell(
        new Report.Adopted(
            workload, job.epoch(), job.incarnation(), at, process.pid(), job.ports()));
  }

  Output ready(Job job, Instant at) {
    return new Tell(new Report.Ready(workload, job.epoch(), job.incarnation(), at));
  }

  Output unready(Job job, String complaint, Instant at) {
    return new Tell(new Report.Unready(workload, job.epoch(), job.incarnation(), at, complaint));
  }

  Output hindered(Job job, String answer, Instant at) {
    return new Tell(new Report.Hindered(workload, job.epoch(), job.incarnation(), at, answer));
  }

  Output restarting(Job job, Exit exit, Instant at, Instant retryAt) {
    return new Tell(
        new Report.Restarting(workload, job.epoch(), job.incarnation(), at, exit, retryAt));
  }

  /** It ended for good: it is done, or somebody else must decide. */
  Output over(Job job, Exit exit, Instant at) {
    return job.isDone(exit)
        ? new Tell(new Report.Completed(workload, job.epoch(), job.incarnation(), at))
        : exhausted(job, exit, at);
  }

  private Output exhausted(Job job, Exit exit, Instant at) {
    return new Tell(new Report.Exhausted(workload, job.epoch(), job.incarnation(), at, exit));
  }

  /** It starts again when its node holds a lease, and only if it is still assigned to it. */
  Output fenced(Job job, Instant at) {
    return restarting(job, new Exit.Fenced(), at, at);
  }

  /** {@code epoch} is the one that was told to stop, which may be later than the one held. */
  Output stopped(Job job, long epoch, Exit exit, Instant at) {
    return new Tell(new Report.Stopped(workload, epoch, job.incarnation(), at, exit));
  }

  /** Told to stop what is not here: incarnation 0, and nobody knows of an exit. */
  Output nothingHeld(long epoch, Instant at) {
    return new Tell(new Report.Stopped(workload, epoch, 0, at, new Exit.Unseen()));
  }
}
