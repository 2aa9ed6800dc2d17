package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.Life;

/**
 * Both witnesses count. Two lives that cross are proof, since each process was there at both ends
 * of what was seen of it. A program that did not get its lock is proof, too, however short it was.
 */
public record NoneDoubled() implements Law {

  @Override
  public String name() {
    return "a single workload never runs twice";
  }

  /** One instance may be several processes. */
  private record Span(Life.Instance instance, Duration first, Duration last, List<Long> pids) {

    Span with(Life life) {
      List<Long> all = new ArrayList<>(pids);
      all.add(life.pid());
      return new Span(instance, min(first, life.first()), max(last, life.last()), all);
    }

    static Span of(Life life) {
      return new Span(life.instance(), life.first(), life.last(), List.of(life.pid()));
    }
  }

  @Override
  public List<Violation> breaches(History history) {
    List<Violation> breaches = new ArrayList<>();
    history
        .byWorkload()
        .forEach(
            (workload, lives) -> {
              if (history.isSingle(workload)) {
                crossings(spans(lives), breaches);
              }
            });
    for (Entry entry : history.entries()) {
      if (entry instanceof Entry.Overlap(var at, var workload, var who)
          && history.isSingle(workload)) {
        breaches.add(new Violation(name(), at, workload + " could not lock: " + who));
      }
    }
    breaches.sort(Comparator.comparing(Violation::at));
    return breaches;
  }

  private static List<Span> spans(List<Life> lives) {
    Map<Life.Instance, Span> spans = new LinkedHashMap<>();
    lives.forEach(
        life -> spans.merge(life.instance(), Span.of(life), (span, _) -> span.with(life)));
    return List.copyOf(spans.values());
  }

  private void crossings(List<Span> spans, List<Violation> breaches) {
    for (int i = 0; i < spans.size(); i++) {
      for (int j = i + 1; j < spans.size(); j++) {
        Span a = spans.get(i);
        Span b = spans.get(j);
        Duration begin = max(a.first, b.first);
        Duration end = min(a.last, b.last);
        if (begin.compareTo(end) < 0) {
          String evidence =
              "for %d ms there were both %s (pid %s) and %s (pid %s)"
                  .formatted(end.minus(begin).toMillis(), a.instance, a.pids, b.instance, b.pids);
          breaches.add(new Violation(name(), begin, evidence));
        }
      }
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
