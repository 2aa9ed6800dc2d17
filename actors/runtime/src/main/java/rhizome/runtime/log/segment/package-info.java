/**
 * A log of records in segment files, which knows nothing of what they mean: one writer, one force
 * for each group, and damage that is found and named (ADR 0038).
 */
@NullMarked
package rhizome.runtime.log.segment;

import org.jspecify.annotations.NullMarked;
