/** What is unspent on our own chain, and what a block may do to it; nothing is changed in place. */
@NullMarked
package rhizome.ledger.chain.state;

import org.jspecify.annotations.NullMarked;
