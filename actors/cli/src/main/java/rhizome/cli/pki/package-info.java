/** {@code rhizome pki}: a small certificate authority for those who have none (ADR 0007). */
@NullMarked
package rhizome.cli.pki;

import org.jspecify.annotations.NullMarked;
