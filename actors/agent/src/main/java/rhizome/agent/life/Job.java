package rhizome.agent.life;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/**
 * An assignment in work.
 *
 * @param incarnation counts the processes of this epoch from 1
 * @param ports the number each named port was given; kept over restarts
 */
public record Job(
    Assignment assignment, int incarnation, Restarts restarts, Map<String, Integer> ports) {

  public Job {
    ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    if (incarnation < 1) {
      throw new IllegalArgumentException("an incarnation counts from 1, not " + incarnation);
    }
  }

  /** Its first process is still to come. */
  public static Job first(Assignment assignment) {
    return new Job(assignment, 1, Restarts.NONE, new TreeMap<>());
  }

  public WorkloadId workload() {
    return assignment.workload();
  }

  public long epoch() {
    return assignment.epoch();
  }

  public Spec spec() {
    return assignment.spec();
  }

  /** Whether this end was what it was started for. */
  public boolean isDone(Exit exit) {
    return spec().job().isPresent() && exit instanceof Exit.Code(int code) && code == 0;
  }

  Job next(Restarts after) {
    return new Job(assignment, incarnation + 1, after, ports);
  }

  Job remembering(Restarts after) {
    return new Job(assignment, incarnation, after, ports);
  }

  Job with(Map<String, Integer> given) {
    return new Job(assignment, incarnation, restarts, given);
  }

  Job at(int found) {
    return new Job(assignment, found, restarts, ports);
  }
}
