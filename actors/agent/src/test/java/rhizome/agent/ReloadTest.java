package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;
import static rhizome.agent.Stage.await;
import static rhizome.agent.Stage.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;

/** A program is told of changed endpoints, and comes to no harm by it. */
class ReloadTest {

  @TempDir private Path root;
  private Stage stage;
  private Path work;

  @BeforeEach
  void open() {
    stage = new Stage(root);
    work = root.resolve("shop/web.0/work");
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void aSignalComesAfterTheFilesAndOnlyToWhatIsReady() throws Exception {
    assign(
        "trap 'cat endpoints/api.http >> heard' HUP; echo $RHIZOME_ENDPOINT_API_HTTP > began;"
            + " while :; do sleep 0.05; done",
        new Reload.Signal(Reload.Name.HUP),
        1);
    stage.await(Report.Ready.class);
    await("what it began with", () -> text(work.resolve("began")).equals("10.0.0.5:7001"));
    tell(2, 7002);
    await("the change", () -> text(work.resolve("heard")).equals("10.0.0.5:7002"));
    tell(3, 7002);
    tell(1, 7001);
    tell(4, 7004);
    await("one more", () -> text(work.resolve("heard")).equals("10.0.0.5:7002\n10.0.0.5:7004"));
    assertThat(stage.all(Report.Started.class)).hasSize(1);
  }

  @Test
  void aCommandThatFailsIsSaidInTheLogAndRunAgainAndTheProgramLivesOn() throws Exception {
    assign(
        "exec sleep 999",
        command("test -e failed || { touch failed; exit 3; }; cp endpoints/api.http heard"),
        1);
    stage.await(Report.Ready.class);
    tell(2, 7002);
    await("the second attempt", () -> text(work.resolve("heard")).equals("10.0.0.5:7002"));
    assertThat(text(stage.agent().logFile(WEB)))
        .contains("rhizome: the reload's command ended with", "3", "again in 1 s");
    assertThat(stage.all(Report.Started.class)).hasSize(1);
    assertThat(stage.all(Report.Restarting.class)).isEmpty();
  }

  @Test
  void aCommandThatHangsIsEndedAndChangesMeanwhileAreToldOnce() throws Exception {
    assign(
        "exec sleep 999",
        command(
            "echo x >> runs; test -e hung || { touch hung; exec sleep 999; }; cp"
                + " endpoints/api.http heard"),
        1);
    stage.await(Report.Ready.class);
    for (int revision = 2; revision < 9; revision++) {
      tell(revision, 7000 + revision);
    }
    await("the newest", () -> text(work.resolve("heard")).equals("10.0.0.5:7008"));
    assertThat(text(work.resolve("runs")).lines().count()).isBetween(2L, 3L);
  }

  @Test
  void theNextAgentTellsWhatTheLastMayNotHave() throws Exception {
    assign("exec sleep 999", command("echo x >> runs"), 1);
    stage.await(Report.Ready.class);
    stage.leave();
    stage.agent();
    await("told once more", () -> text(work.resolve("runs")).equals("x"));
    assertThat(stage.await(Report.Adopted.class).ports()).containsKey("http");
  }

  private static Reload command(String script) {
    return new Reload.Command(List.of("/bin/sh", "-c", script), Duration.ofSeconds(1));
  }

  /** Told first, as the link does. */
  private void assign(String script, Reload reload, long revision) throws Exception {
    tell(revision, 7001);
    Spec spec = Specs.shell(script).ports(port()).spec().shared().with(reload);
    stage.agent().assign(new Assignment(WEB, 1, spec, true));
  }

  private static Port port() {
    return new Port("http", Port.AUTO);
  }

  private void tell(long revision, int port) throws Exception {
    SortedMap<String, List<Table.Row>> ports = new TreeMap<>();
    ports.put("http", List.of(new Table.Row(0, "10.0.0.5", port)));
    SortedMap<String, SortedMap<String, List<Table.Row>>> services = new TreeMap<>();
    services.put("api", ports);
    CountDownLatch written = new CountDownLatch(1);
    stage.agent().announce(WEB, 1, new Table(revision, services), written::countDown);
    assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(stage.agent().isTold(WEB, 1)).isTrue();
  }
}
