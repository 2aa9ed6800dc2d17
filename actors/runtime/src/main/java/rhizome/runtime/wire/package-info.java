/** How the house's pure types look in CBOR between members and in JSON to the outside. */
@NullMarked
package rhizome.runtime.wire;

import org.jspecify.annotations.NullMarked;
