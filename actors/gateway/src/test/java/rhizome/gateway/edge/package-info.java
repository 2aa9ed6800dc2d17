@NullMarked
package rhizome.gateway.edge;

import org.jspecify.annotations.NullMarked;
