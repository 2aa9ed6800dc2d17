package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** Actions on a real grid, whose JVM is killed while one runs. */
class ActionsGridTest {

  private static final String SERVICES =
      """
      db:
        run: {command: sleep, args: [999]}
        health: {command: [sh, -c, 'echo . >> HERE/asked'], interval: 200ms}
        actions:
          fail:
            command: [sh, -c, 'pwd; echo $RHIZOME_ARG_WHO; date +%s%N >> HERE/times; exit 3']
            retries: [1s, 100ms]
          slow:
            command: [sh, -c, 'trap "" TERM; sleep 999 & echo $! > HERE/child; wait; sleep 999']
            timeout: 1s
          long:
            command: [sh, -c, 'echo begun >> HERE/long; until [ -e HERE/go ]; do sleep 0.1; done']
          tick: {command: [sh, -c, 'echo . >> HERE/ticks'], every: 1s}
          seed: {command: [sh, -c, 'echo seeded >> HERE/seeded'], when: [ready]}
      """;

  @TempDir private Path data;
  @TempDir private Path here;

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(here.resolve(file));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Json run(GridProcess grid, String action) {
    return grid.client().get("/v1/robots/shop/actions/db/" + action + "/1");
  }

  @Test
  void actionsRunOnceWhateverDies() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      Path file = grid.blueprint("shop", SERVICES.replace("HERE", here.toString()));
      assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
      GridProcess.await("the run of what waits for it", () -> lines("seeded").size() == 1);
      itIsTriedAgainAfterTheGivenPauses(grid);
      whatTakesTooLongIsEndedWithItsGroup(grid);
      aKilledGridDoesNotRunItTwice(grid);
      GridProcess.await("two runs that nobody asked for", () -> lines("ticks").size() >= 2);
      assertThat(grid.run("action", "list", "shop").out()).contains("schedule", "ready #0");
      assertThat(lines("seeded")).as("once for its lease, whatever died").hasSize(1);
    }
  }

  private void itIsTriedAgainAfterTheGivenPauses(GridProcess grid) {
    Said said = grid.run("action", "run", "shop", "db", "fail", "--arg", "who=ann", "--wait");
    assertThat(said.code()).as(said.err()).isEqualTo(1);
    Json leg = run(grid, "fail").at("legs").items().getFirst();
    assertThat(leg.at("attempts").items())
        .hasSize(3)
        .allSatisfy(attempt -> assertThat(attempt.at("exit").number()).isEqualTo(3));
    assertThat(leg.at("output").text()).contains("/shop/db.0/work\n", "ann\n");
    List<Long> times = lines("times").stream().map(Long::valueOf).toList();
    assertThat(times).hasSize(3);
    assertThat(times.get(1) - times.get(0)).isGreaterThan(1_000_000_000);
    assertThat(grid.run("action", "show", "shop/db/fail/1").out()).contains("exit code 3", "| ann");
  }

  private void whatTakesTooLongIsEndedWithItsGroup(GridProcess grid) throws InterruptedException {
    assertThat(grid.run("action", "run", "shop", "db", "slow", "--wait").code()).isEqualTo(1);
    assertThat(run(grid, "slow").at("state").text()).isEqualTo("timed-out");
    Path child = Path.of("/proc", lines("child").getFirst(), "stat");
    GridProcess.await("the end of its child", () -> isGone(child));
  }

  /** Or waits as a zombie for somebody to ask how it ended. */
  private static boolean isGone(Path stat) {
    try {
      return Files.readString(stat).contains(") Z ");
    } catch (IOException _) {
      return true;
    }
  }

  private void aKilledGridDoesNotRunItTwice(GridProcess grid)
      throws IOException, InterruptedException {
    assertThat(grid.run("action", "run", "shop", "db", "long").code()).isZero();
    GridProcess.await("its start", () -> !lines("long").isEmpty());
    int asked = lines("asked").size();
    GridProcess.await("probes meanwhile", () -> lines("asked").size() > asked + 2);
    grid.kill();
    grid.startAgain();
    GridProcess.await("its task", () -> run(grid, "long").at("state").text().equals("running"));
    Files.createFile(here.resolve("go"));
    GridProcess.await("its end", () -> !run(grid, "long").at("state").text().equals("running"));
    String state = run(grid, "long").at("state").text();
    System.out.println("an action that outlived its grid came to: " + state);
    assertThat(state)
        .as("Linux tells how an adopted process ended from 6.15 on")
        .isIn("succeeded", "lost");
    assertThat(lines("long")).containsExactly("begun");
  }
}
