package rhizome.cli.bench.cluster.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

@Timeout(60)
class EventTailTest {

  private static final Duration SILENCE = Duration.ofSeconds(20);

  @TempDir private Path data;
  private RecordedGrid grid;
  private final EventTail tail = new EventTail();

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private static String after(String id) {
    return "GET /v1/events?after=%s&follow=false".formatted(id);
  }

  private static String event(String id, String name) {
    return "id: %s\nevent: node\ndata: {\"name\":\"%s\"}\n\n".formatted(id, name);
  }

  private static String missed(int count) {
    return "event: missed\ndata: {\"missed\":%d}\n\n".formatted(count);
  }

  private void tells(String id, String text) {
    grid.on(after(id), 200, "text/event-stream", text);
  }

  private List<String> next(Duration silence) {
    List<String> names = new ArrayList<>();
    tail.next(GridClient.of(data), silence, event -> names.add(event.at("name").text()));
    return names;
  }

  @Test
  void eachQuestionIsForWhatComesAfterTheLastEvent() {
    tells("0", event("x-1", "a") + event("x-4", "b"));
    tells("x-4", event("x-5", "c"));
    tells("x-5", ": still here\n\n");
    assertThat(next(SILENCE)).containsExactly("a", "b");
    assertThat(next(SILENCE)).containsExactly("c");
    assertThat(next(SILENCE)).isEmpty();
    assertThat(next(SILENCE)).isEmpty();
    assertThat(tail.takeMissed()).isZero();
    assertThat(grid.questions())
        .containsExactly(after("0"), after("x-4"), after("x-5"), after("x-5"));
  }

  @Test
  void whatCameTooFastIsCounted() {
    tells("0", missed(3) + event("x-4", "a") + missed(2) + event("x-7", "b"));
    assertThat(next(SILENCE)).containsExactly("a", "b");
    assertThat(tail.takeMissed()).isEqualTo(5);
    assertThat(tail.takeMissed()).as("taken").isZero();
  }

  @Test
  void whoDoesNotAnswerIsAskedForTheSameAgain() {
    grid.lose(after("0"));
    tells("0", event("x-1", "a"));
    assertThatThrownBy(() -> next(Duration.ofMillis(300))).isInstanceOf(Trouble.class);
    assertThat(next(SILENCE)).containsExactly("a");
  }

  @Test
  void aRefusalIsNoSilence() {
    grid.refuse(after("0"), 503, "unavailable", "64 streams are open already");
    assertThatThrownBy(() -> next(SILENCE))
        .isInstanceOfSatisfying(Trouble.class, e -> assertThat(e.code()).isEqualTo(ExitCode.FAILED))
        .hasMessageContaining("64 streams");
  }
}
