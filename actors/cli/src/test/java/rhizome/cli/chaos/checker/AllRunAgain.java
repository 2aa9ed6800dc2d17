package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.cli.chaos.history.History;

/**
 * Once nothing is broken any more, everything wanted runs within a bound, and goes on running.
 *
 * @param bound after the last fault was undone and the last wish answered
 * @param blink so long a program may be away when it is restarted where it is
 */
public record AllRunAgain(Duration bound, Duration blink) implements Law {

  @Override
  public String name() {
    return "every workload that can run runs again";
  }

  @Override
  public List<Violation> breaches(History history) {
    Duration due = history.calm().plus(bound);
    List<Violation> breaches = new ArrayList<>();
    for (String workload : history.wanted()) {
      Optional<Duration> since = history.runningSince(workload, blink);
      if (since.isEmpty()) {
        breaches.add(
            new Violation(
                name(),
                history.end(),
                "%s has no process; the grid says: %s"
                    .formatted(workload, history.before().workloads().get(workload))));
      } else if (since.get().compareTo(due) > 0) {
        breaches.add(
            new Violation(
                name(),
                since.get(),
                "%s runs only %d ms after all was well, %d are allowed"
                    .formatted(
                        workload, since.get().minus(history.calm()).toMillis(), bound.toMillis())));
      }
    }
    return breaches;
  }
}
