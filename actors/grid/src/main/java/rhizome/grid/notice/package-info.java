/** What people are told without having asked: notices, told once, gathered into letters. */
@NullMarked
package rhizome.grid.notice;

import org.jspecify.annotations.NullMarked;
