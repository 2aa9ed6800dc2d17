/** What is shown, tested. */
@NullMarked
package rhizome.gateway.view;

import org.jspecify.annotations.NullMarked;
