package rhizome.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rhizome.agent.process.Proc;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/**
 * An agent with a lease in a JVM of its own, to be stopped and killed: its lease is renewed every
 * 100 ms as long as that JVM runs and a file called {@code renew} is there.
 */
final class Leased implements AutoCloseable {

  static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofMillis(1500), Duration.ofMillis(800));

  private final Process jvm;

  private Leased(Process jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts it.
   *
   * @param scripts what each slot runs; those that begin with a + are shared
   */
  static Leased start(Path root, List<String> scripts) throws IOException {
    Files.writeString(renew(root), "");
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Leased.class.getName(),
                root.toString()));
    command.addAll(scripts);
    Path out = root.resolveSibling("leased.out");
    return new Leased(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .start());
  }

  static Path renew(Path root) {
    return root.resolveSibling("renew");
  }

  static WorkloadId slot(int number) {
    return WorkloadId.parse("shop/web#" + number);
  }

  /** What ran out under one boot, the next begins, and is told everything again. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    AgentSettings settings = AgentSettings.of(root, new NodeId("test"), new Seed(7)).with(TERMS);
    Agent agent = Agent.open(settings, report -> System.out.println(report));
    String jvm = "jvm" + ProcessHandle.current().pid();
    for (int boot = 0; ; boot++) {
      await(root);
      boolean held = agent.renew(jvm + "." + boot, agent.clock().plus(TERMS.lease()));
      for (int i = 1; held && i < args.length; i++) {
        agent.assign(new Assignment(slot(i - 1), 1, specs(args[i]).spec()));
      }
      while (held) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        held =
            !Files.exists(renew(root))
                || agent.renew(jvm + "." + boot, agent.clock().plus(TERMS.lease()));
      }
      System.out.println("Lapsed[" + boot + "]");
    }
  }

  private static void await(Path root) {
    while (!Files.exists(renew(root))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static Specs specs(String script) {
    Specs specs = Specs.shell(script.startsWith("+") ? script.substring(1) : script).attempts(1000);
    return script.startsWith("+") ? specs.shared() : specs;
  }

  long pid() {
    return jvm.pid();
  }

  /** What it said until now, a line each. */
  static List<String> said(Path root) {
    return Stage.text(root.resolveSibling("leased.out")).lines().toList();
  }

  void signal(String name) {
    signal(name, jvm.pid());
  }

  static void signal(String name, long pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -" + name + " " + pid + " ends with " + code);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The guards of this agent. */
  static List<Long> guards(Path root) {
    try {
      return Proc.all().stream()
          .filter(stat -> root.toString().equals(Proc.environment(stat.pid()).get("RHIZOME_GUARD")))
          .filter(Proc.Stat::leads)
          .map(stat -> (long) stat.pid())
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
}
