/** When a robot is where its blueprint wants it, and when waiting is in vain. */
@NullMarked
package rhizome.cli.waiting;

import org.jspecify.annotations.NullMarked;
