package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.house.FreePorts;
import rhizome.kernel.WorkloadId;

class ProbingTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String JWEBSERVER =
      Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();

  @TempDir Path root;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(root);
    stage.with(stage.settings().with(new AgentLimits(10 << 20, 3, 100, 24_000, 24_999)));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void aServerIsReadyWhenItAnswersAndStillThereAfterARestartOnTheSamePort() throws Exception {
    Specs server =
        Specs.of(JWEBSERVER, "-p", "${ports.http}")
            .ports(new Port("http", Port.AUTO))
            .probe(new Probe.Http("http", "/"), Duration.ofSeconds(5), LONG);
    stage.assign(WEB, 1, server);
    Report.Started first = stage.started(1);
    stage.await(Report.Ready.class);
    Stage.kill(first.pid());
    stage.await(Report.Ready.class, ready -> ready.incarnation() == 2);
    assertThat(stage.started(2).ports()).isEqualTo(first.ports());
    assertThat(first.ports().get("http")).isBetween(24_000, 24_999);
    assertThat(stage.agent().inventory()).extracting(Held::phase).containsExactly(Held.Phase.READY);
  }

  @Test
  void whatStopsAnsweringIsToldUnreadyAndRestarted() throws Exception {
    Path well = Files.createFile(root.resolve("well"));
    Probe probe = new Probe.Command(List.of("test", "-e", well.toString()));
    stage.assign(WEB, 1, Specs.sleeper().probe(probe, LONG, LONG));
    Report.Started first = stage.started(1);
    stage.await(Report.Ready.class);
    Files.delete(well);
    assertThat(stage.await(Report.Unready.class).reason())
        .isEqualTo("the probe's command ended with exit code 1");
    assertThat(stage.await(Report.Restarting.class).exit())
        .isEqualTo(new Exit.Unhealthy("the probe's command ended with exit code 1"));
    stage.started(2);
    assertThat(Stage.alive(first.pid())).isFalse();
    Files.createFile(well);
    stage.await(Report.Ready.class, ready -> ready.incarnation() == 2);
  }

  @Test
  void aHangingCommandIsKilledAtItsDeadlineWithAllItStarted() throws Exception {
    Path pids = root.resolve("pids");
    String hang = "sleep 1000000 & echo $! $$ >> " + pids + "; wait";
    Probe probe = new Probe.Command(List.of("/bin/sh", "-c", hang));
    stage.assign(WEB, 1, Specs.sleeper().probe(probe, SHORT, Duration.ZERO).attempts(0));
    stage.await(Report.Unready.class);
    List<Long> seen =
        Stage.text(pids)
            .lines()
            .flatMap(line -> java.util.stream.Stream.of(line.split(" ", -1)))
            .map(Long::valueOf)
            .toList();
    assertThat(seen).hasSize(4);
    seen.forEach(Stage::awaitGone);
  }

  @Test
  void aHangingProbeDelaysNoOther() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Port port = new Port("http", Port.AUTO);
      for (int slot = 0; slot < 30; slot++) {
        WorkloadId workload = WorkloadId.parse("shop/hangs#" + slot);
        // socat is not everywhere: the hanging server is ours, reached by a command that waits.
        Specs hanging =
            Specs.sleeper()
                .ports(port)
                .probe(
                    new Probe.Command(
                        List.of(
                            "bash",
                            "-c",
                            "exec 3<>/dev/tcp/127.0.0.1/" + silent.getLocalPort() + "; read <&3")),
                    LONG,
                    LONG);
        stage.assign(workload, 1, hanging);
      }
      Specs answering = Specs.sleeper().probe(new Probe.Command(List.of("true")), LONG, LONG);
      stage.assign(WEB, 1, answering);
      stage.await(Report.Ready.class, ready -> ready.workload().equals(WEB));
      Stage.kill(stage.await(Report.Started.class, s -> s.workload().equals(WEB)).pid());
      stage.await(
          Report.Ready.class, ready -> ready.workload().equals(WEB) && ready.incarnation() == 2);
      assertThat(stage.all(Report.Ready.class)).allMatch(r -> r.workload().equals(WEB));
    }
  }

  @Test
  void aPortNobodyListensOnIsUnreadyOnlyOnceItsStartIsOver() throws Exception {
    Specs deaf =
        Specs.sleeper()
            .ports(new Port("http", Port.AUTO))
            .probe(new Probe.Tcp("http"), LONG, Duration.ofMillis(600))
            .attempts(0);
    stage.assign(WEB, 1, deaf);
    Report.Unready unready = stage.await(Report.Unready.class);
    assertThat(unready.reason()).contains("connection refused");
    assertThat(Duration.between(stage.started(1).at(), unready.at()))
        .isGreaterThan(Duration.ofMillis(600));
    assertThat(stage.await(Report.Exhausted.class).exit()).isInstanceOf(Exit.Unhealthy.class);
  }

  @Test
  void aFixedPortTakenBySomebodyElseKeepsAProgramFromStarting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int number = taken.getLocalPort();
      stage.assign(WEB, 1, Specs.sleeper().ports(new Port("http", number)).attempts(0));
      assertThat(stage.await(Report.Exhausted.class).exit())
          .isEqualTo(new Exit.NeverStarted("port " + number + " (http) is already taken"));
    }
  }

  @Test
  void ourOwnConnectionsInTimeWaitDoNotCountAsTaken() throws Exception {
    int number = FreePorts.pick(1).getFirst();
    Specs server =
        Specs.of(JWEBSERVER, "-p", "${ports.http}")
            .ports(new Port("http", number))
            .probe(new Probe.Http("http", "/"), Duration.ofSeconds(5), LONG);
    stage.assign(WEB, 1, server);
    for (int incarnation = 1; incarnation <= 2; incarnation++) {
      int now = incarnation;
      stage.await(Report.Ready.class, ready -> ready.incarnation() == now);
      Stage.kill(stage.started(now).pid());
    }
    stage.await(Report.Ready.class, ready -> ready.incarnation() == 3);
    assertThat(stage.all(Report.Restarting.class))
        .allMatch(report -> report.exit().equals(new Exit.Signal(9)));
  }
}
