package rhizome.gateway.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Args;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.kernel.TaskId;

class TaskSentencesTest {

  private static final TaskId BACKUP = TaskId.parse("shop/db/backup");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Ticket TICKET = new Ticket(3, 1, 2);

  private static Event ended(Result result, String detail, Optional<Instant> retryAt) {
    return new Event.Ended(
        TICKET, new Finding(result, Optional.empty(), detail, "s3cret"), retryAt, NOON);
  }

  private static Event prompted(Moment moment) {
    return new Event.Prompted(3, definition(), new Occasion(moment, 1, 4), NOON);
  }

  private static Event requested(String by, List<Integer> slots, Args args) {
    return new Event.Requested(3, definition(), slots, args, by, "k", NOON);
  }

  private static Definition definition() {
    Action action =
        new Action(
            "backup", List.of("save"), Duration.ofMinutes(1), List.of(), true, every(), List.of());
    return new Definition(action, 3, 7);
  }

  private static Optional<Duration> every() {
    return Optional.of(Duration.ofHours(6));
  }

  @Test
  void everyKindOfEventIsToldInAPersonsWords() {
    Map<Event, String> sentences = new LinkedHashMap<>();
    sentences.put(
        new Event.Scheduled(new Task.Schedule(Duration.ofHours(6), NOON), NOON),
        "is due next at 2026-01-01T12:00:00Z");
    sentences.put(new Event.Unscheduled(NOON), "recurs no longer");
    sentences.put(
        new Event.Skipped(NOON, "run 2 still goes", NOON),
        "was due at 2026-01-01T12:00:00Z and is left out: run 2 still goes");
    sentences.put(
        requested("ann", List.of(1), Args.NONE), "run 3 is asked for by ann, beside shop/db#1");
    sentences.put(
        requested(Task.SCHEDULE, List.of(0, 1, 2), Args.NONE),
        "run 3 is asked for by the schedule, beside 3 workloads");
    sentences.put(prompted(Moment.READY), "run 3 is due, for shop/db#1 is ready");
    sentences.put(prompted(Moment.LEADS), "run 3 is due, for shop/db#1 leads its service");
    sentences.put(
        new Event.Started(TICKET, new Lease(new NodeId("n1"), 4), NOON),
        "attempt 2 of run 3 beside shop/db#1 begins on n1");
    sentences.put(
        ended(Result.SUCCEEDED, "exit code 0", Optional.empty()),
        "attempt 2 of run 3 beside shop/db#1 succeeded");
    sentences.put(
        ended(Result.FAILED, "exit code 3", Optional.of(NOON.plusSeconds(30))),
        "attempt 2 of run 3 beside shop/db#1 failed: exit code 3; tried again in 30.0 s");
    sentences.put(
        ended(Result.LOST, "its workload left n1", Optional.of(NOON)),
        "attempt 2 of run 3 beside shop/db#1 is lost: its workload left n1; tried again at once");
    sentences.put(
        ended(Result.TIMED_OUT, "", Optional.empty()),
        "attempt 2 of run 3 beside shop/db#1 timed out");
    sentences.put(new Event.Cancelled(3, "bob", NOON), "run 3 shall end, says bob");
    sentences.forEach(
        (event, sentence) ->
            assertThat(TaskSentences.of(BACKUP, event).sentence()).isEqualTo(sentence));
  }

  @Test
  void neitherOutputNorArgumentsAreTold() {
    Args args = new Args(new TreeMap<>(Collections.singletonMap("key", "s3cret")));
    for (Event event :
        List.of(
            requested("ann", List.of(0), args),
            ended(Result.FAILED, "exit code 3", Optional.empty()))) {
      assertThat(TaskSentences.of(BACKUP, event).sentence()).doesNotContain("s3cret");
    }
  }

  @Test
  void anEndIsNamedByItsResult() {
    assertThat(TaskSentences.of(BACKUP, ended(Result.TIMED_OUT, "", Optional.empty())).event())
        .isEqualTo("timed-out");
  }
}
