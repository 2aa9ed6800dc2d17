package rhizome.grid.zone;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Seeker;
import rhizome.grid.zone.Member.Phase;
import rhizome.grid.zone.Sleepers.Sleeper;
import rhizome.kernel.NodeId;

/**
 * When a zone powers its nodes up and down (ADR 0030): up for whoever waits and would fit, and when
 * what is on is nearly used up; down what nobody needs. One wish at a time; the node decides.
 */
public final class Power {

  /** What a zone asks of a node, and the figures it was asked for. */
  public sealed interface Wish {
    NodeId node();

    String why();

    record Down(NodeId node, String boot, String why) implements Wish {}

    record Up(NodeId node, String why) implements Wish {}
  }

  /** How often it looks. */
  static final Duration LOOK = Duration.ofSeconds(1);

  /** So long a zone that just started listens who is there at all. */
  static final Duration LISTEN = Duration.ofSeconds(5);

  /** By then a node that was told to sleep takes nothing more. */
  private static final Duration HEED = Duration.ofSeconds(10);

  /** A node that takes workloads. */
  private record On(Member member, Facts facts, Resources used, Instant since) {
    NodeId node() {
      return member.node;
    }

    Resources capacity() {
      return facts.capacity();
    }

    boolean isIdle() {
      return member.held.isEmpty() && used.equals(Resources.NONE);
    }
  }

  private record Since(String boot, Instant at) {}

  private final PowerLimits limits;
  private final Sleepers sleepers = new Sleepers();
  private SortedMap<NodeId, Since> since = new TreeMap<>();
  private @Nullable Instant look;
  private Instant pace = Instant.MIN;
  private @Nullable Since sent;

  public Power(PowerLimits limits) {
    this.limits = limits;
  }

  /** A node says that it sleeps, or is to wake, since then. */
  public void rests(NodeId node, Facts facts, Instant from, boolean waking) {
    sleepers.put(new Sleeper(node, facts, from, waking));
  }

  /** It does not, or is to do so no longer. */
  public void forget(NodeId node) {
    sleepers.remove(node);
  }

  /** Whether nobody wonders that it is silent. */
  public boolean isOff(NodeId node) {
    return sleepers.get(node) != null;
  }

  /**
   * The node that should go down or up now.
   *
   * @param waiting who waits for a place, the most urgent first
   * @param calm nobody is silent, and nothing is frozen
   */
  public Optional<Wish> next(
      ZoneIndex index, Supplier<List<Seeker>> waiting, boolean calm, Instant now) {
    if (!limits.enabled()) {
      return Optional.empty();
    }
    if (look == null) {
      look = now.plus(LISTEN);
    }
    if (now.isBefore(look)) {
      return Optional.empty();
    }
    look = now.plus(LOOK);
    List<On> on = look(index, now);
    sleepers.removeAll(since.keySet());
    List<Seeker> seekers = waiting.get();
    Optional<Wish> wish =
        forSomebody(index, seekers, on.size())
            .or(() -> now.isBefore(pace) ? Optional.empty() : paced(on, seekers, calm, now));
    wish.ifPresent(w -> note(w, now));
    return wish;
  }

  private List<On> look(ZoneIndex index, Instant now) {
    List<On> on = new ArrayList<>();
    SortedMap<NodeId, Since> seen = new TreeMap<>();
    for (Member member : index.presence().all()) {
      Facts facts = member.facts;
      if (member.phase == Phase.HEARD && facts != null && member.isOpen()) {
        Since before = since.get(member.node);
        Since from =
            before != null && before.boot.equals(member.boot)
                ? before
                : new Since(member.boot, now);
        seen.put(member.node, from);
        on.add(new On(member, facts, index.stock().used(member.node), from.at));
      }
    }
    since = seen;
    return on;
  }

  private Optional<Wish> forSomebody(ZoneIndex index, List<Seeker> seekers, int on) {
    return sleepers
        .fit(index, seekers)
        .map(
            fit ->
                new Wish.Up(
                    fit.sleeper().node(),
                    "%s waits for %s and fits on none of the %d nodes that are on"
                        .formatted(fit.seeker().workload(), words(fit.seeker().amount()), on)));
  }

  private Optional<Wish> paced(List<On> on, List<Seeker> seekers, boolean calm, Instant now) {
    return enough(on)
        .or(() -> relief(on))
        .or(() -> routine(now))
        .or(() -> calm ? saving(on, seekers, now) : Optional.empty());
  }

  /** Fewer are on than should be, because some were lost. */
  private Optional<Wish> enough(List<On> on) {
    int there = on.size() + sleepers.waking().size();
    return there >= limits.onMin()
        ? Optional.empty()
        : sleepers.asleep().stream()
            .findFirst()
            .map(
                s ->
                    new Wish.Up(
                        s.node(),
                        "%d nodes are on, of at least %d".formatted(there, limits.onMin())));
  }

  /** What is on, and what is to be on soon, is used too much. */
  private Optional<Wish> relief(List<On> on) {
    Resources used = sum(on.stream().map(On::used));
    Resources capacity =
        sum(
            Stream.concat(
                on.stream().map(On::capacity), sleepers.waking().stream().map(Sleeper::capacity)));
    List<Sleeper> asleep = sleepers.asleep();
    if (asleep.isEmpty() || !isMuch(used, capacity)) {
      return Optional.empty();
    }
    Sleeper enough =
        asleep.stream()
            .filter(s -> !isMuch(used, capacity.plus(s.capacity())))
            .findFirst()
            .orElseGet(asleep::getLast);
    String why = shares(used, capacity) + " of what is on is used, more than " + threshold();
    return Optional.of(new Wish.Up(enough.node(), why));
  }

  /** A machine that does not come back shall be known before it is needed. */
  private Optional<Wish> routine(Instant now) {
    if (!sleepers.waking().isEmpty()) {
      return Optional.empty();
    }
    return sleepers.asleep().stream()
        .filter(s -> !now.isBefore(s.since().plus(limits.wakeEvery())))
        .min(Comparator.comparing(Sleeper::since).thenComparing(Sleeper::node))
        .map(
            s ->
                new Wish.Up(
                    s.node(),
                    "asleep for %s: to see that it comes"
                        .formatted(Duration.between(s.since(), now).truncatedTo(SECONDS))));
  }

  private Optional<Wish> saving(List<On> on, List<Seeker> seekers, Instant now) {
    if (on.size() <= limits.onMin() || (sent != null && heeds(sent, now))) {
      return Optional.empty();
    }
    Resources capacity = sum(on.stream().map(On::capacity));
    Resources demand = sum(Stream.concat(on.stream().map(On::used), waiting(on, seekers)));
    return on.stream()
        .filter(
            n -> n.facts.powered() && n.isIdle() && !now.isBefore(n.since.plus(limits.settle())))
        .filter(n -> !isMuch(demand, capacity.minus(n.capacity())))
        .max(
            Comparator.<On>comparingLong(n -> n.capacity().cpuMillis())
                .thenComparingLong(n -> n.capacity().memoryBytes())
                .thenComparing(On::node))
        .map(
            n ->
                new Wish.Down(
                    n.node(),
                    n.member.boot,
                    "idle, and without it %s of what is on is used, not more than %s"
                        .formatted(shares(demand, capacity.minus(n.capacity())), threshold())));
  }

  /** Whether it was told to sleep and has yet to say that it does. */
  private boolean heeds(Since told, Instant now) {
    return now.isBefore(told.at) && since.values().stream().anyMatch(s -> s.boot.equals(told.boot));
  }

  /** Of those who wait, those who could have a place if one became free. */
  private static Stream<Resources> waiting(List<On> on, List<Seeker> seekers) {
    return seekers.stream()
        .map(Seeker::amount)
        .filter(amount -> on.stream().anyMatch(n -> amount.fitsIn(n.capacity())));
  }

  private void note(Wish wish, Instant now) {
    pace = now.plus(limits.pace());
    switch (wish) {
      case Wish.Down(_, var boot, _) -> sent = new Since(boot, now.plus(HEED));
      case Wish.Up(var node, _) -> {
        Sleeper sleeper = sleepers.get(node);
        if (sleeper != null) {
          sleepers.put(new Sleeper(node, sleeper.facts(), now, true));
        }
      }
    }
  }

  private boolean isMuch(Resources used, Resources capacity) {
    return share(used.cpuMillis(), capacity.cpuMillis()) > limits.threshold()
        || share(used.memoryBytes(), capacity.memoryBytes()) > limits.threshold();
  }

  /** Nothing of nothing is all of it. */
  private static double share(long used, long capacity) {
    return capacity <= 0 ? 1 : (double) used / capacity;
  }

  private static Resources sum(Stream<Resources> amounts) {
    return amounts.reduce(Resources.NONE, Resources::plus);
  }

  private static String shares(Resources used, Resources capacity) {
    return "%d %% of the cpu and %d %% of the memory"
        .formatted(
            Math.round(100 * share(used.cpuMillis(), capacity.cpuMillis())),
            Math.round(100 * share(used.memoryBytes(), capacity.memoryBytes())));
  }

  private String threshold() {
    return Math.round(100 * limits.threshold()) + " %";
  }

  private static String words(Resources amount) {
    return String.format(
        Locale.ROOT,
        "%.1f cores and %d MiB",
        (double) amount.cpuMillis() / 1000,
        amount.memoryBytes() >> 20);
  }
}
