package rhizome.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.agent.handle.Folders;
import rhizome.agent.life.Input;
import rhizome.agent.process.Leader;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

/**
 * Heals a program of its own a few times when an agent opens, through the same code as any other.
 * The first heal of a cold JVM takes some 80 ms, nearly all of it loading classes and linking calls
 * into the C library; no real workload should be the one to pay that.
 */
final class WarmUp {

  private static final WorkloadId WORKLOAD = WorkloadId.parse("rhizome/warm-up#0");
  private static final int HEALS = 8;

  private final Loop loop;
  private final Keeper keeper;

  /**
   * @param tools with folders of their own
   */
  WarmUp(Loop loop, Keeper.Tools tools, AgentSettings settings) {
    this.loop = loop;
    this.keeper = new Keeper(loop, tools, settings.seed(), this::hear);
  }

  /** Folders apart from those of workloads. */
  static Folders folders(AgentSettings settings) {
    return new Folders(settings.root().resolve(".warm-up"), 0);
  }

  /** On the loop: begins; what follows comes between other work. */
  void begin() {
    Restart often =
        new Restart(HEALS + 1, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    Run run =
        new Run("sleep", List.of("1000000"), Map.of(), Optional.empty(), Duration.ofSeconds(1));
    Spec spec = new Spec(run, Resources.NONE, List.of(), Health.DEFAULT, often).shared();
    keeper.give(WORKLOAD, new Input.Assign(new Assignment(WORKLOAD, 1, spec), keeper.now()));
  }

  /** On the loop: ends it at once, wherever it stands. */
  void end() {
    keeper.abandon();
  }

  private void hear(Report report) {
    switch (report) {
      case Report.Started started when started.incarnation() <= HEALS ->
          Leader.killChild((int) started.pid());
      case Report.Started _, Report.Exhausted _ ->
          loop.execute(() -> keeper.give(WORKLOAD, new Input.Stop(1, keeper.now())));
      case Report.Adopted _,
          Report.Ready _,
          Report.Unready _,
          Report.Hindered _,
          Report.Restarting _,
          Report.Completed _,
          Report.Stopped _ -> {}
    }
  }
}
