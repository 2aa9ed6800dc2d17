package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.agent.life.Tally.Verdict;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.house.Property;

class TallyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * Answers, one letter each: + yes, - no, p no while patient. Changes: . nothing, R ready, U
   * unready.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, +,         R",
    "1, 1, ++++,      R...",
    "1, 1, -,         U",
    "1, 1, ppp+-,     ...RU",
    "3, 1, --+--+---, ..R.....U",
    "3, 1, +--+---,   R.....U",
    "3, 1, pp---,     ....U",
    "1, 3, ++++,      ..R.",
    "1, 3, ++p++p+++, ........R",
    "2, 2, ++-+--,    .R...U",
    "2, 2, ++--++,    .R.U.R",
    "2, 2, -p--,      ...U",
  })
  void answersAreCountedInARow(int failures, int successes, String answers, String changes) {
    assertThat(play(failures, successes, answers)).isEqualTo(changes);
  }

  @ParameterizedTest
  @CsvSource({
    "2/3, 1,   +-+-,        R..U",
    "2/3, 1,   +-++-+-,     R.....U",
    "3/5, 1,   +-+-+-,      R....U",
    "3/5, 1,   +-+-++-+-,   R........",
    "1,   2/3, +-+,         .U.",
    "9,   2/3, +--+-+,      .....R",
    "2/4, 2/4, -+-+-+,      ..U..R",
    "9,   2/3, pp++,        ...R",
    "2/3, 9,   -pp-,        ....",
    "2/2, 1,   -+--,        .R.U",
  })
  void answersAreCountedAmongTheLast(
      String failures, String successes, String answers, String changes) {
    assertThat(play(threshold(failures), threshold(successes), answers)).isEqualTo(changes);
  }

  /** All answers are kept, and each time those since the last turn are looked through. */
  @Test
  void bitsCountAsALongMemoryWould() {
    Property.forAll(
        random -> {
          Threshold failures = threshold(random);
          Threshold successes = threshold(random);
          String answers = answers(random, 200);
          assertThat(play(failures, successes, answers))
              .as("%s failures, %s successes, %s", failures, successes, answers)
              .isEqualTo(remember(failures, successes, answers));
        });
  }

  @Test
  void soManyInARowAreSoManyOfTheLastSoMany() {
    Property.forAll(
        random -> {
          int failures = random.nextInt(1, 5);
          String answers = answers(random, 80);
          String changes = play(failures, 1, answers);
          int at = changes.indexOf('U');
          int run = answers.indexOf("-".repeat(failures));
          int ready = answers.indexOf('+');
          assertThat(at < 0 ? -1 : at).isEqualTo(run < 0 ? -1 : run + failures - 1);
          assertThat(ready < 0 || changes.charAt(ready) == 'R' || run >= 0).isTrue();
        });
  }

  @Test
  void readyAndUnreadyAlwaysAlternateOnceReady() {
    Property.forAll(
        random -> {
          String answers = answers(random, 60);
          int failures = random.nextInt(1, 4);
          String changes = play(failures, random.nextInt(1, 4), answers).replace(".", "");
          assertThat(changes).doesNotContain("RR");
          assertThat(answers.contains("+") || !changes.contains("R")).isTrue();
        });
  }

  private static String play(int failures, int successes, String answers) {
    return play(Threshold.row(failures), Threshold.row(successes), answers);
  }

  private static String play(Threshold failures, Threshold successes, String answers) {
    Check check = new Check(new Probe.Alive(), SECOND, SECOND, failures, successes);
    StringBuilder changes = new StringBuilder();
    Tally tally = Tally.NONE;
    for (int i = 0; i < answers.length(); i++) {
      char answer = answers.charAt(i);
      Tally counted = tally.count(check, answer == '+', answer == 'p');
      changes.append(letter(tally.verdict(), counted.verdict()));
      tally = counted;
    }
    return changes.toString();
  }

  private static String remember(Threshold failures, Threshold successes, String answers) {
    StringBuilder changes = new StringBuilder();
    Verdict verdict = Verdict.OPEN;
    int since = 0;
    for (int i = 1; i <= answers.length(); i++) {
      char newest = answers.charAt(i - 1);
      String all = answers.substring(since, i);
      Verdict next = verdict;
      if (newest == '+' && count(all, '+', successes) && verdict != Verdict.WELL) {
        next = Verdict.WELL;
      } else if (newest != '+' && count(all, '-', failures) && verdict != Verdict.UNWELL) {
        next = Verdict.UNWELL;
      }
      changes.append(letter(verdict, next));
      since = next == verdict ? since : i;
      verdict = next;
    }
    return changes.toString();
  }

  private static boolean count(String all, char kind, Threshold threshold) {
    String last = all.substring(Math.max(0, all.length() - threshold.of()));
    return last.chars().filter(c -> c == kind).count() >= threshold.count();
  }

  private static String answers(RandomGenerator random, int count) {
    return random
        .ints(count, 0, 5)
        .mapToObj(i -> "++--p".substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static Threshold threshold(RandomGenerator random) {
    int of = random.nextInt(3) == 0 ? random.nextInt(1, 65) : random.nextInt(1, 7);
    return new Threshold(random.nextInt(1, of + 1), of);
  }

  private static Threshold threshold(String text) {
    String[] parts = text.split("/", -1);
    int count = Integer.parseInt(parts[0]);
    return parts.length == 1
        ? Threshold.row(count)
        : new Threshold(count, Integer.parseInt(parts[1]));
  }

  private static char letter(Verdict before, Verdict after) {
    return before == after
        ? '.'
        : switch (after) {
          case WELL -> 'R';
          case UNWELL -> 'U';
          case OPEN -> '?';
        };
  }
}
