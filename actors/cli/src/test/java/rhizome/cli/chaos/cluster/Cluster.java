package rhizome.cli.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import rhizome.cli.chaos.hosts.Boot;
import rhizome.cli.chaos.hosts.Clocks;
import rhizome.cli.chaos.hosts.Network;
import rhizome.cli.chaos.hosts.Tool;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.JsonText;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.JavaCommand;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;

/** A grid as processes on hosts, each of which can be started, killed, held and let go. */
public final class Cluster {

  private static final List<String> QUESTIONS =
      List.of("/v1/status", "/v1/doctor", "/v1/nodes", "/v1/robots", "/v1/workloads");

  private static final Duration ANSWER_MAX = Duration.ofSeconds(8);
  private static final Duration BOOT_MAX = Duration.ofMinutes(1);
  private static final Duration BOOT_LOOK_INTERVAL = Duration.ofMillis(500);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
  private static final int END_SECONDS_MAX = 20;

  private record Running(Process process, long since) {}

  private final Network network;
  private final Roles roles;
  private final Optional<Clocks> clocks;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Set<String> doomed = ConcurrentHashMap.newKeySet();

  public Cluster(Network network, Roles roles, Optional<Clocks> clocks) {
    this.network = network;
    this.roles = roles;
    this.clocks = clocks;
  }

  public Network network() {
    return network;
  }

  public Roles roles() {
    return roles;
  }

  /** Starts a member; again, if it ran before and does no more. */
  public synchronized void start(Member member) throws IOException {
    if (isRunning(member)) {
      return;
    }
    if (members.put(member.name(), member) == null) {
      roles.prepare(member);
    }
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(JavaCommand.line(Background.SHORT_LIVED, roles.words(member)));
    ProcessBuilder builder =
        new ProcessBuilder(member.host().inside(line))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(member).toFile()))
            .redirectErrorStream(true);
    builder.environment().putAll(member.host().environment());
    builder.environment().putAll(roles.environment(member));
    if (clocks.isPresent()) {
      builder.environment().putAll(clocks.get().environment(dial(member)));
    }
    Process process = builder.start();
    running.put(member.name(), new Running(process, System.nanoTime()));
    doomed.remove(member.name());
    Boot.begins(process);
    Thread.ofPlatform()
        .daemon()
        .name("boot-of-" + member.name())
        .start(() -> boots(member, process));
  }

  private void boots(Member member, Process process) {
    long end = System.nanoTime() + BOOT_MAX.toNanos();
    ProcessHandle works = process.toHandle();
    try {
      while (process.isAlive() && !isUp(member) && System.nanoTime() < end) {
        works = heart(member);
        Boot.goesOn(works);
        Thread.sleep(BOOT_LOOK_INTERVAL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      Boot.isOver(process.toHandle());
      Boot.isOver(works);
    }
  }

  private boolean isUp(Member member) {
    try {
      return switch (member.role()) {
        case STORE -> isOpen(member);
        case CONTROL -> ask(member, grid -> grid.get("/v1/status")) != null;
        case NODE -> isOnline(member);
      };
    } catch (Trouble _) {
      return false;
    }
  }

  private static boolean isOpen(Member store) {
    InetSocketAddress place = new InetSocketAddress(store.host().address(), Clustered.STORE_PORT);
    try {
      return store
          .host()
          .visit(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(place, (int) ANSWER_MAX.toMillis());
                  return true;
                }
              });
    } catch (Exception _) {
      return false; // refuses, or is silent
    }
  }

  /** The file that sets the clock of a member's host. */
  public Path dial(Member member) throws IOException {
    Path dial = member.host().folder().resolve("clock");
    return Files.exists(dial) ? dial : clocks.orElseThrow().dial(dial);
  }

  public Path log(Member member) {
    return member.host().folder().resolve(member.name() + ".log");
  }

  /** Puts what every member has said into a folder, for those who ask why. */
  public void keepLogs(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Member member : List.copyOf(members.values())) {
      Path kept = folder.resolve(member.name() + ".log");
      Files.copy(log(member), kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * What control members answer when nobody knows what is wrong; their threads go to their logs.
   */
  public void question(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Member control : members(Role.CONTROL)) {
      List<String> said = new ArrayList<>();
      QUESTIONS.forEach(path -> said.add(path + "\n" + answer(control, path) + "\n"));
      Files.write(folder.resolve(control.name() + ".answers"), said);
      if (isRunning(control)) {
        signal(control, "QUIT");
      }
    }
  }

  private String answer(Member control, String path) {
    try {
      return JsonText.compact(ask(control, grid -> grid.get(path)));
    } catch (Trouble e) {
      return String.valueOf(e.getMessage());
    }
  }

  public synchronized boolean isRunning(Member member) {
    Running now = running.get(member.name());
    return now != null && now.process.isAlive();
  }

  public synchronized List<Member> members(Role role) {
    return members.values().stream().filter(member -> member.role() == role).toList();
  }

  public synchronized List<Member> membersOn(String host) {
    return members.values().stream().filter(one -> one.host().name().equals(host)).toList();
  }

  public Member member(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException("no member " + name + " among " + members.keySet());
    }
    return member;
  }

  /** The control member that runs longest: it hosts the coordinator of the shards. */
  public synchronized Member oldestControl() {
    return members(Role.CONTROL).stream()
        .filter(this::isRunning)
        .min(Comparator.comparingLong(this::since))
        .orElseThrow(() -> new IllegalStateException("no control member runs"));
  }

  private long since(Member member) {
    Running now = running.get(member.name());
    return now == null ? Long.MAX_VALUE : now.since;
  }

  /** {@code kill -9} of its JVM and of nothing else. */
  public void kill(Member member) throws InterruptedException {
    doom(member);
    heart(member).destroyForcibly();
    if (!process(member).waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException(member.name() + " survives kill -9");
    }
  }

  /** Somebody ends it: until it is started again its end is no failure of its own. */
  public void doom(Member member) {
    doomed.add(member.name());
  }

  private boolean hasFailed(Member member) {
    return !isRunning(member) && !doomed.contains(member.name());
  }

  /** What an operator or systemd would do; killed when it takes too long. */
  public void end(Member member) throws InterruptedException {
    doom(member);
    Process process = process(member);
    process.destroy();
    if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
      kill(member);
    }
  }

  public void signal(Member member, String signal) {
    Tool.run("kill", "-" + signal, Long.toString(heart(member).pid()));
  }

  /** The process that does the work: Cassandra itself, not who started it. */
  private ProcessHandle heart(Member member) {
    ProcessHandle started = process(member).toHandle();
    if (member.role() != Role.STORE) {
      return started;
    }
    try {
      return CassandraServer.running(roles.data(member), ServerSettings.usual())
          .flatMap(server -> ProcessHandle.of(server.pid()))
          .orElse(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Process process(Member member) {
    Running now = running.get(member.name());
    if (now == null) {
      throw new IllegalArgumentException(member.name() + " was never started");
    }
    return now.process;
  }

  /**
   * Asks the API, each time on the host of another control member that runs.
   *
   * @throws Trouble if it does not answer, or does not want to
   */
  public <T> T ask(Function<GridClient, T> question) {
    List<Member> controls = members(Role.CONTROL).stream().filter(this::isRunning).toList();
    if (controls.isEmpty()) {
      throw new Trouble(ExitCode.UNREACHABLE, "no control member runs to be asked");
    }
    return ask(controls.get(Math.floorMod(turn.getAndIncrement(), controls.size())), question);
  }

  private <T> T ask(Member control, Function<GridClient, T> question) {
    try {
      return control
          .host()
          .visit(() -> question.apply(GridClient.of(roles.data(control)).within(ANSWER_MAX)));
    } catch (Trouble e) {
      throw e;
    } catch (Exception e) {
      throw new Trouble(ExitCode.FAILED, "not asked: " + e);
    }
  }

  /** Waits for Cassandra with its tables. */
  public void awaitStore(Member store, Duration max) throws InterruptedException {
    await("Cassandra answers", max, () -> said(store).contains("keyspace"));
  }

  private String said(Member member) {
    try {
      return Files.readString(log(member));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the API of every control member, also of one that others end and start again. */
  public void awaitControls(Duration max) throws InterruptedException {
    for (Member control : members(Role.CONTROL)) {
      awaitControl(control, max);
    }
  }

  public void awaitControl(Member control, Duration max) throws InterruptedException {
    await(
        control.name() + " answers, or has ended",
        max,
        () -> hasFailed(control) || ask(control, grid -> grid.get("/v1/status")) != null);
    mustNotFail(control);
  }

  public void awaitOnline(Member node, Duration max) throws InterruptedException {
    await(node.name() + " is online, or ended", max, () -> hasFailed(node) || isOnline(node));
    mustNotFail(node);
  }

  private void mustNotFail(Member member) {
    if (hasFailed(member)) {
      throw new AssertionError(member.name() + " has ended: " + said(member));
    }
  }

  public boolean isOnline(Member node) {
    return ask(grid -> grid.get("/v1/nodes")).at("nodes").items().stream()
        .filter(one -> one.at("name").text().equals(node.name()))
        .anyMatch(one -> one.at("condition").text().equals("online"));
  }

  /** A question that may be asked too early. */
  public interface Condition {
    boolean holds();
  }

  /** Waits until it holds; trouble on the way means not yet. */
  public void await(String what, Duration max, Condition condition) throws InterruptedException {
    Optional<String> why = missing(max, condition);
    if (why.isPresent()) {
      throw new AssertionError(
          "not within %d s: %s; at last %s".formatted(max.toSeconds(), what, why.get()));
    }
  }

  /** Whether it came to hold in time. */
  public boolean holds(Duration max, Condition condition) throws InterruptedException {
    return missing(max, condition).isEmpty();
  }

  /** Why it did not come to hold in time; nothing if it did. */
  private Optional<String> missing(Duration max, Condition condition) throws InterruptedException {
    String why = "it was not so";
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < max.toNanos()) {
      try {
        if (condition.holds()) {
          return Optional.empty();
        }
        why = "it was not so";
      } catch (Trouble e) {
        why = String.valueOf(e.getMessage());
      }
      Thread.sleep(LOOK_INTERVAL);
    }
    return Optional.of(why);
  }
}
