package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;

class HealingTest {

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
  void aKilledProcessIsReplacedAtOnceAndReportedAfterwards() throws Exception {
    stage.assign(WEB, 1, Specs.sleeper());
    Report.Started first = stage.started(1);
    Stage.kill(first.pid());
    Report.Started second = stage.started(2);

    Report.Restarting restarting = stage.await(Report.Restarting.class);
    assertThat(restarting.exit()).isEqualTo(new Exit.Signal(9));
    assertThat(restarting.incarnation()).isEqualTo(1);
    assertThat(restarting.retryAt()).isEqualTo(restarting.at());
    assertThat(stage.reports().indexOf(restarting)).isLessThan(stage.reports().indexOf(second));
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(Stage.alive(second.pid())).isTrue();
  }
}
