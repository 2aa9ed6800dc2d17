/**
 * Real processes of one machine, straight through the kernel's own calls: spawned into sessions of
 * their own, watched by pidfd, signalled and swept as groups. No native code and no helper binary.
 */
@NullMarked
package rhizome.agent.process;

import org.jspecify.annotations.NullMarked;
