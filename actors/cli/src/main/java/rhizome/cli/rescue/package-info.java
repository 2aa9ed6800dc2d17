/** What a human says where robots wait for one. */
@NullMarked
package rhizome.cli.rescue;

import org.jspecify.annotations.NullMarked;
