/**
 * Who is who on the links of a cluster: a small authority, the credentials it issues, and TLS that
 * takes up new ones without a restart (ADR 0007).
 */
@NullMarked
package rhizome.runtime.tls;

import org.jspecify.annotations.NullMarked;
