package rhizome.agent.life;

import java.time.Duration;
import rhizome.blueprints.model.Health;
import rhizome.grid.node.Report;

/** What must be done, in the order given. */
public sealed interface Output {

  /** Start a process; {@link Input.Spawned} or {@link Input.NotSpawned} is the next input. */
  record Spawn(Job job) implements Output {}

  /** Take hold of a process found running. */
  record Adopt(Identity process) implements Output {}

  /** Ask its group to end. */
  record Terminate() implements Output {}

  /** End its group. */
  record Kill() implements Output {}

  /**
   * Say {@link Input.Swept} when nobody of its session is left, and kill who is after {@code
   * patience}.
   */
  record Sweep(int session, Duration patience) implements Output {}

  /** Put the probe's question {@code number}. */
  record Ask(int number, Health health, Job job) implements Output {}

  /** Write down the state. */
  record Save() implements Output {}

  /** Strike out what was written down. */
  record Forget() implements Output {}

  record Tell(Report report) implements Output {}
}
