@NullMarked
package rhizome.cli.machine;

import org.jspecify.annotations.NullMarked;
