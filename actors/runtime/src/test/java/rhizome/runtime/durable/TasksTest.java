package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Action;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task.Schedule;
import rhizome.grid.task.Ticket;
import rhizome.runtime.durable.proto.Stored;

/** Forms written by hand: a field that changed its number or its meaning is seen here. */
class TasksTest {

  private static final Action BACKUP =
      new Action(
          "backup",
          List.of("pg_dump", "-f", "x"),
          Duration.ofMinutes(3),
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)),
          true,
          Optional.of(Duration.ofHours(1)),
          List.of());

  private static Stored.Action backup() {
    return Stored.Action.newBuilder()
        .setName("backup")
        .addCommand("pg_dump")
        .addCommand("-f")
        .addCommand("x")
        .setTimeout(seconds(180))
        .addRetries(seconds(1))
        .addRetries(seconds(5))
        .setEverySlot(true)
        .setEvery(seconds(3600))
        .build();
  }

  private static com.google.protobuf.Duration seconds(long seconds) {
    return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
  }

  private static com.google.protobuf.Timestamp at(long seconds) {
    return com.google.protobuf.Timestamp.newBuilder().setSeconds(seconds).build();
  }

  @Test
  void anActionHasOneForm() {
    assertThat(Tasks.write(BACKUP)).isEqualTo(backup());
    assertThat(Tasks.read(backup())).isEqualTo(BACKUP);
  }

  @Test
  void anActionWithoutTurnRetriesOrSlotsIsTheShortestThereIs() {
    Stored.Action least =
        Stored.Action.newBuilder().setName("a").addCommand("true").setTimeout(seconds(600)).build();
    Action action =
        new Action(
            "a",
            List.of("true"),
            Action.TIMEOUT_DEFAULT,
            List.of(),
            false,
            Optional.empty(),
            List.of());
    assertThat(Tasks.read(least)).isEqualTo(action);
    assertThat(Tasks.write(action)).isEqualTo(least);
    assertThat(Tasks.write(action).hasEvery()).isFalse();
  }

  @Test
  void anActionThatCouldNeverBeIsRefusedByItsOwnWords() {
    assertThatThrownBy(() -> Tasks.read(backup().toBuilder().clearCommand().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an action needs a command");
    assertThatThrownBy(() -> Tasks.read(backup().toBuilder().clearTimeout().build()))
        .hasMessage("timeout must be above zero and at most PT24H");
    assertThatThrownBy(() -> Tasks.read(backup().toBuilder().setEvery(seconds(0)).build()))
        .hasMessage("every must be at least PT1S");
    Stored.Action.Builder many = backup().toBuilder().clearRetries();
    for (int i = 0; i < Action.RETRIES_MAX; i++) {
      many.addRetries(seconds(i));
    }
    assertThat(Tasks.read(many.build()).retries()).hasSize(Action.RETRIES_MAX);
    assertThatThrownBy(() -> Tasks.read(many.addRetries(seconds(9)).build()))
        .hasMessage("there are at most 16 retries");
  }

  @Test
  void aDefinitionHasOneForm() {
    Stored.Definition stored =
        Stored.Definition.newBuilder()
            .setAction(backup())
            .setReplicas(3)
            .setGeneration(1L << 40)
            .build();
    Definition definition = new Definition(BACKUP, 3, 1L << 40);
    assertThat(Tasks.write(definition)).isEqualTo(stored);
    assertThat(Tasks.read(stored)).isEqualTo(definition);
  }

  @Test
  void aTicketHasOneForm() {
    Stored.Ticket stored =
        Stored.Ticket.newBuilder().setRun(1L << 33).setSlot(2).setAttempt(3).build();
    assertThat(Tasks.write(new Ticket(1L << 33, 2, 3))).isEqualTo(stored);
    assertThat(Tasks.read(stored)).isEqualTo(new Ticket(1L << 33, 2, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, -1, 1", "1, 0, 0", "-1, 0, 1"})
  void aTicketThatNobodyHandsOutIsRefused(long run, int slot, int attempt) {
    Stored.Ticket stored =
        Stored.Ticket.newBuilder().setRun(run).setSlot(slot).setAttempt(attempt).build();
    assertThatThrownBy(() -> Tasks.read(stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs and attempts count from 1 and slots from 0, not %d, %d, %d"
                .formatted(run, attempt, slot));
  }

  @Test
  void anExitOfZeroIsNotTheSameAsNone() {
    Finding none = new Finding(Result.LOST, Optional.empty(), "it is gone", "");
    Finding zero = new Finding(Result.SUCCEEDED, Optional.of(0), "", "done\n");
    assertThat(Tasks.write(none).hasExit()).isFalse();
    assertThat(Tasks.write(zero).hasExit()).isTrue();
    assertThat(Tasks.read(Tasks.write(none))).isEqualTo(none);
    assertThat(Tasks.read(Tasks.write(zero))).isEqualTo(zero);
  }

  @Test
  void aFindingHasOneForm() {
    Stored.Finding stored =
        Stored.Finding.newBuilder()
            .setResult(Stored.Result.FAILED)
            .setExit(-3)
            .setDetail("exit code -3")
            .setOutput("Grüße\n")
            .build();
    Finding finding = new Finding(Result.FAILED, Optional.of(-3), "exit code -3", "Grüße\n");
    assertThat(Tasks.write(finding)).isEqualTo(stored);
    assertThat(Tasks.read(stored)).isEqualTo(finding);
  }

  /** Of a peer that keeps more, or of a time in which more was kept. */
  @Test
  void moreOutputThanIsKeptIsCutWhenItIsRead() {
    Stored.Finding stored =
        Stored.Finding.newBuilder()
            .setDetail("d".repeat(Finding.DETAIL_MAX) + "!")
            .setOutput("!" + "o".repeat(Finding.OUTPUT_MAX))
            .build();
    Finding finding = Tasks.read(stored);
    assertThat(finding.detail()).isEqualTo("d".repeat(Finding.DETAIL_MAX));
    assertThat(finding.output()).isEqualTo("o".repeat(Finding.OUTPUT_MAX));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, 0",
    "FAILED, 1",
    "TIMED_OUT, 2",
    "LOST, 3",
    "UNPLACED, 4",
    "CANCELLED, 5"
  })
  void aResultHasItsNumberForEver(Result result, int number) {
    assertThat(Tasks.write(result).getNumber()).isEqualTo(number);
    assertThat(Tasks.read(Stored.Result.forNumber(number))).isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource
  void everyResultIsReadBack(Result result) {
    assertThat(Tasks.read(Tasks.write(result))).isEqualTo(result);
    assertThat(Stored.Result.valueOf(result.name())).isEqualTo(Tasks.write(result));
  }

  @Test
  void noResultIsStoredThatNobodyHas() {
    assertThat(Arrays.stream(Stored.Result.values()).map(Enum::name))
        .filteredOn(name -> !name.equals("UNRECOGNIZED"))
        .containsExactlyElementsOf(Arrays.stream(Result.values()).map(Enum::name).toList());
  }

  @Test
  void aResultThatIsNotKnownIsNeverTakenForSuccess() {
    Stored.Finding stored = Stored.Finding.newBuilder().setResultValue(6).build();
    assertThatThrownBy(() -> Tasks.read(stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a case of Result that this version does not know");
  }

  @Test
  void aScheduleHasOneForm() {
    Stored.Schedule stored =
        Stored.Schedule.newBuilder().setEvery(seconds(60)).setNext(at(1000)).build();
    Schedule schedule = new Schedule(Duration.ofMinutes(1), Instant.ofEpochSecond(1000));
    assertThat(Tasks.write(schedule)).isEqualTo(stored);
    assertThat(Tasks.read(stored)).isEqualTo(schedule);
  }
}
