/** A lease that members of a cluster share, kept by the API of Kubernetes. */
@NullMarked
package rhizome.runtime.kubernetes;

import org.jspecify.annotations.NullMarked;
