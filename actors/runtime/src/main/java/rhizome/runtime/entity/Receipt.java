package rhizome.runtime.entity;

import rhizome.runtime.Wire;

/**
 * What an accepted command leaves in the hand: the entity's state is durable up to here.
 *
 * @param revision how many events the entity has, this command's included
 */
public record Receipt(long revision) implements Wire {}
