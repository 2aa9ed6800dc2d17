/**
 * Services that are written once and used with other values: what a {@link
 * rhizome.blueprints.template.Template} says of itself, and the library of them. See ADR 0017.
 */
@NullMarked
package rhizome.blueprints.template;

import org.jspecify.annotations.NullMarked;
