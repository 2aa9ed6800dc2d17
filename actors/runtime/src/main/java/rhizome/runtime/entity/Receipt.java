package rhizome.runtime.entity;

import rhizome.runtime.Wire;

/**
 * What an accepted command leaves in the hand: the entity's state is durable up to here.
 *
 * @param revision how many events the entity has, this command's included
 * @param generation of what is wanted of it by this command; 0 where nobody counts, or from a
 *     member of a build that did not say it
 */
public record Receipt(long revision, long generation) implements Wire {

  /** Of an entity whose wishes nobody counts. */
  public Receipt(long revision) {
    this(revision, 0);
  }
}
