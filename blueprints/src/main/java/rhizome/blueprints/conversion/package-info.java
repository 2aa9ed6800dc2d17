/** Turns documents of other languages into native text (ADR 0016). */
@NullMarked
package rhizome.blueprints.conversion;

import org.jspecify.annotations.NullMarked;
