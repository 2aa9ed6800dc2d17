package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import rhizome.cli.waiting.Patience.Goal;
import rhizome.cli.waiting.Patience.Verdict;

@Timeout(60)
class WatchTest {

  private static final String LOOK = "GET /v1/robots/shop";
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(150);

  @TempDir private Path data;
  private RecordedGrid grid;
  private final List<Readiness> seen = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void everyLookIsShownAndTheLastIsTheOutcome() throws InterruptedException {
    grid.on(LOOK, robot(0)).on(LOOK, robot(1)).on(LOOK, robot(2));
    Watch.Outcome outcome = watch(Goal.READY, LONG);
    assertThat(outcome.verdict()).isEqualTo(Verdict.REACHED);
    assertThat(seen).extracting(Readiness::readyWorkloads).containsExactly(0, 1, 2);
    assertThat(outcome.last()).isEqualTo(seen.getLast());
  }

  /** One that is busy with what is waited for may fail to answer; that decides nothing. */
  @Test
  void aGridThatIsTooBusyToAnswerIsAskedAgain() throws InterruptedException {
    grid.refuse(LOOK, 503, "unavailable", "busy")
        .refuse(LOOK, 500, "internal", "reference 1")
        .on(LOOK, robot(2));
    assertThat(watch(Goal.READY, LONG).verdict()).isEqualTo(Verdict.REACHED);
    assertThat(seen).hasSize(1);
  }

  @Test
  void aGridThatRefusesToTellEndsTheWaitingAtOnce() {
    grid.refuse(LOOK, 401, "unauthorized", "send the token");
    assertThat(trouble(LONG).code()).isEqualTo(ExitCode.REFUSED);
    assertThat(grid.questions()).hasSize(1);
  }

  @Test
  void aGridThatIsGoneEndsTheWaitingAtOnce() {
    grid.close();
    assertThat(trouble(LONG).code()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void whoIsBusyUntilTheTimeIsOverIsNotBlamedForAFailure() {
    grid.refuse(LOOK, 503, "unavailable", "the robot did not answer");
    Trouble trouble = trouble(SHORT);
    assertThat(trouble.code()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(trouble).hasMessageContaining("the robot did not answer");
  }

  /** An answer may take half a minute; who wants to wait a moment does not wait that long. */
  @Test
  void aGridThatHangsIsNotWaitedForLongerThanWasAllowed() {
    grid.hang(LOOK);
    Trouble trouble = trouble(SHORT);
    assertThat(trouble.code()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(trouble).hasMessageContaining("did not answer within 1.0 s");
    assertThat(trouble.remedy().orElseThrow()).contains("grid.log");
  }

  @Test
  void aRobotTheGridDoesNotKnowIsGone() throws InterruptedException {
    grid.on(LOOK, robot(1)).refuse(LOOK, 404, "unknown-robot", "there is none");
    assertThat(watch(Goal.GONE, LONG).verdict()).isEqualTo(Verdict.REACHED);
    assertThat(seen.getLast()).isEqualTo(Readiness.gone("shop"));
  }

  private Watch.Outcome watch(Goal goal, Duration timeout) throws InterruptedException {
    return new Watch(GridClient.of(data)).until(new Patience(goal, timeout), "shop", seen::add);
  }

  private Trouble trouble(Duration timeout) {
    return catchThrowableOfType(Trouble.class, () -> watch(Goal.READY, timeout));
  }

  private static String robot(int ready) {
    return """
    {"name": "shop", "phase": "active", "generation": 1, "ready": %b, "services": [
      {"name": "web", "replicas": 2, "ready": %d, "workloads": {"ready": %d, "starting": %d}}]}
    """
        .formatted(ready == 2, ready, ready, 2 - ready);
  }
}
