/** The grid shown at work: deployed, hurt twice, and healed before the eyes of a newcomer. */
@NullMarked
package rhizome.cli.demo;

import org.jspecify.annotations.NullMarked;
