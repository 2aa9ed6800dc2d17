package rhizome.grid.task;

import rhizome.blueprints.model.Action.Moment;

/**
 * What has an action run that waits for it. It happens to a workload at most once while it has a
 * lease, and epochs only grow: so the highest that was seen tells of each whether it is new.
 *
 * @param epoch of the lease under which it happened
 */
public record Occasion(Moment moment, int slot, long epoch) {

  /** By whom the run is asked for. */
  String by() {
    return moment.word() + " #" + slot;
  }
}
