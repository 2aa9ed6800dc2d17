package rhizome.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.MemberFile;
import rhizome.cli.exit.Trouble;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;
import rhizome.house.FreePorts;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.journal.SharedStore;

/** A real cluster, each member a JVM of its own; their journal is served by this one. */
final class ClusterProcess implements AutoCloseable {

  private static final int PORTS_EACH = 2;

  /** Six JVMs on a small machine may not answer for seconds, and who is untouched is asked here. */
  private static final String PATIENT = "\nrhizome.grid.lease = 15s\n";

  private final Path root;
  private final SharedStore store = SharedStore.open();
  private final List<Integer> ports;
  private final List<Process> processes = new ArrayList<>();
  private final int size;

  ClusterProcess(Path folder, int size) throws IOException {
    this.root = folder.toRealPath();
    this.size = size;
    this.ports = FreePorts.pick(size * PORTS_EACH);
    Path keys = Files.createDirectories(root.resolve("keys"));
    MemberKeys.open(keys);
    for (int i = 0; i < size; i++) {
      Files.createDirectories(data(i));
      Files.writeString(data(i).resolve("rhizome.conf"), store.text() + PATIENT);
      processes.add(new ProcessBuilder("true").start());
    }
  }

  Path data(int i) {
    return root.resolve("m" + i);
  }

  String address(int i) {
    return "127.0.0.1:" + ports.get(i);
  }

  String seeds() {
    return IntStream.range(0, size).mapToObj(this::address).collect(Collectors.joining(","));
  }

  /** The words of {@code rhizome join} for the i-th place. */
  List<String> words(int i, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "join",
                "--data",
                data(i).toString(),
                "--credentials",
                root.resolve("keys").toString(),
                "--port",
                ports.get(i).toString(),
                "--management-port",
                ports.get(size + i).toString(),
                "--api-port",
                "0",
                "--name",
                "n" + i,
                "--cpu",
                "2",
                "--memory",
                "1GiB"));
    words.addAll(List.of(more));
    return words;
  }

  /** Starts the i-th member with all roles, without waiting for it. */
  void start(int i) throws IOException {
    start(i, "control,node,gateway");
  }

  /** The same with roles of its own. */
  void start(int i, String roles) throws IOException {
    List<String> words = words(i, "--seed", seeds(), "--role", roles);
    processes.set(i, Background.start(Background.SHORT_LIVED, words, log(i)).process());
  }

  void awaitUp(int i) throws InterruptedException {
    try {
      GridProcess.await("member %d is up".formatted(i), () -> isUp(i));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; it says " + logged(i), e);
    }
  }

  private boolean isUp(int i) {
    return MemberFile.read(data(i)).filter(file -> file.pid() == process(i).pid()).isPresent();
  }

  void startAll() throws IOException, InterruptedException {
    for (int i = 0; i < size; i++) {
      start(i);
    }
    for (int i = 0; i < size; i++) {
      awaitUp(i);
    }
  }

  Process process(int i) {
    return processes.get(i);
  }

  Path log(int i) {
    return data(i).resolve("member.log");
  }

  String logged(int i) {
    try {
      return Files.exists(log(i)) ? Files.readString(log(i)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The oldest member as another sees it: the host of every shard coordinator. */
  int oldest(int asked) {
    String address =
        client(asked).get("/v1/doctor").at("members").items().stream()
            .filter(member -> member.at("oldest").isTrue())
            .map(member -> member.at("address").text())
            .findFirst()
            .orElseThrow();
    return IntStream.range(0, size)
        .filter(i -> address.endsWith(address(i)))
        .findFirst()
        .orElseThrow();
  }

  /** How many members are up and reachable, as one of them sees it. */
  long up(int asked) {
    try {
      return client(asked).get("/v1/doctor").at("members").items().stream()
          .filter(m -> m.at("status").text().equals("up") && m.at("reachable").isTrue())
          .count();
    } catch (Trouble _) {
      return 0; // not now
    }
  }

  /** How many members there are, dead ones that nobody has removed among them. */
  int members(int asked) {
    try {
      return client(asked).get("/v1/doctor").at("members").items().size();
    } catch (Trouble _) {
      return 0; // not now
    }
  }

  GridClient client(int i) {
    return GridClient.of(data(i));
  }

  Said run(int i, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data(i).toString()));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  /** The status of the member's own health check; 0 when nobody answers. */
  int health(int i, String path) {
    Optional<MemberFile> file = MemberFile.read(data(i));
    if (file.isEmpty()) {
      return 0;
    }
    try {
      URI uri = URI.create("http://" + file.get().management() + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode();
    } catch (IOException _) {
      return 0;
    }
  }

  void signal(int i, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process(i).pid())).start().waitFor();
  }

  boolean ends(int i, int seconds) throws InterruptedException {
    return process(i).waitFor(seconds, TimeUnit.SECONDS);
  }

  /** The processes of the workloads that the i-th member's agent holds. */
  List<Long> workloads(int i) {
    return new Leftovers(data(i)).workloads().stream().map(ProcessHandle::pid).sorted().toList();
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    try {
      new Leftovers(root).kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
