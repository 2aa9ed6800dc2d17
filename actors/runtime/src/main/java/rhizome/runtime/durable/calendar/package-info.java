/** The bytes of schedules and of the runs they led to. */
@NullMarked
package rhizome.runtime.durable.calendar;

import org.jspecify.annotations.NullMarked;
