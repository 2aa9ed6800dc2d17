package rhizome.runtime.cassandra.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import rhizome.runtime.cassandra.Contact;

/**
 * One Apache Cassandra as a process of its own, made of its Maven artifact, on a folder that keeps
 * its data from start to start. It is the real thing, alone or one of several: for tests and for
 * trying a cluster. Whoever relies on one sets it up by its own manual.
 */
public final class CassandraServer implements AutoCloseable {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
  private static final int TAIL_LINES = 8;

  private final ServerFiles files;
  private final ServerSettings settings;
  private final ProcessHandle process;

  private CassandraServer(ServerFiles files, ServerSettings settings, ProcessHandle process) {
    this.files = files;
    this.settings = settings;
    this.process = process;
  }

  /** What is to be started, and who is told how far it is. */
  public record Order(
      Path folder,
      Path cache,
      ServerSettings settings,
      boolean outlivesUs,
      Config driver,
      Consumer<String> progress) {

    /** One that ends with this process, and says nothing. */
    public static Order of(Path folder, Path cache, ServerSettings settings, Config driver) {
      return new Order(folder, cache, settings, false, driver, _ -> {});
    }
  }

  /**
   * Starts it, and returns when it answers.
   *
   * @throws Unavailable if this machine lacks what it needs, or it does not start
   */
  public static CassandraServer start(Order order)
      throws Unavailable, IOException, InterruptedException {
    Path folder = order.folder.toAbsolutePath().normalize();
    Optional<RunningFile> running = RunningFile.read(folder);
    if (running.flatMap(RunningFile::process).isPresent()) {
      throw new Unavailable(
          Unavailable.Reason.NOT_STARTED,
          "%s is served already by process %d at %s"
              .formatted(folder, running.get().pid(), running.get().point()));
    }
    Path java = Jdk17.find(System.getenv(), Path.of(System.getProperty("user.home")));
    order.progress.accept("getting the jars of Cassandra by Maven");
    List<Path> jars = ClassPath.byMaven(order.cache, order.settings.limits().download()).resolve();
    ServerSettings settings = withPorts(order.settings);
    ServerFiles files = new ServerFiles(folder);
    files.write(settings);
    List<String> words = new ServerCommand(java, jars, settings, files).words();
    order.progress.accept("starting it");
    CassandraServer server =
        new CassandraServer(files, settings, launch(words, files, order.outlivesUs));
    try {
      RunningFile.of(server.process, server.point()).write(folder);
      server.await(server.contact().with(order.driver));
    } catch (Unavailable | IOException | InterruptedException | RuntimeException e) {
      server.kill();
      throw e;
    }
    return server;
  }

  /** Gets its jars, so that a start with the same cache needs no network. */
  public static void fetch(Path cache, Duration timeout)
      throws Unavailable, IOException, InterruptedException {
    var _ = Jdk17.find(System.getenv(), Path.of(System.getProperty("user.home")));
    ClassPath.byMaven(cache, timeout).resolve();
  }

  /** The one that serves {@code folder} now, whoever started it. */
  public static Optional<CassandraServer> running(Path folder, ServerSettings settings)
      throws IOException {
    Path real = folder.toAbsolutePath().normalize();
    Optional<RunningFile> file = RunningFile.read(real);
    if (file.isEmpty() || file.get().process().isEmpty()) {
      return Optional.empty();
    }
    String point = file.get().point();
    int colon = point.lastIndexOf(':');
    ServerSettings known =
        settings.at(point.substring(0, colon), Integer.parseInt(point.substring(colon + 1)));
    return Optional.of(
        new CassandraServer(new ServerFiles(real), known, file.get().process().orElseThrow()));
  }

  private static ProcessHandle launch(List<String> words, ServerFiles files, boolean outlivesUs)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (outlivesUs) {
      line.add("setsid"); // execs at once: the pid is that of the JVM
    }
    line.addAll(words);
    Files.deleteIfExists(files.log());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(files.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(files.log().toFile())
            .redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start().toHandle();
  }

  private static ServerSettings withPorts(ServerSettings settings) throws Unavailable {
    int cql = portOn(settings.host(), settings.cqlPort());
    int storage = portOn(settings.host(), settings.place().storagePort());
    return settings.onPorts(cql, storage);
  }

  /** That port, or any free one for 0; another process may still be quicker to take it. */
  private static int portOn(String host, int wanted) throws Unavailable {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Unavailable(
          Unavailable.Reason.NOT_STARTED,
          "Cassandra cannot listen on %s:%d: %s".formatted(host, wanted, e.getMessage()));
    }
  }

  private void await(Contact contact) throws Unavailable, IOException, InterruptedException {
    long begin = System.nanoTime();
    String last = "";
    while (true) {
      if (!process.isAlive()) {
        throw new Unavailable(
            Unavailable.Reason.NOT_STARTED, "Cassandra ended while it started:\n" + tail());
      }
      if (listens()) {
        try (CqlSession _ = connected(contact)) {
          return;
        } catch (ExecutionException | TimeoutException e) {
          last = ", and to a client: " + e.getMessage();
        }
      }
      if (System.nanoTime() - begin > settings.limits().start().toNanos()) {
        throw new Unavailable(
            Unavailable.Reason.NOT_STARTED,
            "Cassandra does not answer after %d s; its last words are in %s%s"
                .formatted(settings.limits().start().toSeconds(), files.log(), last));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
    }
  }

  private static CqlSession connected(Contact contact)
      throws ExecutionException, TimeoutException, InterruptedException {
    Duration patience = Duration.ofSeconds(10);
    return contact
        .connect(patience)
        .toCompletableFuture()
        .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.host(), settings.cqlPort()), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String tail() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(files.log()), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** Where clients find it; with TLS they need a certificate besides. */
  public Contact contact() {
    return Contact.at(point());
  }

  private String point() {
    boolean six = settings.host().contains(":");
    return (six ? "[" + settings.host() + "]" : settings.host()) + ":" + settings.cqlPort();
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return files.log();
  }

  /** What it was started with, its ports known; the same again starts it on the same address. */
  public ServerSettings settings() {
    return settings;
  }

  /** Done when the process has ended, however it came to that. */
  public CompletableFuture<?> ended() {
    return process.onExit();
  }

  /** Holds it still: connections stay, and nobody is answered until {@link #resume}. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("process " + pid() + " cannot be sent SIG" + name);
    }
  }

  /** As a loss of power would, except that the disk keeps what it was given. */
  public void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    awaitEnd();
    RunningFile.remove(files.folder());
  }

  /** Ends it in good order, or by force when that takes too long; its data stay. */
  public void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
    RunningFile.remove(files.folder());
  }

  private boolean awaitEnd() throws InterruptedException {
    try {
      process.onExit().get(settings.limits().stop().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit cannot fail", e);
    }
  }

  /** As {@link #stop}. */
  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
