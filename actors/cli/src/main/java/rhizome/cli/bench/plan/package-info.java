/** How long it takes from the text of a blueprint to a plan, by how much there is in it. */
@NullMarked
package rhizome.cli.bench.plan;

import org.jspecify.annotations.NullMarked;
