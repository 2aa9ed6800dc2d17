package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.launch.Leftovers;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

/**
 * Three control members on a shared journal and nodes that call their gateways, all with
 * certificates of one authority, in a temporary folder.
 */
final class ControlGroup implements AutoCloseable {

  /** Those of control-heal. */
  static final int NODES = 2;

  private static final int SIZE = 3;
  private static final int MEMBER_PORT = 7718;
  private static final int AGENTS_PORT = 7720;
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final Duration DAYS = Duration.ofDays(2);

  private final Path root;
  private final Authority authority;
  private final Path operator;
  private final int size;
  private final List<MemberJvm> members = new ArrayList<>();
  private final List<NodeJvm> nodes = new ArrayList<>();

  /**
   * @param size how many nodes there are
   */
  private ControlGroup(Path root, int size) {
    this.root = root;
    this.size = size;
    this.authority = Authority.init(root.resolve("pki"), Optional.empty());
    this.operator = issue("bench", Role.OPERATOR);
  }

  /** Starts all of it with so many nodes, and returns when all is well. */
  static ControlGroup start(Contact journal, int nodes) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("rhizome-bench").toRealPath();
    try {
      ControlGroup group = new ControlGroup(root, nodes);
      group.begin(journal);
      return group;
    } catch (IOException | InterruptedException | RuntimeException e) {
      new Leftovers(root).clear();
      throw e;
    }
  }

  private void begin(Contact journal) throws IOException, InterruptedException {
    for (int i = 0; i < SIZE; i++) {
      MemberJvm member = member(i, journal);
      members.add(member);
      member.start();
    }
    for (MemberJvm member : members) {
      awaitUp(member);
    }
    for (int i = 1; i <= size; i++) {
      nodes.add(NodeJvm.call(root, "n" + i, addresses(AGENTS_PORT), issue("n" + i, Role.AGENT)));
    }
    awaitWell();
  }

  private MemberJvm member(int i, Contact journal) throws IOException {
    Path data = root.resolve("m" + i);
    List<String> words =
        List.of(
            "join",
            "--data",
            data.toString(), // a word of its own: so Leftovers find it
            "--seed=" + addresses(MEMBER_PORT),
            "--role=control,gateway",
            "--host=" + Loopback.address(i),
            "--port=" + MEMBER_PORT,
            "--agents-port=" + AGENTS_PORT,
            "--management-port=0",
            "--credentials=" + issue("m" + i, Role.MEMBER),
            "--cassandra=" + journal);
    return new MemberJvm(data, words, Store.settings(journal));
  }

  private Path issue(String name, Role role) {
    return authority.issue(new Wanted(name, role, List.of(), DAYS));
  }

  private static String addresses(int port) {
    return IntStream.range(0, SIZE)
        .mapToObj(i -> Loopback.address(i) + ":" + port)
        .collect(Collectors.joining(","));
  }

  /** Waits until a member that was started is inside. */
  void awaitUp(MemberJvm member) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!member.isUp()) {
      refuseLate(begin, "a control member is not up");
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /** Waits until each member sees all members and nodes, and the grid says that it is well. */
  void awaitWell() throws InterruptedException {
    long begin = System.nanoTime();
    for (MemberJvm member : members) {
      GridClient grid = client(member);
      while (!isWell(grid)) {
        refuseLate(begin, "the cluster is not well");
        Thread.sleep(LOOK_INTERVAL);
      }
    }
  }

  private boolean isWell(GridClient grid) {
    try {
      long up =
          membership(grid).stream()
              .filter(one -> one.at("status").text().equals("up") && one.at("reachable").isTrue())
              .count();
      Json status = grid.get("/v1/status");
      return up == SIZE && status.at("nodes").number() == size && status.at("well").isTrue();
    } catch (Trouble _) {
      return false; // not now
    }
  }

  private static void refuseLate(long begin, String what) {
    if (System.nanoTime() - begin > START_MAX.toNanos()) {
      throw new Trouble(ExitCode.TIMED_OUT, "%s after %d s".formatted(what, START_MAX.toSeconds()));
    }
  }

  private static List<Json> membership(GridClient grid) {
    return grid.get("/v1/doctor").at("members").items();
  }

  /** The one that hosts what there is once, the shards' coordinators among it. */
  MemberJvm oldest() throws InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      Optional<MemberJvm> oldest = members.stream().filter(this::isOldest).findFirst();
      if (oldest.isPresent()) {
        return oldest.get();
      }
      refuseLate(begin, "nobody is known to be the oldest");
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  private boolean isOldest(MemberJvm member) {
    try {
      return membership(client(member)).stream()
          .filter(one -> one.at("oldest").isTrue())
          .anyMatch(one -> one.at("address").text().equals(member.address()));
    } catch (Trouble _) {
      return false; // not now
    }
  }

  /** The one that comes after it. */
  MemberJvm next(MemberJvm member) {
    return members.get((members.indexOf(member) + 1) % SIZE);
  }

  GridClient client(MemberJvm member) {
    return member.client(operator);
  }

  List<MemberJvm> members() {
    return List.copyOf(members);
  }

  List<NodeJvm> nodes() {
    return List.copyOf(nodes);
  }

  /** What members and nodes say of themselves. */
  List<Path> logs() {
    return Stream.concat(members.stream().map(MemberJvm::log), nodes.stream().map(NodeJvm::log))
        .toList();
  }

  Path root() {
    return root;
  }

  /** Ends every process that works in its folder, and removes the folder. */
  @Override
  public void close() throws IOException {
    new Leftovers(root).clear();
  }
}
