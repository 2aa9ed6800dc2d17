package rhizome.grid.task;

import rhizome.blueprints.model.Action.Moment;

/**
 * What has an action run that waits for it. Of each moment the numbers of a slot only grow: so the
 * highest that was seen tells of each whether it is new.
 *
 * @param number which time it was: the epoch of the lease for what happens once under each, and for
 *     the moment of being unwell how many falls there were
 */
public record Occasion(Moment moment, int slot, long number) {

  /** By whom the run is asked for. */
  String by() {
    return moment.word() + " #" + slot;
  }
}
