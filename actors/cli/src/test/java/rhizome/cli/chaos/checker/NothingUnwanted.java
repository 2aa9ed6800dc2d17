package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.Life;

/**
 * What was destroyed, or scaled away, does not run.
 *
 * @param bound after the last fault was undone and the last wish answered
 */
public record NothingUnwanted(Duration bound) implements Law {

  @Override
  public String name() {
    return "nothing runs that nobody wants";
  }

  @Override
  public List<Violation> breaches(History history) {
    Duration due = history.calm().plus(bound);
    SortedSet<String> wanted = history.wanted();
    return history.lives().stream()
        .filter(life -> !wanted.contains(life.workload()) && life.last().compareTo(due) > 0)
        .map(life -> breach(life, due))
        .toList();
  }

  private Violation breach(Life life, Duration due) {
    return new Violation(
        name(),
        life.last(),
        "%s (pid %d) was there %d ms after it had to be gone"
            .formatted(life.instance(), life.pid(), life.last().minus(due).toMillis()));
  }
}
