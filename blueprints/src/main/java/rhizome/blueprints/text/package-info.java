/**
 * How a blueprint is written: the one text of each, which is what is hashed, shown and compared.
 */
@NullMarked
package rhizome.blueprints.text;

import org.jspecify.annotations.NullMarked;
