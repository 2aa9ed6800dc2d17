/**
 * The machine's side of the grid: keeps the processes a node was told to keep, heals them by itself
 * within their policy, and reports.
 */
@NullMarked
package rhizome.agent;

import org.jspecify.annotations.NullMarked;
