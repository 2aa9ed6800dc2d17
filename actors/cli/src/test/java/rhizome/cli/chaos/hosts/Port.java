package rhizome.cli.chaos.hosts;

import java.util.List;
import rhizome.cli.chaos.hosts.Links.Leak;

/**
 * Where the switch hands packets on to a host, in words of tc(8). What shall be lost is sorted by
 * classic BPF into a class that ends in a blackhole; netem, which would do the same, is a module
 * that small kernels lack. A classifier sees who sent a frame by the number in its address.
 */
final class Port {

  private static final String OPEN_RATE = "10gbit";

  /** Ancillary data of classic BPF: SKF_AD_OFF + SKF_AD_RANDOM of linux/filter.h. */
  private static final long RANDOM = (1L << 32) - 0x1000 + 56;

  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int ANSWER = 0x06;
  private static final long MATCH = 0xFFFFFFFFL;

  private static final int ADDRESS_HEAD = 0x025A;
  private static final long ADDRESS_TAIL = 0x43000000L;
  private static final int SOURCE_OFFSET = 6;

  private Port() {}

  /** Ethernet address of a host; locally administered. */
  static String address(int host) {
    return "02:5a:43:00:%02x:%02x".formatted(host >> 8, host & 0xFF);
  }

  static List<String> tc(String space) {
    return List.of("ip", "netns", "exec", space, "tc", "-batch", "-");
  }

  /** Everything goes through, as fast as it comes. */
  static String open(String port) {
    return """
    qdisc add dev %1$s root handle 1: htb default 1 r2q 100000
    class add dev %1$s parent 1: classid 1:1 htb rate %2$s quantum 60000
    class add dev %1$s parent 1: classid 1:2 htb rate %2$s quantum 60000
    qdisc add dev %1$s parent 1:2 blackhole
    """
        .formatted(port, OPEN_RATE);
  }

  static String add(String port, Leak leak) {
    return "filter add dev %s parent 1: protocol all prio %d bpf bytecode \"%s\" classid 1:2\n"
        .formatted(port, leak.from(), program(leak));
  }

  static String drop(String port, int from) {
    return "filter del dev %s parent 1: prio %d\n".formatted(port, from);
  }

  /** So slow that packets queue; the kernel keeps a thousand of them. */
  static String clog(String port, int kilobits) {
    return "class change dev %s parent 1: classid 1:1 htb rate %dkbit quantum 60000\n"
        .formatted(port, kilobits);
  }

  static String unclog(String port) {
    return "class change dev %s parent 1: classid 1:1 htb rate %s quantum 60000\n"
        .formatted(port, OPEN_RATE);
  }

  private static String program(Leak leak) {
    long threshold = (1L << 32) * leak.percent() / Links.ALL;
    boolean all = leak.percent() == Links.ALL;
    List<String> lines =
        all
            ? List.of(
                line(LOAD_HALF, 0, 0, SOURCE_OFFSET),
                line(JUMP_IF_EQUAL, 0, 3, ADDRESS_HEAD),
                line(LOAD_WORD, 0, 0, SOURCE_OFFSET + 2),
                line(JUMP_IF_EQUAL, 0, 1, ADDRESS_TAIL + leak.from()),
                line(ANSWER, 0, 0, MATCH),
                line(ANSWER, 0, 0, 0))
            : List.of(
                line(LOAD_HALF, 0, 0, SOURCE_OFFSET),
                line(JUMP_IF_EQUAL, 0, 5, ADDRESS_HEAD),
                line(LOAD_WORD, 0, 0, SOURCE_OFFSET + 2),
                line(JUMP_IF_EQUAL, 0, 3, ADDRESS_TAIL + leak.from()),
                line(LOAD_WORD, 0, 0, RANDOM),
                line(JUMP_IF_AT_LEAST, 1, 0, threshold),
                line(ANSWER, 0, 0, MATCH),
                line(ANSWER, 0, 0, 0));
    return lines.size() + "," + String.join(",", lines);
  }

  private static String line(int code, int whenTrue, int whenFalse, long operand) {
    return "%d %d %d %d".formatted(code, whenTrue, whenFalse, operand);
  }
}
