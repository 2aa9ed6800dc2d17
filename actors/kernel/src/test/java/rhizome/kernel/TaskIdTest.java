package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

class TaskIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop/db", "shop/db/backup/now", "shop//backup/", "////"})
  void whatHasNotThreePartsIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> TaskId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not a task: write robot/service/action, such as shop/db/backup", text);
  }

  @ParameterizedTest
  @CsvSource({
    "/db/backup, '', robot",
    "Shop/db/backup, Shop, robot",
    "shop//backup, '', service",
    "shop/d b/backup, d b, service",
    "shop/db/, '', action",
    "shop/db/back#up, back#up, action"
  })
  void whichPartIsWrongIsSaid(String text, String part, String kind) {
    assertThatThrownBy(() -> TaskId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'%s' is not a %s name", part, kind);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Property.forAll(
        random -> {
          TaskId id = any(random);
          assertThat(TaskId.parse(id.toString())).isEqualTo(id).hasToString(id.toString());
        });
  }

  /** A text in parts compares otherwise than as a whole: '-' stands before '/', and 'a' behind. */
  @Test
  void theOrderIsThatOfItsPartsAndDoesNotDependOnWhatWasThereFirst() {
    Property.forAll(
        random -> {
          List<TaskId> sorted = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            sorted.add(any(random));
          }
          Collections.sort(sorted);
          List<TaskId> again = new ArrayList<>(sorted);
          Collections.shuffle(again, new Random(random.nextLong()));
          Collections.sort(again);
          assertThat(again).isEqualTo(sorted);
          for (int i = 1; i < sorted.size(); i++) {
            assertThat(naive(sorted.get(i - 1), sorted.get(i))).isNotPositive();
          }
        });
    assertThat(TaskId.parse("a/z/z")).isLessThan(TaskId.parse("a-b/a/a"));
  }

  private static int naive(TaskId one, TaskId other) {
    String[] left = one.toString().split("/", -1);
    String[] right = other.toString().split("/", -1);
    for (int i = 0; i < 3; i++) {
      if (!left[i].equals(right[i])) {
        return left[i].compareTo(right[i]);
      }
    }
    return 0;
  }

  private static TaskId any(RandomGenerator random) {
    return new TaskId(new RobotId(name(random)), name(random), name(random));
  }

  private static String name(RandomGenerator random) {
    List<String> names = List.of("a", "b", "a-b", "a.b", "a_b", "0", "ab");
    return names.get(random.nextInt(names.size()));
  }

  @Test
  void itsWorkloadsAreTheReplicasOfItsService() {
    TaskId backup = TaskId.parse("shop/db/backup");
    assertThat(backup.workload(0)).isEqualTo(WorkloadId.parse("shop/db#0"));
    assertThat(backup.workload(12)).hasToString("shop/db#12");
    assertThatThrownBy(() -> backup.workload(-1)).hasMessage("a slot counts from 0, not -1");
  }

  @Test
  void workloadsAreInTheOrderOfTheirSlotsAndNotOfTheirDigits() {
    assertThat(WorkloadId.parse("shop/db#2")).isLessThan(WorkloadId.parse("shop/db#10"));
    assertThat(WorkloadId.parse("shop/db#10")).isLessThan(WorkloadId.parse("shop/web#0"));
    assertThat(WorkloadId.parse("shop/web#0")).isLessThan(WorkloadId.parse("shop-b/db#0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop/db#", "shop/db#x", "shop/db#1.5", "shop/db#99999999999"})
  void aSlotIsANumber(String text) {
    assertThatThrownBy(() -> WorkloadId.parse(text))
        .hasMessage("'%s' is not a workload: the slot after '#' must be a number", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop#1", "shop#1/db", "shop/db"})
  void aWorkloadIsToldByAnExample(String text) {
    assertThatThrownBy(() -> WorkloadId.parse(text))
        .hasMessage("'%s' is not a workload: write robot/service#slot, such as shop/web#0", text);
  }
}
