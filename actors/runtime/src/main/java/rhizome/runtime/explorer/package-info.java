/** Answers what people ask of a ledger, beside a validator that knows what holds. */
@NullMarked
package rhizome.runtime.explorer;

import org.jspecify.annotations.NullMarked;
