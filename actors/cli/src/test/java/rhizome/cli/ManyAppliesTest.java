package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;

/**
 * Many applies in a row through one client leave heap and handles flat. {@code -Drhizome.applies=N}
 * makes it longer.
 */
class ManyAppliesTest {

  private static final int APPLIES = Integer.getInteger("rhizome.applies", 120);
  private static final int WARM_UP = APPLIES / 5;
  private static final long HEAP_GROWTH_MAX = 12 << 20;
  private static final long HANDLES_GROWTH_MAX = 12;

  @TempDir private Path data;

  private record Weight(long heap, long handles) {}

  @Test
  void neitherHeapNorFileHandlesGrow() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      GridClient client = grid.client();
      apply(client, 0, WARM_UP);
      Weight early = weigh(grid.pid());
      apply(client, WARM_UP, APPLIES);
      GridProcess.await("settled", () -> client.get("/v1/robots/flip").at("ready").isTrue());
      Weight late = weigh(grid.pid());
      assertThat(late.heap - early.heap)
          .as("heap after GC: %s, then %s", early, late)
          .isLessThan(HEAP_GROWTH_MAX);
      assertThat(late.handles - early.handles)
          .as("file handles: %s, then %s", early, late)
          .isLessThan(HANDLES_GROWTH_MAX);
      assertThat(client.get("/v1/robots/flip").at("generation").number()).isEqualTo(APPLIES);
    }
  }

  /** Each differs from the one before, and some replace the process. */
  private static void apply(GridClient client, int from, int to) {
    for (int i = from; i < to; i++) {
      String text =
          """
          blueprint: v1
          name: flip
          services:
            it:
              run: {command: sleep, args: [%d], grace: 100ms}
              replicas: %d
              resources: {cpu: 1m, memory: 1MiB}
              health: {process: true}
          """
              .formatted(1_000 + i / 10, 1 + i % 2);
      Json applied =
          client.post(
              "/v1/apply", Json.object("file", "flip.yaml").with("text", text).with("here", "/"));
      assertThat(applied.at("generation").number()).isEqualTo(i + 1);
    }
  }

  private static Weight weigh(long pid) throws IOException, InterruptedException {
    try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return new Weight(heapAfterGc(pid), handles.count());
    }
  }

  /** A class histogram counts only what survives a full collection. */
  private static long heapAfterGc(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    String[] total = lines.getLast().strip().split("\\s+", -1);
    assertThat(total[0]).isEqualTo("Total");
    return Long.parseLong(total[2]);
  }
}
