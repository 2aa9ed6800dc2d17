package rhizome.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** An agent in a JVM of its own, to be killed: run as a program, it says what it reports. */
final class LeftBehind implements AutoCloseable {

  private static final int PLENTY = 1024;

  private final Process jvm;
  private final Path out;

  private LeftBehind(Process jvm, Path out) {
    this.jvm = jvm;
    this.out = out;
  }

  /**
   * Starts it.
   *
   * @param scripts what each slot runs, by {@code /bin/sh}
   */
  static LeftBehind start(Path root, List<String> scripts) throws IOException {
    return start(root, PLENTY, scripts);
  }

  /**
   * Starts it.
   *
   * @param descriptors how many files it may have open
   */
  static LeftBehind start(Path root, int descriptors, List<String> scripts) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "sh",
                "-c",
                "ulimit -n " + descriptors + "; exec \"$0\" \"$@\"",
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:-MaxFDLimit", // leaves the limit as it is
                "-cp",
                System.getProperty("java.class.path"),
                LeftBehind.class.getName(),
                root.toString()));
    command.addAll(scripts);
    Path out = root.resolveSibling("jvm.out");
    return new LeftBehind(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start(),
        out);
  }

  /** What it reported until now, a line each. */
  String said() {
    return Stage.text(out);
  }

  void kill() {
    jvm.destroyForcibly();
    try {
      if (!jvm.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the JVM does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  static WorkloadId slot(int number) {
    return WorkloadId.parse("shop/web#" + number);
  }

  public static void main(String[] args) throws Exception {
    AgentSettings settings = AgentSettings.of(Path.of(args[0]), new NodeId("test"), new Seed(7));
    Agent agent = Agent.open(settings, LeftBehind::hear);
    for (int i = 1; i < args.length; i++) {
      agent.assign(new Assignment(slot(i - 1), 1, Specs.shell(args[i]).attempts(1000).spec()));
    }
    Thread.currentThread().join(); // until it is killed
  }

  private static void hear(Report report) {
    System.out.println(report);
  }
}
