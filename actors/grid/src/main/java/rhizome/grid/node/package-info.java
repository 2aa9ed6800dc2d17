/** One machine: what it offers, what it holds, and what its agent is told and tells. */
@NullMarked
package rhizome.grid.node;

import org.jspecify.annotations.NullMarked;
