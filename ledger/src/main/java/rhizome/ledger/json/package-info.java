/** The same data as JSON, in the seed's form, both ways. */
@NullMarked
package rhizome.ledger.json;

import org.jspecify.annotations.NullMarked;
