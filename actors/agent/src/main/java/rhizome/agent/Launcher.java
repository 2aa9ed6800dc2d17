package rhizome.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import rhizome.agent.handle.Folders;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Job;
import rhizome.agent.logs.LogKeeper;
import rhizome.agent.process.Kin;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.agent.supplies.Delivery;
import rhizome.agent.supplies.Known;
import rhizome.kernel.WorkloadId;

/** From a job to its running process. */
record Launcher(
    Spawner spawner,
    Surroundings surroundings,
    PortPicker ports,
    Folders folders,
    Delivery delivery,
    LogKeeper logs,
    InstantSource clock,
    String boot) {

  /**
   * A process just started.
   *
   * @param at when posix_spawn came back, which is after its exec
   */
  record Launched(Leader leader, Map<String, Integer> ports, Instant at) {}

  Launched launch(Job job) throws NotStarted {
    WorkloadId workload = job.workload();
    Map<String, Integer> numbers = ports.pick(job);
    Path log = folders.log(workload);
    if (job.incarnation() == 1) {
      emptyFolder(workload);
    }
    // A disk too full for another file must not keep a program from running.
    boolean logged = Files.exists(log) || logs.create(log);
    Path work = folders.work(workload);
    Known known = surroundings.known(job, numbers, work);
    delivery.deliver(job, known, work);
    Program program =
        surroundings.program(job, numbers, known, work, logged ? log : Program.NOWHERE);
    int pid = spawner.spawn(program);
    Instant at = clock.instant();
    return new Launched(Leader.ofChild(pid, boot), numbers, at);
  }

  /** Who is to be gone when a process of this job is; {@code leader} is that process, if any. */
  Kin kin(Job job, Optional<Identity> leader) {
    return new Kin(leader.map(Identity::pid).orElse(Kin.NO_SESSION), surroundings.kin(job));
  }

  private void emptyFolder(WorkloadId workload) throws NotStarted {
    try {
      folders.emptyWork(workload);
    } catch (IOException e) {
      throw new NotStarted("its folder cannot be made: " + e);
    }
  }
}
