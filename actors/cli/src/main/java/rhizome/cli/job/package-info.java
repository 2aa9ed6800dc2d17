/** The words about jobs that have a schedule. */
@NullMarked
package rhizome.cli.job;

import org.jspecify.annotations.NullMarked;
