package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** Real programs that are scaled out and in by what they publish and use, and on request. */
class ScalingGridTest {

  private static final String SERVICES =
      """
      web:
        run:
          command: JAVA/bin/java
          args: [-Xmx32m, -m, jdk.httpserver, -b, 127.0.0.1, -p, "${ports.http}", -d, SITE]
        ports: {http: auto}
        health: {tcp: http, interval: 200ms, timeout: 5s, failures: 3, start: 60s}
        resources: {cpu: 10m, memory: 1MiB}
        update: {healthy-for: 0s}
        replicas: {min: 1, max: 3}
        scale:
          targets: [{metric: {name: load, port: http, path: /metrics, per-replica: 20}}]
          up: {every: 1s}
          down: {window: 2s, every: 1s}
      busy:
        run:
          command: sh
          args: [-c, "while :; do test -e LOAD || sleep 0.2; done"]
        resources: {cpu: 400m, memory: 1MiB}
        update: {healthy-for: 0s}
        replicas: {min: 1, max: 2}
        scale:
          targets: [{cpu: 25%}]
          up: {every: 1s}
          down: {window: 2s, every: 1s}
      idle:
        run: {command: sleep, args: [1000]}
        resources: {cpu: 10m, memory: 1MiB}
        update: {healthy-for: 0s}
        replicas: {min: 0, max: 2}
        scale: {}
      """;

  @TempDir private Path data;
  @TempDir private Path site;

  @Test
  void loadScalesAServiceOutAndItsEndScalesItIn() throws IOException, InterruptedException {
    Files.writeString(data.resolve("rhizome.conf"), "rhizome.grid.scaling-interval = 500ms\n");
    publish("load 1");
    try (GridProcess grid = GridProcess.start(data, "--nodes", "0")) {
      var _ = grid.node("apart"); // what it reads has to reach the robot on another member
      Path load = site.resolve("busy");
      String java = System.getProperty("java.home");
      Path file = grid.blueprint("shop", services(java, load));
      Said first = grid.run("apply", file.toString(), "--yes");
      assertThat(first.code()).as(first.err()).isZero();
      byNumbers(grid, load);
      onRequest(grid);
      Said again = grid.run("plan", file.toString());
      assertThat(again.out())
          .as("what was scaled is no change")
          .contains("shop: nothing to change");
    }
  }

  private String services(String java, Path load) {
    return SERVICES
        .replace("JAVA", java)
        .replace("SITE", site.toString())
        .replace("LOAD", load.toString());
  }

  private void byNumbers(GridProcess grid, Path load) throws IOException, InterruptedException {
    publish("# HELP load of this site\nload{part=\"a\"} 40\nload{part=\"b\"} 5\nloads 9000");
    Files.writeString(load, "");
    GridProcess.await("web is scaled out", () -> processes(grid, "web") == 3);
    GridProcess.await("busy is scaled out", () -> processes(grid, "busy") == 2);
    GridProcess.await("three are ready", () -> said(grid).contains("web 3/3 of 1..3"));
    publish("load 1");
    Files.delete(load);
    GridProcess.await("web is scaled in", () -> processes(grid, "web") == 1);
    GridProcess.await("busy is scaled in", () -> processes(grid, "busy") == 1);
    assertThat(grid.run("explain", "shop/web#2").out())
        .contains("web from 1 to 3, by load: load 45.0 of 20 over 1 replica")
        .contains("by load: load 1.0 of 20 over 3 replicas");
    assertThat(grid.run("explain", "shop/busy#1").out()).contains("by load: cpu ");
  }

  private static void onRequest(GridProcess grid) throws InterruptedException {
    assertThat(processes(grid, "idle")).isEqualTo(1);
    assertThat(grid.run("scale", "shop", "idle", "0").code()).isZero();
    GridProcess.await("nothing is left", () -> processes(grid, "idle") == 0);
    GridProcess.await("none of 0..2", () -> said(grid).contains("idle 0/0 of 0..2"));
    assertThat(grid.run("scale", "shop", "idle", "1").code()).isZero();
    GridProcess.await("it is back", () -> processes(grid, "idle") == 1);
    assertThat(grid.run("scale", "shop", "idle", "3").code()).isEqualTo(3);
    assertThat(grid.run("scale", "shop", "none", "1").code()).isNotZero();
  }

  private static int processes(GridProcess grid, String service) {
    return (int)
        grid.processes().keySet().stream()
            .filter(workload -> workload.startsWith("shop/" + service + "#"))
            .count();
  }

  private static String said(GridProcess grid) {
    Json robots = grid.client().get("/v1/robots");
    assertThat(robots.at("robots").items()).hasSize(1);
    return grid.run("get", "robots").out();
  }

  /** In one piece, as whoever asks meanwhile shall not see half of it. */
  private void publish(String numbers) throws IOException {
    Path next = Files.writeString(site.resolve("next"), numbers + "\n");
    Files.move(
        next,
        site.resolve("metrics"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
