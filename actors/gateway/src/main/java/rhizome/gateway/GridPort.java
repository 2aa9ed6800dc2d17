package rhizome.gateway;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import rhizome.blueprints.model.Blueprint;
import rhizome.gateway.timeline.Fact;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.node.Governance;

/**
 * What the gateway needs of a grid. Every stage fails with {@link
 * java.util.concurrent.TimeoutException} when the grid does not answer in time.
 */
public interface GridPort {

  /** What an entity said to a command. */
  sealed interface Answer {
    /**
     * @param generation of what is wanted of it by this command; 0 where nobody counts or says it
     */
    record Done(long generation) implements Answer {}

    /**
     * @param reason the refusal's name, stable on the wire
     */
    record Refused(String reason) implements Answer {}
  }

  /** A node by name, as it sees itself. */
  record NamedNode(NodeId node, Node.State state) {}

  /** What the governor of a zone says. */
  record ZoneGovernor(ZoneId zone, Governance says) {}

  /**
   * Some events of the grid's feed.
   *
   * @param missed how many events between {@code after} and the first had already left the feed
   * @param position what to ask for next
   */
  record Events(List<Numbered> events, long missed, long position) {
    public Events {
      events = List.copyOf(events);
    }
  }

  /** An event at its place in the feed, counted from 1 at the start of the grid's process. */
  record Numbered(long position, Fact fact) {}

  /** Some bytes of a workload's output. */
  sealed interface Log {
    /**
     * @param from place of the first byte in all that was ever written
     * @param size all that was ever written, so far
     */
    record Chunk(long from, ByteString bytes, long size) implements Log {}

    /** Its node cannot be asked now. */
    record Unavailable(String reason) implements Log {}
  }

  /**
   * @param parent the generation this blueprint was planned against
   * @param by who says so
   */
  CompletionStage<Answer> target(Blueprint blueprint, long parent, String by);

  /** Who would find a place now; asked of a zone, which may be on its way to another member. */
  CompletionStage<Rehearsal.Outcome> rehearse(Rehearsal rehearsal);

  CompletionStage<Answer> destroy(RobotId robot, String by);

  CompletionStage<Answer> promote(RobotId robot, String by);

  /** Run a job with a schedule now. */
  CompletionStage<Answer> runJob(RobotId robot, String service, String by);

  /** Have so many replicas of a service that is scaled, within its bounds. */
  CompletionStage<Answer> scale(RobotId robot, String service, int replicas, String by);

  CompletionStage<Answer> retry(WorkloadId workload, String by);

  CompletionStage<Answer> discard(WorkloadId workload, String by);

  /** What an action's runs are told; see {@link Task.Command}. */
  CompletionStage<Answer> task(TaskId task, Task.Command command);

  /** The runs of an action; none if it never ran. */
  CompletionStage<Task.State> task(TaskId task);

  CompletionStage<Answer> cordon(NodeId node, String by);

  CompletionStage<Answer> uncordon(NodeId node, String by);

  /**
   * @param deadline how long from now what is shared may wait for its successor
   * @param atOnce how many may be on their way at the same time
   */
  CompletionStage<Answer> drain(NodeId node, Duration deadline, int atOnce, String by);

  /** An idle machine is powered down; refused if it holds anything, or cannot be. */
  CompletionStage<Answer> powerDown(NodeId node, String by);

  /** A machine that sleeps, or was lost, is powered up. */
  CompletionStage<Answer> powerUp(NodeId node, String by);

  CompletionStage<Answer> remove(NodeId node, String by);

  /** The robots there are. */
  CompletionStage<SortedSet<RobotId>> robots();

  /** Only asked for robots there are. */
  CompletionStage<Robot.State> robot(RobotId robot);

  /** Only asked for workloads a robot knows. */
  CompletionStage<Workload.State> workload(WorkloadId workload);

  /** Everything that ever happened to it, the oldest first; empty if there never was such one. */
  CompletionStage<List<Workload.Event>> history(WorkloadId workload);

  /**
   * Tells everything that ever happened to a robot, the oldest first, for as long as the listener
   * answers that it wants to hear more; nothing if there never was such a robot.
   */
  CompletionStage<Void> recount(RobotId robot, Predicate<Robot.Event> listener);

  /** Every node that ever enrolled, by name. */
  CompletionStage<List<NamedNode>> nodes();

  /** What can be observed of the grid now. */
  CompletionStage<Symptoms> checkup();

  /** Everything the grid remembers, as one archive; fails when some of it cannot be read. */
  Source<ByteString, NotUsed> backup();

  /** The governor of each zone. */
  CompletionStage<List<ZoneGovernor>> governors();

  /** Replaces what is silent again; refused with NOT_FROZEN when nothing keeps it from that. */
  CompletionStage<Answer> resume(String by);

  /** What the grid has to tell people, and could not yet. */
  CompletionStage<Notices.State> notices();

  /**
   * Sends every receiver a letter that says nothing; the answer has its number. Refused with
   * NO_RECEIVERS when nobody is to be told.
   */
  CompletionStage<Answer> testNotices();

  /** The ledger beside it, if there is one. */
  default LedgerPort ledger() {
    return LedgerPort.NONE;
  }

  /** Where the feed ends now. */
  long position();

  /** Up to {@code max} events past {@code after}; answers once there is at least one. */
  CompletionStage<Events> events(long after, int max);

  /**
   * @param from place of the first byte wanted; negative counts from the end
   * @param max how many bytes at most
   */
  CompletionStage<Log> log(WorkloadId workload, long from, int max);

  /**
   * The grid shall end soon after this returns. Whoever wished it has been answered.
   *
   * @param keep leave the workloads running, for the next grid on this folder to adopt
   */
  void shutdown(boolean keep);
}
