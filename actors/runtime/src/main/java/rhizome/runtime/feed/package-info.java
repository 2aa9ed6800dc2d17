/** What happens on all control members, gathered where somebody watches. */
@NullMarked
package rhizome.runtime.feed;

import org.jspecify.annotations.NullMarked;
