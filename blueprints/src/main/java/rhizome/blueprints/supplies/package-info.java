/**
 * What a workload is given beside its program: files, folders that outlive it, and secrets by
 * reference (ADR 0022).
 */
@NullMarked
package rhizome.blueprints.supplies;

import org.jspecify.annotations.NullMarked;
