/** The curve of Ed25519, and the rule by which our chain looks at one signature or at many. */
@NullMarked
package rhizome.ledger.curve;

import org.jspecify.annotations.NullMarked;
