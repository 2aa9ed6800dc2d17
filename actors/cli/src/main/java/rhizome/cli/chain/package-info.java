/** The chain in a data folder: how it begins, its keys, and the validators that run there. */
@NullMarked
package rhizome.cli.chain;

import org.jspecify.annotations.NullMarked;
