/** What Akka's sharding remembers, written no more often than it changes (docs/adr/0042). */
@NullMarked
package rhizome.runtime.sharding;

import org.jspecify.annotations.NullMarked;
