/**
 * PURE. The life of one workload on one machine as a table: what arrives, what is remembered, what
 * must be done. No clock, no process, no file is touched here.
 */
@NullMarked
package rhizome.agent.life;

import org.jspecify.annotations.NullMarked;
