/** Where the workloads of a service may be, and where they had better be. */
@NullMarked
package rhizome.blueprints.wishes;

import org.jspecify.annotations.NullMarked;
