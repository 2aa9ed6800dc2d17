/** Further JVMs of the same command line: detached grids, nodes of their own, measured starts. */
@NullMarked
package rhizome.cli.child;

import org.jspecify.annotations.NullMarked;
