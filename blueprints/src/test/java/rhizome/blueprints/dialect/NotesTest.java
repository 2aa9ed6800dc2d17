package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Tolerance.Oddity;
import rhizome.house.Property;

class NotesTest {

  private static final Set<Habit> TOLD =
      EnumSet.of(
          Habit.RENAMED,
          Habit.RENAMED_FIELD,
          Habit.TEMPLATE_MISSING,
          Habit.DISABLED_FILE,
          Habit.IMAGE,
          Habit.NEARLY,
          Habit.CUT_SHORT);

  @ParameterizedTest
  @EnumSource(Habit.class)
  void whatIsOddIsAProblemWhenStrictAndWhatIsToldNever(Habit habit) {
    for (Mode mode : Mode.values()) {
      Document document = Document.of("a: 1", mode);
      document.notes().note(habit, 3, "it is so", "another way");
      boolean refused = habit == Habit.INVALID || (mode == Mode.STRICT && !TOLD.contains(habit));
      String tag = habit.tag();
      assertThat(document.notes().mode()).isEqualTo(mode);
      assertThat(document.notes().refused()).isEqualTo(refused);
      assertThat(document.refused())
          .isEqualTo(refused ? List.of("1:4 it is so; another way") : List.of());
      assertThat(document.told())
          .isEqualTo(refused ? List.of() : List.of(tag + " 1:4 it is so; another way"));
    }
  }

  @Test
  void everyTagIsItsOwnInKebabCase() {
    assertThat(Arrays.stream(Habit.values()).map(Habit::tag))
        .doesNotHaveDuplicates()
        .allMatch(tag -> tag.matches("[a-z]+(-[a-z]+)*"))
        .contains("invalid", "old-scalar", "body-is-no-mapping", "no-counterpart");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DUPLICATE_KEY | duplicate-key 1:4 it is there; the last one counts; each key once
          MERGE_KEY     | merge-key 1:4 it is there; its keys are written out; each key written out
          TAG           | tag 1:4 it is there; it is left out; the value without a tag
          """)
  void whatYaml12WouldRefuseIsToldWithWhatBecomesOfIt(Oddity oddity, String told) {
    Document document = Document.of("a: 1");
    document.notes().take(oddity, 3, "it is there");
    assertThat(document.told()).containsExactly(told);
  }

  @Test
  void whatIsSaidTwiceOfOnePlaceCountsOnce() {
    Document document = Document.of("a: 1");
    document.notes().note(Habit.IMAGE, 3, "x", "first");
    document.notes().note(Habit.IMAGE, 3, "x", "second");
    document.notes().note(Habit.NEARLY, 3, "x", "first");
    document.notes().note(Habit.IMAGE, 0, "x", "first");
    document.notes().note(Habit.IMAGE, 3, "y", "first");
    assertThat(document.told())
        .containsExactly(
            "image 1:1 x; first",
            "image 1:4 x; first",
            "image 1:4 y; first",
            "nearly 1:4 x; first");
  }

  @Test
  void theOrderIsThatOfTheDocumentInWhateverOrderItIsNoted() {
    List<Integer> places = List.of(0, 1, 2, 3);
    Property.forAll(
        100,
        random -> {
          List<Integer> mixed = new ArrayList<>(places);
          Collections.shuffle(mixed, Random.from(random));
          Document document = Document.of("a: 1");
          mixed.forEach(at -> document.notes().note(Habit.NEARLY, at, "x", "y"));
          mixed.forEach(at -> document.notes().note(Habit.IMAGE, at, "x", "y"));
          assertThat(document.notes().cautions())
              .extracting(caution -> caution.habit().tag() + caution.spot().column())
              .containsExactly(
                  "image1", "nearly1", "image2", "nearly2", "image3", "nearly3", "image4",
                  "nearly4");
        });
  }

  @Test
  void atTheLimitNothingIsCutAndBeyondItTheRestIsCounted() {
    Document document = Document.of("a: 1");
    for (int i = 0; i < Notes.KEPT_MAX; i++) {
      document.notes().note(Habit.NEARLY, 3, "message " + i, "x");
    }
    assertThat(document.told()).hasSize(Notes.KEPT_MAX).noneMatch(it -> it.contains("cut-short"));
    document.notes().note(Habit.NEARLY, 3, "message 7", "x");
    assertThat(document.told()).hasSize(Notes.KEPT_MAX);
    document.notes().note(Habit.NEARLY, 3, "one more", "x");
    document.notes().note(Habit.NEARLY, 3, "and another", "x");
    assertThat(document.told())
        .hasSize(Notes.KEPT_MAX + 1)
        .last()
        .isEqualTo(
            "cut-short 1:5 there are 2 more warnings, which are not shown;"
                + " the first of them settled");
    assertThat(document.notes().refused()).isFalse();
  }

  @Test
  void whatIsToldIsFitForAnyTerminal() {
    Document document = Document.of("a: 1");
    document.notes().note(Habit.NEARLY, 3, "a\u001b[2Jb", "c\nd\te");
    assertThat(document.told()).containsExactly("nearly 1:4 a\uFFFD[2Jb; c\uFFFDd e");
  }

  @Test
  void aWarningShowsItsPlaceItsTagAndTheWayOut() {
    Document document = Document.of("a: 1\nbc: 2\n");
    document.notes().note(Habit.OLD_SCALAR, 9, "2 is odd", "a better one");
    assertThat(document.notes().file()).isEqualTo("f.yaml");
    assertThat(document.notes().cautions())
        .extracting(Caution::render)
        .containsExactly(
            """
            f.yaml:2:5: warning: 2 is odd [old-scalar]
              2 | bc: 2
                |     ^
                = a better one\
            """);
  }

  @Test
  void problemsAreShownWithWhatWasExpected() {
    Document document = Document.of("a: 1");
    document.notes().refuse(3, "1 is wrong", "2");
    assertThat(document.notes().problems())
        .extracting(Problem::hints)
        .containsExactly(List.of("expected 2"));
  }
}
