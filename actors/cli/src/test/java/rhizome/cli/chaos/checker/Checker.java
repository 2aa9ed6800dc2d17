package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.List;
import rhizome.cli.chaos.history.History;

/** All laws. */
public record Checker(List<Law> laws) {

  /** So long a program is away at most when its agent starts it again. */
  private static final Duration BLINK = Duration.ofSeconds(2);

  public Checker {
    laws = List.copyOf(laws);
  }

  /**
   * @param bound in which a grid that is left alone must be well again
   */
  public static Checker within(Duration bound) {
    return new Checker(
        List.of(
            new NothingLost(),
            new NoneDoubled(),
            new AllRunAgain(bound, BLINK),
            new NothingUnwanted(bound),
            new UntouchedStay(bound),
            new ReplaysSame()));
  }

  public List<Violation> judge(History history) {
    return laws.stream().flatMap(law -> law.breaches(history).stream()).toList();
  }
}
