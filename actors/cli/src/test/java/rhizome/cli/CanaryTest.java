package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** Updates of real processes: what fails is given up, and what was not reached is not touched. */
class CanaryTest {

  private static final String WEB =
      """
      web:
        run: {command: sleep, args: [1000], grace: 100ms}
        replicas: 3
        resources: {cpu: 10m, memory: 1MiB}
        health: {command: ["true"], interval: 100ms, timeout: 5s, failures: 3, start: 0s}
        update: {canary: 1, at-once: 2, healthy-for: 300ms}
        protect: false
      """;

  @TempDir private Path data;

  @Test
  void aCanaryThatFailsItsHealthCheckSendsTheRobotBackAndTheOthersLiveOn()
      throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      Path file = grid.blueprint("shop", WEB);
      Said first = grid.run("apply", file.toString(), "--yes");
      assertThat(first.code()).as(first.err()).isZero();
      GridProcess.await("well", () -> stage(grid).equals("arrived"));
      givesUpABadOne(grid, file);
      promotesAGoodOne(grid, file);
      keepsWhatIsProtected(grid, file);
    }
  }

  private static void givesUpABadOne(GridProcess grid, Path file)
      throws IOException, InterruptedException {
    Map<String, List<Long>> before = grid.processes();
    Said applied = apply(grid, file, WEB.replace("\"true\"", "\"false\"").replace("1000", "1001"));
    assertThat(applied.code()).as(applied.err()).isEqualTo(1);
    assertThat(applied.err())
        .contains("shop gave up generation 2 and goes back to what generation 1 said")
        .contains("web: shop/web#0");
    GridProcess.await("back", () -> stage(grid).equals("arrived"));
    Map<String, List<Long>> after = grid.processes();
    assertThat(after.get("shop/web#0")).hasSize(1).isNotEqualTo(before.get("shop/web#0"));
    assertThat(others(after)).as("never touched").isEqualTo(others(before));
    List<String> history = grid.run("history", "shop").lines();
    assertThat(history.get(1)).contains("robot, back to generation 1: shop/web#0");
    assertThat(grid.run("explain", "shop/web#0").out())
        .contains("may give way to its new form", "gives up, and goes back to generation 1");
    assertThat(grid.run("status").out()).contains("well").doesNotContain("needs a human");
    Json robot = grid.client().get("/v1/robots/shop");
    assertThat(robot.at("reverted").at("generation").number()).isEqualTo(2);
  }

  private static void promotesAGoodOne(GridProcess grid, Path file)
      throws IOException, InterruptedException {
    Map<String, List<Long>> before = grid.processes();
    String manual = WEB.replace("canary: 1", "canary: 1, promote: false");
    Said applied = apply(grid, file, manual.replace("1000", "1002"));
    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(applied.err()).contains("'rhizome promote shop' lets the others follow");
    assertThat(others(grid.processes())).isEqualTo(others(before));
    assertThat(grid.run("promote", "shop").code()).isZero();
    GridProcess.await("promoted", () -> stage(grid).equals("arrived"));
    assertThat(grid.processes().get("shop/web#2")).isNotEqualTo(before.get("shop/web#2"));
    assertThat(grid.run("promote", "shop").code()).isEqualTo(3);
  }

  private static void keepsWhatIsProtected(GridProcess grid, Path file) throws IOException {
    String now = WEB.replace("1000", "1002");
    assertThat(apply(grid, file, now.replace("protect: false", "protect: true")).code()).isZero();
    Map<String, List<Long>> before = grid.processes();
    Said planned = grid.run("plan", write(file, WEB).toString());
    assertThat(planned.out()).contains("refused  web: it is protected and would be replaced");
    assertThat(apply(grid, file, WEB).code()).isEqualTo(3);
    assertThat(grid.run("destroy", "shop", "--yes").code()).isEqualTo(3);
    assertThat(grid.processes()).isEqualTo(before);
    assertThat(apply(grid, file, now).code()).isZero();
  }

  private static Said apply(GridProcess grid, Path file, String service) throws IOException {
    return grid.run("apply", write(file, service).toString(), "--yes");
  }

  private static Path write(Path file, String service) throws IOException {
    String head = "blueprint: v1\nname: shop\nservices:\n";
    return Files.writeString(file, head + service.indent(2));
  }

  private static String stage(GridProcess grid) {
    Json robot = grid.client().get("/v1/robots/shop");
    Json web = robot.at("services").items().getFirst();
    return robot.at("ready").isTrue() ? web.at("stage").text() : "not ready";
  }

  private static Map<String, List<Long>> others(Map<String, List<Long>> all) {
    Map<String, List<Long>> others = new TreeMap<>(all);
    others.remove("shop/web#0");
    return others;
  }
}
