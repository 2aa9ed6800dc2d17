/** What programs print: bounded in size without ever standing between a program and its file. */
@NullMarked
package rhizome.agent.logs;

import org.jspecify.annotations.NullMarked;
