package rhizome.cli.bench.cluster;

/**
 * Addresses of this machine that no other process of it takes for its own, because this process's
 * number is in them: so members listen on their usual ports, and find them free again after a kill.
 */
final class Loopback {

  private static final int NUMBER_MAX = 14;

  private Loopback() {}

  static String address(int number) {
    return address(ProcessHandle.current().pid(), number);
  }

  static String address(long pid, int number) {
    if (number < 0 || number > NUMBER_MAX - 1) {
      throw new IllegalArgumentException("addresses are numbered 0 to " + (NUMBER_MAX - 1));
    }
    // One more, so that the last byte is never that of a network.
    return "127.%d.%d.%d"
        .formatted(pid >> 12 & 0xff, pid >> 4 & 0xff, (pid & 0xf) << 4 | (number + 1));
  }
}
