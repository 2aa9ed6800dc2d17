package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rhizome.blueprints.model.Check;
import rhizome.grid.node.Report;

/** What must be done, in the order given. */
public sealed interface Output {

  /** Start a process; {@link Input.Spawned} or {@link Input.NotSpawned} is the next input. */
  record Spawn(Job job) implements Output {}

  /** Take hold of a process found running. */
  record Adopt(Identity process) implements Output {}

  /** Have run what the job wants to have run first; {@link Input.Prepared} says that it was. */
  record Prepare(Job job) implements Output {}

  /** Ask its group to end, and who left the group. */
  record Terminate() implements Output {}

  /** End its group. */
  record Kill() implements Output {}

  /**
   * Say {@link Input.Swept} when nobody of the job's processes is left, and kill who is after
   * {@code patience}.
   *
   * @param leader whose session is meant; who left it is known by the job's tags
   */
  record Sweep(Job job, Optional<Identity> leader, Duration patience) implements Output {}

  /**
   * Put question {@code number}.
   *
   * @param since when the process was started
   */
  record Ask(int number, Check check, Job job, Instant since) implements Output {}

  /** Nobody waits for the answer to question {@code number} any more: end who was to find it. */
  record TakeBack(int number) implements Output {}

  /** Write down the state. */
  record Save() implements Output {}

  /** Strike out what was written down. */
  record Forget() implements Output {}

  record Tell(Report report) implements Output {}
}
