package rhizome.runtime.scaling;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.node.Lease;
import rhizome.grid.scaling.Advice;
import rhizome.grid.scaling.Course;
import rhizome.grid.scaling.Followed;
import rhizome.grid.scaling.Reading;
import rhizome.grid.scaling.Usage;

/** One service as its scaler knows it: what was read of it, and what that led to. */
final class Look {

  /** A lease and what was read under it. */
  private record Taken(Lease lease, Reading reading) {}

  private Followed followed;
  private Instant told;
  private Course course;
  private SortedMap<Integer, Taken> last = new TreeMap<>();
  private SortedMap<Integer, Taken> fresh = new TreeMap<>();
  private int awaited;
  private long round;

  Look(Followed followed, Instant now) {
    this.followed = followed;
    this.told = now;
    this.course = Course.begin(followed.replicas(), now);
  }

  void tell(Followed newer, Instant now) {
    followed = newer;
    told = now;
  }

  Followed followed() {
    return followed;
  }

  /** Nobody has said for long that it is to be followed. */
  boolean isForgotten(Instant limit) {
    return told.isBefore(limit);
  }

  /** Begins another round, which replaces one that is not over; answers its number. */
  long begin() {
    fresh = new TreeMap<>();
    awaited = followed.ready().size();
    return ++round;
  }

  /** Whether this was the last that the round waits for. */
  boolean take(long ofRound, int slot, Lease lease, Optional<Reading> reading) {
    if (ofRound != round || awaited == 0) {
      return false;
    }
    reading.ifPresent(read -> fresh.put(slot, new Taken(lease, read)));
    return --awaited == 0;
  }

  /** What the round leads to. */
  Optional<Course.Decided> decide(Instant now) {
    SortedMap<Integer, Usage> usages = new TreeMap<>();
    fresh.forEach(
        (slot, taken) -> {
          if (taken.lease.equals(followed.ready().get(slot))) {
            Optional<Reading> before =
                Optional.ofNullable(last.get(slot))
                    .filter(one -> one.lease.equals(taken.lease))
                    .map(Taken::reading);
            usages.put(slot, Usage.of(followed, before, taken.reading));
          }
        });
    last = fresh;
    Course.Next next = course.next(followed, Advice.of(followed, usages), now);
    course = next.course();
    return next.decided();
  }
}
