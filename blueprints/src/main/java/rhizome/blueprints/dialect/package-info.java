/**
 * Documents of other languages: which one a text is of, and what a document of the seeds (ZeroRobot
 * and AYS) says, with its places. Decides what is odd in it; writes nothing.
 */
@NullMarked
package rhizome.blueprints.dialect;

import org.jspecify.annotations.NullMarked;
