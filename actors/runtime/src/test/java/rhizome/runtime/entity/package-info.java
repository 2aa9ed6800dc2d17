@NullMarked
package rhizome.runtime.entity;

import org.jspecify.annotations.NullMarked;
