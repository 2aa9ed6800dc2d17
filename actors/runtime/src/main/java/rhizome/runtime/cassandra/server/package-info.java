/** One Cassandra of our own, as a process made of its Maven artifact: for tests and for trying. */
@NullMarked
package rhizome.runtime.cassandra.server;

import org.jspecify.annotations.NullMarked;
