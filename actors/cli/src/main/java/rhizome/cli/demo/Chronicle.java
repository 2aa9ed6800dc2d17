package rhizome.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.cli.json.Json;

/** What the grid wrote down about some workloads, from a moment on, in the order of its clock. */
record Chronicle(Instant from, List<Line> lines) {

  /** One event of one workload. */
  record Line(Instant at, String workload, String event, String sentence, int incarnation) {}

  Chronicle {
    lines = List.copyOf(lines);
  }

  /** Out of whole timelines. */
  static Chronicle since(Instant from, List<Json> timelines) {
    List<Line> lines = new ArrayList<>();
    for (Json timeline : timelines) {
      for (Json entry : timeline.at("entries").items()) {
        Instant at = Instant.parse(entry.at("at").text());
        if (!at.isBefore(from)) {
          lines.add(
              new Line(
                  at,
                  timeline.at("workload").text(),
                  entry.at("event").text(),
                  entry.at("sentence").text(),
                  Math.toIntExact(entry.at("incarnation").number())));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::at));
    return new Chronicle(from, lines);
  }

  /** From the beginning to the first event of a kind. */
  Optional<Duration> untilFirst(String event) {
    return lines.stream().filter(line -> line.event.equals(event)).findFirst().map(this::after);
  }

  /** From the beginning to the last event of a kind. */
  Optional<Duration> untilLast(String event) {
    return lines.reversed().stream()
        .filter(line -> line.event.equals(event))
        .findFirst()
        .map(this::after);
  }

  Duration after(Line line) {
    return Duration.between(from, line.at);
  }
}
