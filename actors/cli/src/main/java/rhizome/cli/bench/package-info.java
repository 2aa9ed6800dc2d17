/** Benchmarks in one form: a table for people, one JSON object for machines. */
@NullMarked
package rhizome.cli.bench;

import org.jspecify.annotations.NullMarked;
