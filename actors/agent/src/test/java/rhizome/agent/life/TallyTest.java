package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.agent.life.Tally.Change;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
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

  @Test
  void readyAndUnreadyAlwaysAlternateOnceReady() {
    Property.forAll(
        random -> {
          String answers =
              random
                  .ints(60, 0, 3)
                  .mapToObj(i -> "+-p".substring(i, i + 1))
                  .collect(Collectors.joining());
          int failures = random.nextInt(1, 4);
          String changes = play(failures, random.nextInt(1, 4), answers).replace(".", "");
          assertThat(changes).doesNotContain("RR");
          assertThat(answers.contains("+") || !changes.contains("R")).isTrue();
        });
  }

  private static String play(int failures, int successes, String answers) {
    Health health = new Health(new Probe.Alive(), SECOND, SECOND, failures, successes, SECOND);
    StringBuilder changes = new StringBuilder();
    Tally tally = Tally.NONE;
    for (int i = 0; i < answers.length(); i++) {
      char answer = answers.charAt(i);
      Tally.Counted counted = tally.count(health, answer == '+', answer == 'p');
      tally = counted.tally();
      changes.append(letter(counted.change()));
    }
    return changes.toString();
  }

  private static char letter(Change change) {
    return switch (change) {
      case NOTHING -> '.';
      case READY -> 'R';
      case UNREADY -> 'U';
    };
  }
}
