/** The healed demo: a real grid of three nodes, a real shop, a real kill -9 of each kind. */
@NullMarked
package rhizome.cli.demo;

import org.jspecify.annotations.NullMarked;
