/** What carries out a blueprint: which workloads are wanted, in which order, and how far it is. */
@NullMarked
package rhizome.grid.robot;

import org.jspecify.annotations.NullMarked;
