package rhizome.agent.life;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;

/** What can happen to a workload on this machine; each carries when. */
public sealed interface Input {

  Instant at();

  /** Run this, if it is newer than what is held. */
  record Assign(Assignment assignment, Instant at) implements Input {}

  /** Hold nothing of this epoch or an older one. */
  record Stop(long epoch, Instant at) implements Input {}

  /** The process asked for runs since {@code at}. */
  record Spawned(Identity process, Map<String, Integer> ports, Instant at) implements Input {
    public Spawned {
      ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }
  }

  /** There is no such process, and why. */
  record NotSpawned(String reason, Instant at) implements Input {}

  /** The process ended; {@code alone} when nobody of its group is left. */
  record Left(Exit exit, boolean alone, Instant at) implements Input {}

  /** Nobody of its processes is left. */
  record Swept(Instant at) implements Input {}

  /** Question {@code number} was answered; a complaint means no. */
  record Answered(int number, Optional<String> complaint, Instant at) implements Input {}

  /** What was to be run before the stop of this epoch has ended, or was never begun. */
  record Prepared(long epoch, Instant at) implements Input {}

  /**
   * Nothing entitles this node any more to run what is single. Also the answer to a spawn that may
   * not be.
   */
  record Fence(Instant at) implements Input {}

  /** The moment asked for by {@link State#wakeAt} has come. */
  record Tick(Instant at) implements Input {}

  /** A new agent took over what an earlier one had written down. */
  record Reopened(Optional<Found> found, Instant at) implements Input {}

  /** A process of this workload and epoch that was found running. */
  record Found(int incarnation, Identity process, Map<String, Integer> ports) {
    public Found {
      ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }
  }
}
