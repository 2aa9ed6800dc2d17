/** What the API shows of the grid: records that become JSON, made from states of entities. */
@NullMarked
package rhizome.gateway.view;

import org.jspecify.annotations.NullMarked;
