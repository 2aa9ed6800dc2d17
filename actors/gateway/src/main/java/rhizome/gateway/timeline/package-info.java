/** What happened, in sentences for people: a pure function of what the entities journaled. */
@NullMarked
package rhizome.gateway.timeline;

import org.jspecify.annotations.NullMarked;
