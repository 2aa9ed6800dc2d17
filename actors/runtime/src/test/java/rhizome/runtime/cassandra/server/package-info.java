@NullMarked
package rhizome.runtime.cassandra.server;

import org.jspecify.annotations.NullMarked;
