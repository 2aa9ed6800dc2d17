package rhizome.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;

/** What takes something away, or takes it up again. */
class DestroyTest {

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    for (String robot : new String[] {"shop", "shed"}) {
      Path file = grid.blueprint(robot, "a: {run: serve}\nb: {run: serve, needs: [a]}\n");
      assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    }
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void oneRobotGoesWithAllItHasAndTheOthersStay() {
    Said said = grid.run("destroy", "shop", "--yes");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("shop is gone, after");
    assertThat(grid.run("get", "workloads").out()).doesNotContain("shop/").contains("shed/a#0");
    assertThat(grid.run("get", "robots").out()).doesNotContain("shop");
    Said again = grid.run("destroy", "shop", "--yes");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("there is no robot 'shop'", "rhizome get robots");
  }

  @Test
  void theStoryOfWhatIsGoneIsStillTold() throws IOException {
    grid.run("destroy", "shop", "--yes");
    Said told = grid.run("explain", "shop/a#0");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.lines().getFirst()).isEqualTo("shop/a#0  is gone");
    assertThat(grid.run("explain", "shop/a#0", "-o", "json").json().at("now").isNull()).isTrue();
    assertThat(grid.run("logs", "shop/a#0").code()).isEqualTo(3);
  }

  @Test
  void whoSaysNoLosesNothing() {
    long before = grid.world().position();
    Said said = grid.run(ScriptedTerminal.person("no\n"), "destroy", "shop");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("Destroy shop and all its workloads? [y/N]");
    assertThat(grid.run("destroy", "shop").code()).as("nobody is there").isEqualTo(2);
    assertThat(grid.world().position()).isEqualTo(before);
  }

  @Test
  void whoDoesNotWaitIsToldWhatWasAccepted() {
    Said said = grid.run("destroy", "shop", "-y", "--no-wait");
    assertThat(said.code()).isZero();
    assertThat(said.lines()).hasSize(1);
    assertThat(said.out()).contains("shop");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void aParkedWorkloadIsTakenUpAgainByWhoeverMendedItAndOnlyThen() throws IOException {
    Path sick = grid.blueprint("sick", "it: {run: broken}\n");
    grid.run("apply", sick.toString(), "--yes", "--no-wait");
    assertThat(grid.run("status").out())
        .contains("not well, see below", "needs a human  sick/it#0");
    long before = grid.world().position();
    Said retried = grid.run("retry", "sick/it#0");
    assertThat(retried.code()).as(retried.err()).isZero();
    assertThat(retried.out()).contains("sick/it#0");
    assertThat(grid.world().position()).as("it was tried").isGreaterThan(before);
    assertThat(grid.run("explain", "sick/it#0").out()).contains("operator");
    assertThat(grid.run("retry", "shop/a#0").code()).as("it is well").isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aGridIsToldToEndWithItsWorkloadsOrWithoutThem(boolean keep)
      throws IOException, InterruptedException {
    endedMeanwhile();
    Said said = keep ? grid.run("down", "--keep") : grid.run("down");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().contains("its workloads run on")).isEqualTo(keep);
    assertThat(grid.awaitShutdown()).isEqualTo(keep);
  }

  @Test
  void aGridThatTakesItsTimeToEndIsToldByItsPid() throws IOException {
    Process busy = new ProcessBuilder("sleep", "60").start();
    try {
      grid.announce(busy.pid());
      Said said = grid.run("down", "--timeout", "20ms");
      assertThat(said.code()).isEqualTo(5);
      assertThat(said.err()).contains("process %d, has not ended yet".formatted(busy.pid()));
      assertThat(busy.isAlive()).as("waiting is all that is done").isTrue();
    } finally {
      busy.destroyForcibly();
    }
  }

  private void endedMeanwhile() throws IOException {
    Process other = new ProcessBuilder("true").start();
    other.onExit().join();
    grid.announce(other.pid());
  }
}
