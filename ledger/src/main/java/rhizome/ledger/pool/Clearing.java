package rhizome.ledger.pool;

import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who has to go so that one more fits: what it replaces, and then the worst of those on which
 * nothing builds, one after the other; never what it needs. Only reckons, and changes nothing.
 */
final class Clearing {

  private final Set<Waiting> needed;
  private final Set<Waiting> out = Waiting.some();
  private final Iterator<Waiting> leaves;
  private final NavigableSet<Waiting> next = new TreeSet<>(Waiting.WORST_FIRST);
  private Rate above = new Rate(0, 1);
  private boolean full;

  Clearing(Room room, Limits limits, Waiting fresh, Set<Waiting> needed, Set<Waiting> replaced) {
    this.needed = needed;
    this.leaves = room.leaves().iterator();
    out.addAll(replaced);
    replaced.forEach(this::expose);
    pull();
    int count = room.size() - out.size() + 1;
    long bytes = room.bytes() - Waiting.sum(out).bytes() + fresh.bytes();
    while (count > limits.entriesMax() || bytes > limits.bytesMax()) {
      Waiting worst = next.removeFirst();
      full = true;
      above = worst.worth().compareTo(above) > 0 ? worst.worth() : above;
      out.add(worst);
      expose(worst);
      pull();
      count--;
      bytes -= worst.bytes();
    }
  }

  /** Whether any has to go that is not replaced, all of which are worth no more than above. */
  boolean isFull() {
    return full;
  }

  Rate above() {
    return above;
  }

  Set<Waiting> out() {
    return out;
  }

  private boolean mayGo(Waiting each) {
    return !out.contains(each) && !needed.contains(each);
  }

  private void expose(Waiting gone) {
    for (Waiting parent : gone.parents) {
      if (mayGo(parent) && out.containsAll(parent.children)) {
        next.add(parent);
      }
    }
  }

  /** One leaf more than were taken is always at hand, so the worst of all is among the next. */
  private void pull() {
    while (leaves.hasNext()) {
      Waiting leaf = leaves.next();
      if (mayGo(leaf)) {
        next.add(leaf);
        return;
      }
    }
  }
}
