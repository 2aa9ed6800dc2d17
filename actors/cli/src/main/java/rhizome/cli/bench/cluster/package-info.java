/** Benchmarks of many processes: a control member in a JVM of its own, measured from outside. */
@NullMarked
package rhizome.cli.bench.cluster;

import org.jspecify.annotations.NullMarked;
