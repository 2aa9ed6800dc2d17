/** All that a grid remembers as one file: written from any journal, read into any other. */
@NullMarked
package rhizome.runtime.archive;

import org.jspecify.annotations.NullMarked;
