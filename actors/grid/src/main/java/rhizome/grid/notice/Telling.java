package rhizome.grid.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.grid.notice.Notices.Open;
import rhizome.grid.notice.Notices.State;

/** When the next letter is due, and what stands in it. */
record Telling(State state, Terms terms) {

  private static final Comparator<Line> WORST_FIRST =
      Comparator.comparing((Line line) -> line.notice().severity())
          .reversed()
          .thenComparing(line -> line.end().isPresent())
          .thenComparing(line -> line.notice().key());

  /** When there is something to tell and it may be told; empty when there is nothing. */
  Optional<Instant> due() {
    Stream<Instant> begun = untold().map(Open::tellAt);
    Stream<Instant> ended =
        state.ends().stream().flatMap(line -> line.end().stream()).map(Line.End::at);
    Stream<Instant> beyond = state.beyond().isEmpty() ? Stream.empty() : Stream.of(Instant.EPOCH);
    Instant next = state.posted().plus(terms.pause());
    return Stream.of(begun, ended.map(at -> at.plus(terms.gather())), beyond)
        .flatMap(moments -> moments)
        .min(Comparator.naturalOrder())
        .map(first -> first.isAfter(next) ? first : next);
  }

  private Stream<Open> untold() {
    return state.open().values().stream().filter(open -> !open.told());
  }

  /** What may be told now, if it is time. */
  Optional<Letter> letter(Instant at) {
    if (due().filter(when -> !when.isAfter(at)).isEmpty()) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>(state.ends());
    untold()
        .filter(open -> !open.tellAt().isAfter(at))
        .forEach(open -> lines.add(new Line(open.notice(), Optional.empty())));
    lines.sort(WORST_FIRST);
    int shown = Math.min(lines.size(), terms.linesMax());
    SortedMap<Topic, Long> more = new TreeMap<>(state.beyond());
    long ended = 0;
    for (Line line : lines.subList(shown, lines.size())) {
      if (line.end().isPresent()) {
        ended++;
      } else {
        more.merge(line.notice().key().topic(), 1L, Long::sum);
      }
    }
    return Optional.of(
        new Letter(state.numbers() + 1, at, false, lines.subList(0, shown), more, ended));
  }

  static Letter test(State state, Instant at) {
    return new Letter(state.numbers() + 1, at, true, List.of(), Collections.emptySortedMap(), 0);
  }
}
