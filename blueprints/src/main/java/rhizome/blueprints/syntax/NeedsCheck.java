package rhizome.blueprints.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Whether what services need exists and can be started one after the other. */
final class NeedsCheck {

  private static final int CIRCLES_MAX = 20;
  private static final int PATH_MAX = 12;

  private final Problems problems;
  private final Map<String, Map<String, Integer>> needs = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> uses = new LinkedHashMap<>();
  private final List<Neighbour> neighbours = new ArrayList<>();

  /** A service that another shall be near to, or apart from. */
  private record Neighbour(String service, String key, Node.Scalar name) {}

  private final Map<String, List<Need>> ends = new LinkedHashMap<>();
  private final Map<String, Optional<Job>> jobs = new TreeMap<>();

  /** What must have ended, and where that is said. */
  private record Need(String service, int at) {}

  NeedsCheck(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param needed each needed service with the place where it is named
   * @param used the same of those it uses, in whatever circles
   * @param job whether others may wait for its end, or may need it at all
   */
  void add(String service, NeedsReader.Needs needed, Map<String, Integer> used, Optional<Job> job) {
    needs.put(service, new LinkedHashMap<>(needed.places()));
    uses.put(service, used);
    jobs.put(service, job);
    List<Need> awaited = new ArrayList<>();
    needed
        .places()
        .forEach(
            (name, at) -> {
              if (needed.conditions().get(name) == Condition.COMPLETED) {
                awaited.add(new Need(name, at));
              }
            });
    ends.put(service, awaited);
  }

  /**
   * @param key {@code near} or {@code apart}, in which the name stands
   */
  void add(String service, String key, Node.Scalar name) {
    neighbours.add(new Neighbour(service, key, name));
  }

  void check() {
    needs.forEach(this::refuseUnknown);
    uses.forEach(
        (service, used) ->
            used.forEach(
                (name, at) -> {
                  if (!needs.containsKey(name)) {
                    refuseUnknown(at, Words.quote(service) + " uses ", name);
                  }
                }));
    for (Neighbour each : neighbours) {
      String name = each.name.text();
      if (!needs.containsKey(name)) {
        String who = "%s has in '%s' ".formatted(Words.quote(each.service), each.key);
        refuseUnknown(each.name.at(), who, name);
      }
    }
    ends.values().forEach(awaited -> awaited.forEach(this::refuseEndless));
    for (int i = 0; i < CIRCLES_MAX; i++) {
      List<String> circle = circle();
      if (circle.isEmpty()) {
        return;
      }
      refuse(circle);
    }
  }

  private void refuseUnknown(String service, Map<String, Integer> wanted) {
    for (Iterator<Map.Entry<String, Integer>> each = wanted.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Integer> need = each.next();
      if (need.getKey().equals(service)) {
        String message = Words.quote(service) + " needs itself";
        problems.add(need.getValue(), message, "the names of other services");
        each.remove();
      } else if (!needs.containsKey(need.getKey())) {
        refuseUnknown(need.getValue(), Words.quote(service) + " needs ", need.getKey());
        each.remove();
      } else if (jobs.getOrDefault(need.getKey(), Optional.empty()).stream()
          .anyMatch(job -> job.schedule().isPresent())) {
        String message = Words.quote(need.getKey()) + " has a schedule, and so is never done";
        problems.add(need.getValue(), message, "a service, or a job without 'schedule'");
      }
    }
  }

  /** What is no service at all was told already. */
  private void refuseEndless(Need need) {
    if (jobs.getOrDefault(need.service, Optional.of(Job.UNLIMITED)).isEmpty()) {
      problems.add(
          need.at,
          Words.quote(need.service) + " is no job, and so it never completes",
          "'job: {}' in " + Words.quote(need.service) + ", or its name alone: ready is enough");
    }
  }

  private void refuseUnknown(int at, String who, String name) {
    problems.add(
        at,
        who + Words.quote(name) + ", which is no service",
        Optional.of("one of " + Words.list(needs.keySet())),
        () -> Nearest.of(name, needs.keySet()));
  }

  /** Notes the circle and opens it, so that the next one can be seen. */
  private void refuse(List<String> circle) {
    List<String> path = new ArrayList<>(circle);
    path.add(circle.getFirst());
    if (path.size() > PATH_MAX) {
      path = new ArrayList<>(path.subList(0, PATH_MAX - 2));
      path.add("… (" + circle.size() + " services)");
      path.add(circle.getFirst());
    }
    Map<String, Integer> last = needs.getOrDefault(circle.getLast(), new TreeMap<>());
    Integer at = last.remove(circle.getFirst());
    problems.add(
        at == null ? 0 : at,
        "services need each other in a circle: " + String.join(" needs ", path),
        "an order in which they can start; leave one of these needs out");
  }

  /** Some services each needing the next and the last the first; none if all can start. */
  private List<String> circle() {
    Map<String, Integer> stuck = stuck();
    if (stuck.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> visited = new LinkedHashMap<>();
    String at = stuck.keySet().iterator().next();
    while (!visited.containsKey(at)) {
      visited.put(at, visited.size());
      at = needsOf(at).stream().filter(stuck::containsKey).findFirst().orElse(at);
    }
    List<String> path = new ArrayList<>(visited.keySet());
    return path.subList(path.indexOf(at), path.size());
  }

  /** The services that are left when all that can start have started, in document order. */
  private Map<String, Integer> stuck() {
    Map<String, Integer> waiting = new LinkedHashMap<>();
    Map<String, List<String>> dependants = new TreeMap<>();
    Deque<String> ready = new ArrayDeque<>();
    for (String service : needs.keySet()) {
      waiting.put(service, needsOf(service).size());
      needsOf(service)
          .forEach(need -> dependants.computeIfAbsent(need, _ -> new ArrayList<>()).add(service));
      if (needsOf(service).isEmpty()) {
        ready.add(service);
      }
    }
    for (String next = ready.poll(); next != null; next = ready.poll()) {
      waiting.remove(next);
      for (String dependant : dependants.getOrDefault(next, List.of())) {
        if (waiting.merge(dependant, -1, Integer::sum) == 0) {
          ready.add(dependant);
        }
      }
    }
    return waiting;
  }

  private List<String> needsOf(String service) {
    return List.copyOf(needs.getOrDefault(service, new TreeMap<>()).keySet());
  }
}
