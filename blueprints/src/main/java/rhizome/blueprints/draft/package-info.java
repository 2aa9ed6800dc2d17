/**
 * Native text as it is put together from a document of another language: the canonical layout, and
 * comments where something was changed.
 */
@NullMarked
package rhizome.blueprints.draft;

import org.jspecify.annotations.NullMarked;
