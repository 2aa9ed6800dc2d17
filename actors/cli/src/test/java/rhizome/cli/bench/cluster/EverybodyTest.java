package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
class EverybodyTest {

  private static final String NODES = "GET /v1/nodes";
  private static final String WORKLOADS = "GET /v1/workloads";
  private static final String BOTH = "{\"nodes\":[{\"name\":\"n1\"},{\"name\":\"n2\"}]}";
  private static final String ONE = "{\"nodes\":[{\"name\":\"n1\"}]}";
  private static final String ALL =
      "{\"workloads\":[{\"robot\":\"a\"},{\"robot\":\"a\"},{\"robot\":\"b\"}]}";
  private static final Everybody EVERYBODY = new Everybody(2, 3, 2);

  @TempDir private Path data;
  private RecordedGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private GridClient client() {
    return GridClient.of(data);
  }

  @Test
  void thereIsAnAnswerOnlyWhenEachHasAnswered() {
    grid.on(NODES, BOTH).on(WORKLOADS, ALL);
    assertThat(EVERYBODY.answer(client())).isTrue();
    assertThat(new Everybody(2, 3, 3).answer(client())).as("a node less").isFalse();
    assertThat(new Everybody(2, 4, 2).answer(client())).as("a workload less").isFalse();
    assertThat(new Everybody(3, 3, 2).answer(client())).as("a robot less").isFalse();
  }

  @Test
  void whoeverCannotAnswerIsAskedAgainUntilAllCan() throws InterruptedException {
    grid.refuse(NODES, 503, "unavailable", "not in time")
        .on(NODES, ONE)
        .on(NODES, BOTH)
        .refuse(WORKLOADS, 503, "unavailable", "not in time")
        .on(WORKLOADS, ALL);
    long begin = System.nanoTime();
    double millis = EVERYBODY.millisToAnswer(client(), begin, Duration.ofSeconds(30));
    assertThat(millis).isPositive().isLessThan((System.nanoTime() - begin) / 1e6);
    assertThat(grid.asked()).as("whole answers only").hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void aQuestionThatIsLostHoldsUpNoOther() throws InterruptedException {
    grid.lose(NODES).on(NODES, BOTH).on(WORKLOADS, ALL);
    EVERYBODY.millisToAnswer(client(), System.nanoTime(), Duration.ofSeconds(30));
    assertThat(grid.questions()).startsWith(NODES, NODES, WORKLOADS);
  }

  @Test
  void whoNeverAnswersEndsTheMeasuring() {
    grid.on(NODES, ONE).on(WORKLOADS, ALL);
    assertThatThrownBy(
            () -> EVERYBODY.millisToAnswer(client(), System.nanoTime(), Duration.ofMillis(250)))
        .isInstanceOfSatisfying(
            Trouble.class,
            e -> {
              assertThat(e.code()).isEqualTo(ExitCode.TIMED_OUT);
              assertThat(e.getMessage()).contains("robots=2", "workloads=3", "nodes=2");
            });
  }
}
