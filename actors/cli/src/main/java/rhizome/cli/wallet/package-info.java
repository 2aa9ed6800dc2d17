/**
 * A wallet on this machine: its words, its file and its addresses; what a grid says of these, and
 * entries that are signed here.
 */
@NullMarked
package rhizome.cli.wallet;

import org.jspecify.annotations.NullMarked;
