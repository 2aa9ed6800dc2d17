package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class ProblemsTest {

  private static final Extent ALL = new Extent(0, 4);

  @Test
  void aProblemShowsItsLineACaretAndTheLikeliestWayOutFirst() {
    Problems problems = problems("a: 1\nbc: 2\n");
    problems.add(9, "2 is wrong", Optional.of("3"), Optional.of("4"));
    assertThat(problems.all())
        .extracting(Problem::render)
        .containsExactly(
            """
            f:2:5: 2 is wrong
              2 | bc: 2
                |     ^
                = did you mean '4'?
                = expected 3\
            """);
    assertThat(problems.all()).extracting(Problem::headline).containsExactly("f:2:5: 2 is wrong");
  }

  @Test
  void aProblemWithoutAWayOutHasNoHints() {
    Problems problems = problems("a");
    problems.add(0, "wrong", Optional.empty(), Optional.empty());
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.hints()).isEmpty();
              assertThat(problem.render()).isEqualTo("f:1:1: wrong\n  1 | a\n    | ^");
            });
  }

  @Test
  void aSpotKeepsItsMarginUnderNumbersOfAnyLength() {
    Spot spot = new Spot("f", 1_234, 2, "ab", 1);
    assertThat(spot.headline("x")).isEqualTo("f:1234:2: x");
    assertThat(spot.render("x", List.of("h", "i")))
        .isEqualTo("f:1234:2: x\n  1234 | ab\n       |  ^\n       = h\n       = i");
    assertThat(spot.render("x", List.of())).doesNotContain("=").endsWith("^");
  }

  @Test
  void whatIsFoundTwiceAtOnePlaceCountsOnce() {
    Problems problems = problems("ab");
    problems.add(0, "wrong", "x");
    problems.add(0, "wrong", "y");
    problems.add(1, "wrong", "x");
    problems.add(0, "odd", "x");
    assertThat(said(problems)).containsExactly("1:1 odd", "1:1 wrong", "1:2 wrong");
    assertThat(problems.all().get(1).expected()).hasValue("x");
  }

  @Test
  void problemsStandInTheOrderOfTheFileInWhateverOrderTheyAreFound() {
    Property.forAll(
        100,
        random -> {
          Problems problems = problems("abcd\nef");
          List<Integer> places = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
          Collections.shuffle(places, Random.from(random));
          places.forEach(at -> problems.add(at, "x", "y"));
          assertThat(said(problems))
              .containsExactly(
                  "1:1 x", "1:2 x", "1:3 x", "1:4 x", "1:5 x", "2:1 x", "2:2 x", "2:3 x");
        });
  }

  @Test
  void thoseOfOtherFilesFollowAndCountAsProblems() {
    Problems other = new Problems(new Source("g", "x"));
    other.add(0, "there", "y");
    Problems problems = problems("ab");
    assertThat(problems.isEmpty()).isTrue();
    problems.addAll(other.all());
    assertThat(problems.isEmpty()).isFalse();
    problems.add(1, "here", "y");
    assertThat(problems.all())
        .extracting(Problem::headline)
        .containsExactly("f:1:2: here", "g:1:1: there");
  }

  @Test
  void atTheLimitNothingIsCutAndBeyondItALastOneSaysSo() {
    Problems problems = problems("ab");
    for (int i = 0; i < Problems.KEPT_MAX; i++) {
      problems.add(0, "message " + i, "x");
    }
    problems.add(0, "message 3", "x");
    assertThat(problems.all()).hasSize(Problems.KEPT_MAX);
    problems.add(0, "too many", Optional.empty(), () -> fail("asked for one that is not kept"));
    assertThat(problems.all())
        .hasSize(Problems.KEPT_MAX + 1)
        .last()
        .extracting(Problem::headline)
        .isEqualTo("f:1:3: there are more than 500 problems; the others are not shown");
  }

  @Test
  void allThatIsSaidIsFitForAnyTerminal() {
    Problems problems = problems("a\u0007b");
    problems.add(1, "a\u001bb", Optional.of("c\nd"), Optional.of("e\tf"));
    Problem problem = problems.all().getFirst();
    assertThat(problem.message()).isEqualTo("a\uFFFDb");
    assertThat(problem.expected()).hasValue("c\uFFFDd");
    assertThat(problem.nearest()).hasValue("e f");
    assertThat(problem.excerpt()).isEqualTo("a\uFFFDb");
  }

  @Test
  void aCopyIsToldAtItsOwnTextWithWhoAskedForIt() {
    Problems problems = problems("abcde");
    Source template = new Source("t", "x\nyz");
    int shift = problems.sheets().add(template, ALL, ", asked by a").orElseThrow();
    int again = problems.sheets().add(template, ALL, ", asked by b").orElseThrow();
    problems.add(shift + 3, "wrong", "x");
    problems.add(again + 3, "wrong", "x");
    problems.add(again + 2, "wrong", "x");
    problems.add(4, "own", "x");
    assertThat(problems.all())
        .extracting(Problem::headline)
        .containsExactly("f:1:5: own", "t:2:1: wrong, asked by b", "t:2:2: wrong, asked by a");
  }

  private static Problems problems(String text) {
    return new Problems(new Source("f", text));
  }

  private static List<String> said(Problems problems) {
    return problems.all().stream()
        .map(it -> it.line() + ":" + it.column() + " " + it.message())
        .toList();
  }
}
