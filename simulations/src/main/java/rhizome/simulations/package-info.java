/**
 * The production cores in virtual time: world, fault, traffic, checker, scenario and report come to
 * live here. Nothing stands here yet but the rule that a simulation has no clock but its own.
 */
@NullMarked
package rhizome.simulations;

import org.jspecify.annotations.NullMarked;
