/** Actions from the command line: what runs beside workloads, on demand or in turn. */
@NullMarked
package rhizome.cli.action;

import org.jspecify.annotations.NullMarked;
