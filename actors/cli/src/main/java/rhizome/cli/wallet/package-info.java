/** A wallet on this machine: its words, its file and its addresses. Needs no grid. */
@NullMarked
package rhizome.cli.wallet;

import org.jspecify.annotations.NullMarked;
