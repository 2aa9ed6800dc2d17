/** What applying a blueprint would change, with reasons, before anything is changed. */
@NullMarked
package rhizome.blueprints.plan;

import org.jspecify.annotations.NullMarked;
