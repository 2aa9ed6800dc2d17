package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

/** What is run before a program is asked to end, with real processes. */
class BeforeStopTest {

  private static final WorkloadId OTHER = WorkloadId.parse("shop/other#0");
  private static final Duration LONG = Duration.ofSeconds(4);

  @TempDir Path root;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(root);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void itRunsBesideTheProgramBeforeThatIsAskedToEnd() throws Exception {
    Path order = root.resolve("order");
    String program =
        "trap 'echo asked >> "
            + order
            + "; exit 3' TERM; echo $$ > pid; while :; do sleep 0.05; done";
    String before = "kill -0 $(cat pid) && echo before $RHIZOME_WORKLOAD >> " + order;
    stage.assign(WEB, 1, Specs.shell(program).beforeStop(LONG, "/bin/sh", "-c", before));
    stage.await(Report.Ready.class);
    stage.agent().stop(WEB, 1);
    assertThat(stage.await(Report.Stopped.class).exit()).isEqualTo(new Exit.Code(3));
    assertThat(Stage.text(order)).isEqualTo("before shop/web#0\nasked");
  }

  @Test
  void whatDiesByItselfIsStartedAgainWithoutIt() throws Exception {
    Path ran = root.resolve("ran");
    stage.assign(WEB, 1, Specs.sleeper().beforeStop(LONG, "touch", ran.toString()));
    stage.await(Report.Ready.class);
    Stage.kill(stage.started(1).pid());
    stage.await(Report.Ready.class, ready -> ready.incarnation() == 2);
    assertThat(ran).doesNotExist();
  }

  @Test
  void oneThatHangsEndsAtItsDeadlineAndHoldsUpNobodyElse() throws Exception {
    Path begun = root.resolve("begun");
    String hang = "echo $$ > " + begun + "; exec sleep 1000000";
    stage.assign(WEB, 1, Specs.sleeper().beforeStop(LONG, "/bin/sh", "-c", hang));
    stage.assign(OTHER, 1, Specs.sleeper());
    stage.await(Report.Ready.class, ready -> ready.workload().equals(WEB));
    stage.await(Report.Ready.class, ready -> ready.workload().equals(OTHER));
    stage.agent().stop(WEB, 1);
    long hanging = Long.parseLong(Stage.awaitText(begun).strip());
    Stage.kill(stage.await(Report.Started.class, one -> one.workload().equals(OTHER)).pid());
    stage.await(Report.Ready.class, again -> again.incarnation() == 2);
    assertThat(stage.all(Report.Stopped.class)).as("the other was healed meanwhile").isEmpty();
    assertThat(Stage.alive(hanging)).isTrue();
    assertThat(stage.await(Report.Stopped.class).exit()).isEqualTo(new Exit.Signal(15));
    Stage.awaitGone(hanging);
  }
}
