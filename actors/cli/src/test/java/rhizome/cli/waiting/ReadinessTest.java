package rhizome.cli.waiting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Terminal;

class ReadinessTest {

  @Test
  void aRobotIsReadServiceByService() throws IOException {
    Readiness seen = shop(1);
    assertThat(seen.robot()).isEqualTo("shop");
    assertThat(seen.there()).isTrue();
    assertThat(seen.ready()).isFalse();
    assertThat(seen.generation()).isEqualTo(3);
    assertThat(seen.services())
        .containsExactly(
            new Readiness.Service("db", 1, 1, 1, 0), new Readiness.Service("web", 1, 3, 3, 1));
    assertThat(seen.readyWorkloads()).isEqualTo(2);
    assertThat(seen.wantedWorkloads()).isEqualTo(4);
    assertThat(seen.leftWorkloads()).isEqualTo(4);
    assertThat(seen.parkedWorkloads()).isEqualTo(1);
  }

  @Test
  void aServiceWithSurplusWorkloadsIsNotReady() {
    assertThat(new Readiness.Service("web", 1, 1, 2, 0).isReady()).isFalse();
    assertThat(new Readiness.Service("web", 1, 1, 1, 0).isReady()).isTrue();
  }

  @Test
  void anIdleRobotIsNotThere() throws IOException {
    String idle =
        """
        {"name": "shop", "phase": "idle", "generation": 4, "ready": true, "services": []}
        """;
    assertThat(Readiness.of(JsonText.parse(idle)).there()).isFalse();
  }

  @Test
  void offATerminalProgressIsALineForEachChange() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Progress progress = Progress.on(terminal(err, false), Patience.Goal.READY)) {
      progress.see(shop(0));
      progress.see(shop(0));
      progress.see(shop(1));
    }
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
              db 1/1
              web 0/3 (1 parked)
              web 1/3 (1 parked)
            """);
  }

  @Test
  void whatGoesIsCountedDown() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Progress progress = Progress.on(terminal(err, false), Patience.Goal.GONE)) {
      progress.see(shop(0));
      progress.see(Readiness.gone("shop"));
    }
    assertThat(err.toString(UTF_8)).isEqualTo("  db 1 left\n  web 2 left\n");
  }

  @Test
  void onATerminalProgressIsABarThatDisappears() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Progress progress = Progress.on(terminal(err, true), Patience.Goal.READY)) {
      progress.see(shop(0));
      progress.see(shop(1));
    }
    assertThat(err.toString(UTF_8)).contains("shop").contains("2/4").contains("web 1/3");
  }

  private static Readiness shop(int ready) throws IOException {
    return Readiness.of(
        JsonText.parse(
            """
            {"name": "shop", "phase": "active", "generation": 3, "ready": false, "services": [
              {"name": "db", "replicas": 1, "ready": 1, "needs": [], "workloads": {"ready": 1}},
              {"name": "web", "replicas": 3, "ready": %d, "needs": ["db"],
               "workloads": {"ready": %d, "starting": 1, "parked": 1}}]}
            """
                .formatted(ready, ready)));
  }

  private static Terminal terminal(ByteArrayOutputStream err, boolean live) {
    PrintStream stream = new PrintStream(err, true, UTF_8);
    return new Terminal(stream, stream, InputStream.nullInputStream(), live, false, 80);
  }
}
