/** What people see: streams, colours, columns, progress. */
@NullMarked
package rhizome.cli.terminal;

import org.jspecify.annotations.NullMarked;
