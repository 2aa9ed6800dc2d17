/**
 * Blueprint v1 as text. {@link rhizome.blueprints.syntax.BlueprintReader} turns text into a valid
 * model or into every problem of the file at once, each with its place; {@link
 * rhizome.blueprints.text.BlueprintWriter} turns a model into text again.
 */
@NullMarked
package rhizome.blueprints.syntax;

import org.jspecify.annotations.NullMarked;
