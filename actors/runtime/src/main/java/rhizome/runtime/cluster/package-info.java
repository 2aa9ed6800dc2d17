/** Who may be a member of the grid, and how members find each other. */
@NullMarked
package rhizome.runtime.cluster;

import org.jspecify.annotations.NullMarked;
