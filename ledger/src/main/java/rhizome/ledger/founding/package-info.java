/** How a chain of ours comes to be. */
@NullMarked
package rhizome.ledger.founding;

import org.jspecify.annotations.NullMarked;
