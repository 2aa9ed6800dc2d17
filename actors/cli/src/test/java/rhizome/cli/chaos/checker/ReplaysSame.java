package rhizome.cli.chaos.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.cli.chaos.history.History;

/**
 * What every entity says is what its journal says: the same before all of them woke anew, and
 * after. Of a workload whose program was seen to end meanwhile something new is to be said; whether
 * it may end is the matter of {@link UntouchedStay}.
 */
public record ReplaysSame() implements Law {

  @Override
  public String name() {
    return "the journal replays to the same state";
  }

  @Override
  public List<Violation> breaches(History history) {
    List<Violation> breaches = new ArrayList<>();
    compare(history, history.before().robots(), history.after().robots(), breaches);
    compare(history, history.before().workloads(), history.after().workloads(), breaches);
    return breaches;
  }

  private static boolean hasEndedSince(History history, String workload) {
    return history.byWorkload().getOrDefault(workload, List.of()).stream()
        .anyMatch(life -> life.ended() && life.last().compareTo(history.settled()) >= 0);
  }

  private void compare(
      History history,
      SortedMap<String, ?> before,
      SortedMap<String, ?> after,
      List<Violation> breaches) {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Object was = value(before, name);
      Object is = value(after, name);
      if (!Objects.equals(was, is) && !hasEndedSince(history, name)) {
        breaches.add(
            new Violation(
                name(), history.end(), "%s was %s and woke as %s".formatted(name, was, is)));
      }
    }
  }

  private static Object value(Map<String, ?> values, String name) {
    return values.containsKey(name) ? values.get(name) : "not there";
  }
}
