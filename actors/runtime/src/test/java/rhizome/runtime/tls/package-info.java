/** Real keys, real files and real handshakes on loopback. */
@NullMarked
package rhizome.runtime.tls;

import org.jspecify.annotations.NullMarked;
