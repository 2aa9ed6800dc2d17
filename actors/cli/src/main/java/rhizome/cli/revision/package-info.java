/** What a blueprint has said over time: its revisions, what differs, and the way back. */
@NullMarked
package rhizome.cli.revision;

import org.jspecify.annotations.NullMarked;
