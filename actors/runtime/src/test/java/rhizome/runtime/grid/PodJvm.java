package rhizome.runtime.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rhizome.kernel.RobotId;
import rhizome.runtime.cluster.JoinRefused;

/**
 * A JVM with the environment of a pod, which tells where the Kubernetes API is: that of this one
 * cannot be changed. It holds a ring, and as a program does what it is told, line by line.
 */
final class PodJvm implements AutoCloseable {

  private static final int SIZE = 8;
  private static final int END_SECONDS_MAX = 60;

  private final Process jvm;
  private final Writer orders;
  private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();
  private int count;

  PodJvm(Path folder, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PodJvm.class.getName(),
            folder.toString());
    builder.environment().putAll(environment);
    jvm = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new OutputStreamWriter(jvm.getOutputStream(), StandardCharsets.UTF_8);
    Thread.ofVirtual().name("pod").start(this::listen);
  }

  /**
   * Has a member join from the i-th place.
   *
   * @return {@code up}, or why not, in one line
   */
  CompletableFuture<String> join(int i, String... lines) throws IOException {
    return order("join " + i + " " + String.join(", ", lines));
  }

  /** How many members the i-th sees up, after the grid answered it about a robot. */
  long up(int i) {
    try {
      return Long.parseLong(order("see " + i).join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized CompletableFuture<String> order(String words) throws IOException {
    String number = Integer.toString(count++);
    CompletableFuture<String> answer = new CompletableFuture<>();
    awaited.put(number, answer);
    orders.write(number + " " + words + "\n");
    orders.flush();
    return answer.orTimeout(END_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private void listen() {
    try (BufferedReader answers = jvm.inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        String[] parts = line.split(" ", 2);
        Objects.requireNonNull(awaited.remove(parts[0]), line).complete(parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      jvm.onExit().orTimeout(END_SECONDS_MAX, TimeUnit.SECONDS).join();
    } finally {
      jvm.destroyForcibly();
    }
  }

  public static void main(String[] args) throws IOException {
    Map<String, Member> members = new ConcurrentHashMap<>();
    try (Ring ring = new Ring(Path.of(args[0]), SIZE);
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        String[] order = line.split(" ", 4);
        Thread.ofPlatform()
            .daemon()
            .start(() -> System.out.println(order[0] + " " + obey(ring, members, order)));
      }
      Runtime.getRuntime().halt(0); // how members leave is looked at elsewhere, and takes seconds
    }
  }

  private static String obey(Ring ring, Map<String, Member> members, String[] order) {
    if (order[1].equals("see")) {
      Member member = Objects.requireNonNull(members.get(order[2]), order[2]);
      return String.valueOf(
          member
              .grid()
              .robot(new RobotId("shop"))
              .thenApply(_ -> Ring.up(member))
              .toCompletableFuture()
              .join());
    }
    try {
      members.put(order[2], ring.join(Integer.parseInt(order[2]), order[3]));
      return "up";
    } catch (JoinRefused e) {
      return String.valueOf(e.getMessage()).replace("\n", " | ");
    }
  }
}
