package rhizome.cli.chaos.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A whole run, for a checker to judge.
 *
 * @param seed that draws it again
 * @param shared services whose workloads may overlap
 * @param entries in the order of their time
 * @param lives in the order of their begin
 * @param end when watching ended
 * @param before what the grid said when all had settled
 * @param after what it said once every control member had been started anew
 */
public record History(
    long seed,
    SortedSet<String> shared,
    List<Entry> entries,
    List<Life> lives,
    Duration end,
    Account before,
    Account after) {

  public History {
    shared = Collections.unmodifiableSortedSet(new TreeSet<>(shared));
    entries = entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
    lives = lives.stream().sorted(Comparator.comparing(Life::first)).toList();
  }

  /** A wish with what became of it. */
  public record Deed(int number, Wish wish, Duration invoked, Duration answered, Answer answer) {}

  /** Every wish, in the order in which they were made; one without an answer is unknown. */
  public List<Deed> deeds() {
    SortedMap<Integer, Entry.Answered> answers = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Answered answered) {
        answers.put(answered.number(), answered);
      }
    }
    List<Deed> deeds = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Invoked(var at, int number, var wish)) {
        Entry.Answered answered =
            answers.getOrDefault(
                number,
                new Entry.Answered(end, number, new Answer.Unknown("the run ended before")));
        deeds.add(new Deed(number, wish, at, answered.at(), answered.answer()));
      }
    }
    return deeds;
  }

  /** A fault with the time in which it worked. */
  public record Trouble(
      int number,
      String fault,
      List<String> hosts,
      boolean harmless,
      Duration begun,
      Duration ended) {}

  /** Every fault; one that was not undone lasts to the end. */
  public List<Trouble> troubles() {
    SortedMap<Integer, Duration> ends = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.FaultEnded(var at, int number)) {
        ends.put(number, at);
      }
    }
    List<Trouble> troubles = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.FaultBegun f) {
        Duration ended = ends.getOrDefault(f.number(), end);
        troubles.add(new Trouble(f.number(), f.fault(), f.hosts(), f.harmless(), f.at(), ended));
      }
    }
    return troubles;
  }

  /** When it was said that all is well, before everything woke anew; the end if it never was. */
  public Duration settled() {
    return entries.stream()
        .filter(Entry.Settled.class::isInstance)
        .map(Entry::at)
        .findFirst()
        .orElse(end);
  }

  /** When the grid was left alone: nothing is broken, and nothing is asked, from here on. */
  public Duration calm() {
    Duration settled = settled();
    Duration calm = Duration.ZERO;
    for (Trouble trouble : troubles()) {
      if (trouble.begun().compareTo(settled) < 0) {
        calm = later(calm, trouble.ended());
      }
    }
    for (Deed deed : deeds()) {
      calm = later(calm, deed.answered());
    }
    return calm;
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** The lives of each workload that ever had one. */
  public SortedMap<String, List<Life>> byWorkload() {
    SortedMap<String, List<Life>> sorted = new TreeMap<>();
    lives.forEach(
        life -> sorted.computeIfAbsent(life.workload(), _ -> new ArrayList<>()).add(life));
    return sorted;
  }

  /** Whether two processes under this name are one too many. */
  public boolean isSingle(String workload) {
    return !shared.contains(workload.substring(0, workload.indexOf('#')));
  }

  /** What the grid wants to run in the end. */
  public SortedSet<String> wanted() {
    SortedSet<String> wanted = new TreeSet<>();
    before
        .robots()
        .forEach(
            (robot, state) ->
                state
                    .replicas()
                    .forEach(
                        (service, replicas) -> {
                          for (int slot = 0; slot < replicas; slot++) {
                            wanted.add(robot + "/" + service + "#" + slot);
                          }
                        }));
    return wanted;
  }

  /** Since when a workload has not been without a process; nothing when it has none at the end. */
  public Optional<Duration> runningSince(String workload, Duration blink) {
    List<Life> all = byWorkload().getOrDefault(workload, List.of());
    List<Life> last = all.stream().filter(life -> !life.ended()).toList();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Duration since = last.stream().map(Life::first).min(Comparator.naturalOrder()).orElseThrow();
    for (boolean earlier = true; earlier; ) {
      Duration reach = since.minus(blink);
      Optional<Duration> before =
          all.stream()
              .filter(life -> life.last().compareTo(reach) >= 0)
              .map(Life::first)
              .min(Comparator.naturalOrder());
      earlier = before.isPresent() && before.get().compareTo(since) < 0;
      since = earlier ? before.get() : since;
    }
    return Optional.of(since);
  }
}
