/** When jobs run that recur: expressions as cron(8) has them, in a time zone. */
@NullMarked
package rhizome.blueprints.calendar;

import org.jspecify.annotations.NullMarked;
