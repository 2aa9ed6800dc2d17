package rhizome.grid.robot;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Event.Observed;
import rhizome.grid.workload.Status;
import rhizome.kernel.WorkloadId;

/**
 * How far one workload is, and with the spec of which generation; what it says of an earlier one is
 * stale. A slot stands here from the moment it is wanted, as GONE until its workload answers, to
 * the moment its workload has confirmed that it is gone: so none is ever forgotten, even if the
 * request to start it is still on its way.
 *
 * @param asOf the revision of its workload when it said so
 * @param since when its status became this one
 * @param granted the generation in which it was last told to give way; 0 for none
 * @param spared when somebody was last allowed to take it away, until it is heard of
 * @param lease of the process that is to be told endpoints
 * @param endpoint where it can be reached
 * @param told the revision of the table that the holder of this lease has; 0 for none
 * @param fall its newest, as far as it was heard of
 */
public record Slot(
    long generation,
    long asOf,
    Status status,
    String detail,
    Instant since,
    long granted,
    Standing standing,
    Optional<Instant> spared,
    Optional<Lease> lease,
    Optional<Endpoint> endpoint,
    long told,
    Fall fall) {

  /**
   * That a workload was ready and is not, unasked.
   *
   * @param number how many there were; they are counted from its first life on
   * @param heard the fence of the robot when it first heard of this one; 0 for before it listened
   */
  public record Fall(long number, long heard) {
    public static final Fall NONE = new Fall(0, 0);
  }

  /** What a slot is to its robot. */
  public enum Standing {
    WANTED,
    /** It never left the spec that is wanted again: to say so disturbs nothing. */
    KEPT,
    /** Nobody misses it before the next revision. */
    DISCARDED
  }

  /** Without a place. */
  public Slot(long generation, Status status, String detail) {
    this(
        generation,
        0,
        status,
        detail,
        Instant.EPOCH,
        0,
        Standing.WANTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Fall.NONE);
  }

  /** What its workload last said of itself, in a sentence. */
  public String brief(WorkloadId workload) {
    String is = workload + " is " + status.name().toLowerCase(Locale.ROOT);
    return detail.isEmpty() ? is : is + ", " + detail;
  }

  /** Its workload has said this last, at this time. */
  Slot after(Observed o, long fence) {
    boolean kept = standing == Standing.KEPT;
    boolean stays = status == o.status() && (generation == o.generation() || kept);
    boolean answers = kept && generation < o.generation();
    return new Slot(
        o.generation(),
        o.asOf(),
        o.status(),
        o.detail(),
        stays ? since : o.at(),
        granted,
        answers ? Standing.WANTED : standing,
        o.status() == Status.READY ? spared : Optional.empty(),
        o.lease(),
        o.endpoint(),
        lease.equals(o.lease()) ? told : 0,
        after(o.falls(), fence));
  }

  /** What it says when it is first heard was before anybody listened. */
  private Fall after(long falls, long fence) {
    return falls <= fall.number ? fall : new Fall(falls, asOf == 0 ? 0 : fence);
  }

  /** Whether this is what it last said, too. */
  boolean isAsSaid(Observed o) {
    return generation == o.generation()
        && status == o.status()
        && detail.equals(o.detail())
        && lease.equals(o.lease())
        && endpoint.equals(o.endpoint())
        && o.falls() <= fall.number;
  }

  Slot reaffirmed(long asOfLater) {
    return new Slot(
        generation,
        asOfLater,
        status,
        detail,
        since,
        granted,
        standing,
        spared,
        lease,
        endpoint,
        told,
        fall);
  }

  Slot granted(long inGeneration) {
    return new Slot(
        generation,
        asOf,
        status,
        detail,
        since,
        inGeneration,
        standing,
        spared,
        lease,
        endpoint,
        told,
        fall);
  }

  /** To its robot it is this from now on. */
  public Slot as(Standing other) {
    return new Slot(
        generation,
        asOf,
        status,
        detail,
        since,
        granted,
        other,
        spared,
        lease,
        endpoint,
        told,
        fall);
  }

  Slot spared(Instant at) {
    return new Slot(
        generation,
        asOf,
        status,
        detail,
        since,
        granted,
        standing,
        Optional.of(at),
        lease,
        endpoint,
        told,
        fall);
  }

  /** Nobody misses it from now on. */
  Slot discarded(Instant at) {
    return new Slot(
        generation,
        asOf,
        status,
        detail,
        at,
        0,
        Standing.DISCARDED,
        Optional.empty(),
        lease,
        endpoint,
        told,
        fall);
  }

  /** Nothing is known of its workload's next run; what is older than what was known never is. */
  Slot renewed(long inGeneration, Instant at) {
    return new Slot(
        inGeneration,
        asOf,
        Status.GONE,
        "",
        at,
        0,
        Standing.WANTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        fall);
  }

  Slot told(long revision) {
    return new Slot(
        generation,
        asOf,
        status,
        detail,
        since,
        granted,
        standing,
        spared,
        lease,
        endpoint,
        revision,
        fall);
  }
}
