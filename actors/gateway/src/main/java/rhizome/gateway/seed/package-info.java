/** The read paths of the seed's daemon, for its explorers and tools (docs/validate/explorer.md). */
@NullMarked
package rhizome.gateway.seed;

import org.jspecify.annotations.NullMarked;
