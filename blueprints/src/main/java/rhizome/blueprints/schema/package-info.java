/**
 * What may stand where in Blueprint v1, declared once: the readers of {@code
 * rhizome.blueprints.syntax} hold texts to it, and {@link rhizome.blueprints.schema.Schema} writes
 * it as JSON Schema for editors.
 */
@NullMarked
package rhizome.blueprints.schema;

import org.jspecify.annotations.NullMarked;
