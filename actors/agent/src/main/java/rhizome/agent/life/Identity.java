package rhizome.agent.life;

/**
 * Which process is meant, beyond doubt: pids come round again, but never with the same start tick
 * in the same boot.
 *
 * @param startTicks field 22 of /proc/PID/stat
 * @param boot /proc/sys/kernel/random/boot_id
 */
public record Identity(int pid, long startTicks, String boot) {}
