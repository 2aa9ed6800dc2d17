@NullMarked
package rhizome.runtime.cassandra;

import org.jspecify.annotations.NullMarked;
