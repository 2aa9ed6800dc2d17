/** The rules of the house as tests, and the kit in which random tests are written. */
@NullMarked
package rhizome.house;

import org.jspecify.annotations.NullMarked;
