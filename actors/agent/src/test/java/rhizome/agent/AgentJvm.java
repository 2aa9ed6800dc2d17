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

/** An agent in a JVM of its own, to be stopped and killed; as a program it says what it reports. */
final class AgentJvm implements AutoCloseable {

  static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofMillis(1500), Duration.ofMillis(800));

  private static final int PLENTY = 1024;

  private final Process jvm;

  private AgentJvm(Process jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts one without a lease.
   *
   * @param scripts what each slot runs, by {@code /bin/sh}; those that begin with a + are shared
   */
  static AgentJvm start(Path root, List<String> scripts) throws IOException {
    return start(root, PLENTY, scripts);
  }

  /**
   * Starts one without a lease.
   *
   * @param descriptors how many files it may have open
   */
  static AgentJvm start(Path root, int descriptors, List<String> scripts) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$0\" \"$@\""));
    command.addAll(java());
    command.add("-XX:-MaxFDLimit"); // leaves the limit as it is
    return run(command, root, Life.FREE, scripts);
  }

  /**
   * Starts one with a lease, renewed every 100 ms as long as that JVM runs and a file called {@code
   * renew} is there.
   *
   * @param scripts what each slot runs, by {@code /bin/sh}; those that begin with a + are shared
   */
  static AgentJvm lease(Path root, List<String> scripts) throws IOException {
    Files.writeString(renew(root), "");
    return run(java(), root, Life.LEASED, scripts);
  }

  private static List<String> java() {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m");
  }

  private static AgentJvm run(List<String> java, Path root, Life life, List<String> scripts)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            AgentJvm.class.getName(),
            life.name(),
            root.toString()));
    command.addAll(scripts);
    return new AgentJvm(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out(root).toFile()))
            .start());
  }

  private static Path out(Path root) {
    return root.resolveSibling("jvm.out");
  }

  static Path renew(Path root) {
    return root.resolveSibling("renew");
  }

  static WorkloadId slot(int number) {
    return WorkloadId.parse("shop/web#" + number);
  }

  private enum Life {
    FREE,
    LEASED
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]);
    AgentSettings settings = AgentSettings.of(root, new NodeId("test"), new Seed(7));
    List<String> scripts = List.of(args).subList(2, args.length);
    switch (Life.valueOf(args[0])) {
      case FREE -> {
        assign(open(settings), scripts);
        Thread.currentThread().join(); // until it is killed
      }
      case LEASED -> renew(open(settings.with(TERMS)), root, scripts);
    }
  }

  /** What ran out under one boot, the next begins, and is told everything again. */
  private static void renew(Agent agent, Path root, List<String> scripts) {
    String jvm = "jvm" + ProcessHandle.current().pid();
    for (int boot = 0; ; boot++) {
      await(root);
      boolean held = agent.renew(jvm + "." + boot, agent.clock().plus(TERMS.lease()));
      if (held) {
        assign(agent, scripts);
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

  private static Agent open(AgentSettings settings) throws Exception {
    return Agent.open(settings, report -> System.out.println(report));
  }

  private static void assign(Agent agent, List<String> scripts) {
    for (int i = 0; i < scripts.size(); i++) {
      agent.assign(new Assignment(slot(i), 1, specs(scripts.get(i)).spec()));
    }
  }

  private static Specs specs(String script) {
    Specs specs = Specs.shell(script.startsWith("+") ? script.substring(1) : script).attempts(1000);
    return script.startsWith("+") ? specs.shared() : specs;
  }

  private static void await(Path root) {
    while (!Files.exists(renew(root))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  long pid() {
    return jvm.pid();
  }

  /** What it and those before it said until now, a line each. */
  static List<String> said(Path root) {
    return Stage.text(out(root)).lines().toList();
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
