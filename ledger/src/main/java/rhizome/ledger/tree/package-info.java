/**
 * What is unspent, as a map with a root: versions that share what is the same, proofs that a key is
 * there or is not, and pages that are checked one by one (ADR 0034).
 */
@NullMarked
package rhizome.ledger.tree;

import org.jspecify.annotations.NullMarked;
