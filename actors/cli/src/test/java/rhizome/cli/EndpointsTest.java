package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.GridProcess.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** A dependant of a real grid, told where those it uses are while they die, come and go. */
class EndpointsTest {

  private static final String SERVICES =
      """
      api:
        run: {command: sleep, args: [9999]}
        replicas: 2
        ports: {http: auto}
        health: {process: true, interval: 100ms}
      web:
        run:
          command: sh
          args: [-c, "echo $RHIZOME_ENDPOINT_API_HTTP > began; exec sleep 9999"]
        needs: [api]
        reload: {command: [sh, -c, "cp endpoints/api.http next && mv next heard"]}
      """;

  @TempDir private Path data;

  @Test
  void aDependantsFileFollowsWhatDiesAndWhatIsScaledAndItsProgramIsTold()
      throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data, "--nodes", "1")) {
      Path file = grid.blueprint("shop", SERVICES);
      assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
      await("what it began with", () -> !lines("began").isEmpty());
      List<String> both = listed(grid);
      assertThat(both).hasSize(2);
      assertThat(lines("began")).containsExactly(String.join(",", both));
      List<Long> web = grid.processes("shop/web#0");

      long killed = grid.processes("shop/api#1").getFirst();
      ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
      await(
          "told of the end and of the return",
          () -> revision() >= 5 && lines("heard").equals(both));
      assertThat(lines("endpoints/api.http")).isEqualTo(both);

      scale(grid, file, 2, 3);
      await("told of a third", () -> lines("heard").size() == 3);
      grid.kill();
      grid.startAgain();
      scale(grid, file, 3, 1);
      await("told of one left", () -> lines("heard").size() == 1);
      assertThat(lines("heard")).containsExactly(both.getFirst());
      assertThat(grid.processes("shop/web#0")).as("nothing restarted it").isEqualTo(web);
      shown(grid, both.getFirst());
    }
  }

  private static void shown(GridProcess grid, String endpoint) {
    assertThat(grid.run("endpoints", "shop").out()).containsPattern("api +http +0 +" + endpoint);
    Said wrong = grid.run("endpoints", "shop", "apo");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("did you mean 'api'?");
  }

  private static void scale(GridProcess grid, Path file, int from, int to) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("replicas: " + from, "replicas: " + to));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
  }

  private static List<String> listed(GridProcess grid) throws IOException {
    Said said = grid.run("endpoints", "shop", "api", "-o", "json");
    assertThat(said.err()).isEmpty();
    Json listing = JsonText.parse(said.out());
    return listing
        .at("services")
        .items()
        .getFirst()
        .at("ports")
        .items()
        .getFirst()
        .at("endpoints")
        .items()
        .stream()
        .map(row -> row.at("address").text() + ":" + row.at("port").text())
        .toList();
  }

  private long revision() {
    return lines("endpoints/ALL").stream().mapToLong(EndpointsTest::revision).findFirst().orElse(0);
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(data.resolve("nodes/n1/shop/web.0/work").resolve(name));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static long revision(String json) {
    try {
      return JsonText.parse(json).at("revision").number();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
