package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hosts on one machine. Where the kernel lets us, each has a network namespace of its own and a
 * cable to a switch, which is a bridge in another namespace: there is no way out of it. Else they
 * are addresses on loopback, and cables cannot be cut.
 */
public final class Network implements AutoCloseable {

  private static final String BRIDGE = "switch";
  private static final String SUBNET = "10.77.0.";
  private static final String LOOPBACK = "127.0.77.";

  private final Remains remains;
  private final Ground ground;
  private final String spaces;
  private final Map<String, Host> hosts = new TreeMap<>();
  private Links links = Links.WELL;

  private Network(Remains remains, Ground ground) {
    this.remains = remains;
    this.ground = ground;
    this.spaces = remains.name() + "-";
  }

  /** Builds it; what an earlier run left behind, because it was killed, goes first. */
  public static Network open(Path folder, Ground ground, List<String> names) throws IOException {
    Remains.clean(folder);
    Network network = new Network(Remains.of(folder), ground);
    try {
      if (network.isReal()) {
        network.openSwitch();
      }
      for (String name : names) {
        network.addHost(name);
      }
      network.introduce();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void openSwitch() {
    String space = space(BRIDGE);
    Tool.must("ip", "netns", "add", space);
    Tool.must("ip", "-n", space, "link", "add", BRIDGE, "type", "bridge");
    Tool.must("ip", "-n", space, "link", "set", BRIDGE, "up");
  }

  private void addHost(String name) throws IOException {
    int number = hosts.size() + 1;
    Path folder = Files.createDirectories(remains.folder().resolve(name));
    if (!isReal()) {
      hosts.put(name, new Host(name, number, LOOPBACK + number, "", folder));
      return;
    }
    String space = space(name);
    String hub = space(BRIDGE);
    Tool.must("ip", "netns", "add", space);
    Tool.must("ip", "-n", space, "link", "set", "lo", "up");
    Tool.must(
        "ip",
        "link",
        "add",
        "eth0",
        "netns",
        space,
        "address",
        Port.address(number),
        "type",
        "veth",
        "peer",
        "name",
        port(number),
        "netns",
        hub);
    Tool.must("ip", "-n", hub, "link", "set", port(number), "master", BRIDGE, "up");
    Tool.must("ip", "-n", space, "addr", "add", SUBNET + number + "/24", "dev", "eth0");
    Tool.must("ip", "-n", space, "link", "set", "eth0", "up");
    if (canLeak()) {
      Tool.must(Port.open(port(number)), Port.tc(hub));
    }
    hosts.put(name, new Host(name, number, SUBNET + number, space, folder));
  }

  /**
   * Who cannot be heard must not for that become unknown: asking for an address needs both ways.
   */
  private void introduce() {
    if (!isReal()) {
      return;
    }
    for (Host host : hosts.values()) {
      StringBuilder batch = new StringBuilder();
      hosts.values().stream()
          .filter(other -> !other.equals(host))
          .forEach(
              other ->
                  batch.append(
                      "neigh replace %s lladdr %s dev eth0 nud permanent\n"
                          .formatted(other.address(), Port.address(other.number()))));
      Tool.must(batch.toString(), List.of("ip", "-n", host.space(), "-batch", "-"));
    }
  }

  /** Hosts have networks of their own. */
  public boolean isReal() {
    return ground.has(Ground.Ability.NAMESPACES);
  }

  /** Cables can be cut in one direction, lose and clog. */
  public boolean canLeak() {
    return isReal() && ground.has(Ground.Ability.LINKS);
  }

  public Path folder() {
    return remains.folder();
  }

  public Host host(String name) {
    Host host = hosts.get(name);
    if (host == null) {
      throw new IllegalArgumentException("no host " + name + " among " + hosts.keySet());
    }
    return host;
  }

  public List<Host> hosts() {
    return List.copyOf(hosts.values());
  }

  /** In this direction so many of a hundred packets are lost from now on; 0 mends it. */
  public synchronized void lose(String from, String to, int percent) {
    change(links.with(host(from).number(), host(to).number(), percent));
  }

  /** The same in both directions, between each of these and each of those. */
  public synchronized void part(List<String> these, List<String> those, int percent) {
    Links next = links;
    for (String here : these) {
      for (String there : those) {
        next = next.with(host(here).number(), host(there).number(), percent);
        next = next.with(host(there).number(), host(here).number(), percent);
      }
    }
    change(next);
  }

  private void change(Links next) {
    Map<Integer, String> ports = new TreeMap<>();
    hosts.values().forEach(host -> ports.put(host.number(), port(host.number())));
    String batch = links.batch(next, ports);
    if (!batch.isEmpty()) {
      Tool.must(batch, Port.tc(space(BRIDGE)));
    }
    links = next;
  }

  /** Packets to this host queue before a thin pipe; 0 kilobits widen it again. */
  public void clog(String host, int kilobits) {
    String port = port(host(host).number());
    Tool.must(
        kilobits == 0 ? Port.unclog(port) : Port.clog(port, kilobits), Port.tc(space(BRIDGE)));
  }

  /** Pulls the cable of a host at the switch, or puts it in again. */
  public void plug(String host, boolean in) {
    Tool.must(
        "ip", "-n", space(BRIDGE), "link", "set", port(host(host).number()), in ? "up" : "down");
  }

  private String space(String name) {
    return spaces + name;
  }

  private static String port(int number) {
    return "port" + number;
  }

  /** Ends every process on every host, and removes all of it. */
  @Override
  public void close() {
    remains.remove();
  }

  /** All hosts but these. */
  public List<String> others(List<String> names) {
    List<String> others = new ArrayList<>(hosts.keySet());
    others.removeAll(names);
    return others;
  }
}
