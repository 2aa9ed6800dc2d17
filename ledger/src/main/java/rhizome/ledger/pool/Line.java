package rhizome.ledger.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import rhizome.ledger.chain.Entry;

/**
 * The order in which entries are best put into a block of {@code room} bytes: parents first, and
 * what brings most for a byte with all it still needs; so it is the best by steps, not of all
 * orders. To find what a long chain still needs takes as many steps as it has entries, so steps are
 * bounded: after these the rest comes as it came.
 */
final class Line {

  /** About a third of a second (ADR 0035). */
  static final int STEPS_MAX = 1_000_000;

  /** The last of a package that was worth so much when it came into the queue. */
  private record Candidate(Waiting last, Rate rate) {}

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing(Candidate::rate)
          .reversed()
          .thenComparingLong(candidate -> candidate.last().number);

  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(BEST_FIRST);
  private final Set<Waiting> taken = Waiting.some();
  private final List<Waiting> all;
  private final long smallest;
  private long room;
  private int steps;

  Line(List<Waiting> all, long room, int steps) {
    this.all = all;
    this.room = room;
    this.steps = steps;
    this.smallest = all.stream().mapToLong(Waiting::bytes).min().orElse(0);
    all.forEach(each -> queue.add(new Candidate(each, each.whole())));
  }

  List<Entry> entries() {
    while (!queue.isEmpty() && room >= smallest && steps > 0) {
      Candidate best = queue.remove();
      if (taken.contains(best.last())) {
        continue;
      }
      List<Waiting> needed = open(best.last());
      Rate rate = Waiting.sum(needed);
      if (rate.compareTo(best.rate()) < 0) {
        queue.add(new Candidate(best.last(), rate));
      } else if (rate.bytes() <= room) {
        take(needed);
      }
    }
    for (Waiting each : all) {
      if (!taken.contains(each) && each.bytes() <= room && taken.containsAll(each.parents)) {
        taken.add(each);
        room -= each.bytes();
      }
    }
    // What changes who may do what comes last, so that all others are right before it.
    List<Entry> entries = new ArrayList<>();
    taken.stream().filter(each -> !each.isTurn()).forEach(each -> entries.add(each.entry));
    taken.stream().filter(Waiting::isTurn).forEach(each -> entries.add(each.entry));
    return entries;
  }

  /** It and what it needs that is not taken, in their order. */
  private List<Waiting> open(Waiting last) {
    Set<Waiting> open =
        Waiting.reach(List.of(last), each -> each.parents, each -> !taken.contains(each));
    steps -= open.size();
    return open.stream().sorted(Comparator.comparingLong(each -> each.number)).toList();
  }

  /**
   * With a package gone, what builds on all of it is worth less than it was, which is seen when it
   * comes up; but what builds on a part only may be worth more, and comes in again.
   */
  private void take(List<Waiting> needed) {
    taken.addAll(needed);
    room -= Waiting.sum(needed).bytes();
    Collection<Waiting> beside =
        needed.subList(0, needed.size() - 1).stream()
            .flatMap(each -> each.children.stream())
            .filter(each -> !taken.contains(each))
            .toList();
    for (Waiting each : Waiting.downwards(beside)) {
      queue.add(new Candidate(each, Waiting.sum(open(each))));
    }
  }
}
