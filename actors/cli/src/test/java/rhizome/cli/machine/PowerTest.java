package rhizome.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.GridProcess;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;

/** Machines are powered down and up from the command line. */
@Timeout(120)
class PowerTest {

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    grid.world().enrolPowered("n2");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void whoWaitsSeesTheNodeGoDownAndComeUp() throws InterruptedException, ExecutionException {
    Said down = begin("down", () -> grid.world().lose("n2"), "asleep");
    assertThat(down.out()).contains("n2 is asleep");
    assertThat(grid.run("status").out()).contains("2, 1 asleep").contains("well");
    assertThat(grid.run("get", "nodes").out()).contains("asleep").contains("power=on-demand");
    Said up = begin("up", () -> grid.world().enrolPowered("n2"), "waking");
    assertThat(up.out()).contains("n2 is online");
  }

  private Said begin(String word, Runnable then, String admission)
      throws InterruptedException, ExecutionException {
    FutureTask<Said> command = new FutureTask<>(() -> grid.run("power", word, "n2", "--wait"));
    Thread.ofPlatform().start(command);
    GridProcess.await(
        admission, () -> grid.run("get", "nodes").out().contains("power=on-demand; " + admission));
    then.run();
    Said said = command.get();
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  @Test
  void whoDoesNotWaitIsToldThatItBegins() {
    Said said = grid.run("power", "down", "n2");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("powering down n2");
    Said late = grid.run("power", "down", "n2", "--wait", "--timeout", "100ms");
    assertThat(late.code()).isEqualTo(5);
    assertThat(late.err()).contains("n2 is not yet so after 100 ms: online, asleep");
  }

  @Test
  void whatHasNoSwitchIsRefusedWithTheRemedy() {
    Said said = grid.run("power", "down", "n1");
    assertThat(said.code()).isNotZero();
    assertThat(said.err()).contains("set rhizome.power.down in its rhizome.conf");
  }
}
