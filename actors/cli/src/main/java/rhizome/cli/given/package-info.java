/** What an operator gives beside a blueprint: templates and values. */
@NullMarked
package rhizome.cli.given;

import org.jspecify.annotations.NullMarked;
