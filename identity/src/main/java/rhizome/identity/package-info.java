/**
 * Who may do what: principal, organization, factor, session, scope and token come to live here.
 * Nothing stands here yet but the rule that this core sees no clock, chance or I/O.
 */
@NullMarked
package rhizome.identity;

import org.jspecify.annotations.NullMarked;
