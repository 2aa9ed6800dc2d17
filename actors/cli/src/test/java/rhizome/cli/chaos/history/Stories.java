package rhizome.cli.chaos.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.cli.chaos.history.Account.RobotState;
import rhizome.cli.chaos.history.Life.Instance;

/** Histories made by hand: good by themselves, and bad in whatever a test says. Time in seconds. */
public final class Stories {

  private final List<Entry> entries = new ArrayList<>();
  private final List<Life> lives = new ArrayList<>();
  private final TreeMap<String, RobotState> robots = new TreeMap<>();
  private final TreeMap<String, String> before = new TreeMap<>();
  private final TreeMap<String, String> after = new TreeMap<>();
  private int numbers;
  private double end = 100;

  public static Duration at(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  public static Wish.Apply apply(int ledgers) {
    TreeMap<String, Integer> replicas = new TreeMap<>();
    replicas.put("ledger", ledgers);
    return new Wish.Apply("shop", replicas, "mark");
  }

  /** Somebody wishes, and is answered. */
  public Stories wish(double from, double to, Wish wish, Answer answer) {
    int number = ++numbers;
    entries.add(new Entry.Invoked(at(from), number, wish));
    entries.add(new Entry.Answered(at(to), number, answer));
    return this;
  }

  /** Somebody wishes, and the run ends before he is answered. */
  public Stories wish(double from, Wish wish) {
    entries.add(new Entry.Invoked(at(from), ++numbers, wish));
    return this;
  }

  public Stories fault(double from, double to, boolean harmless) {
    int number = ++numbers;
    entries.add(new Entry.FaultBegun(at(from), number, "a fault", List.of("n1"), harmless));
    entries.add(new Entry.FaultEnded(at(to), number));
    return this;
  }

  public Stories entry(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** A process that ends; its epoch tells it from others. */
  public Stories life(String workload, String host, long epoch, double first, double last) {
    return add(new Instance(workload, host, "/" + host, epoch, 1), first, last, true);
  }

  /** A process that is there to the end. */
  public Stories lasts(String workload, String host, long epoch, double first) {
    return add(new Instance(workload, host, "/" + host, epoch, 1), first, end, false);
  }

  private Stories add(Instance instance, double first, double last, boolean ended) {
    lives.add(new Life(instance, 1000 + lives.size(), at(first), at(last), ended));
    return this;
  }

  /** What the grid says in the end. */
  public Stories robot(String phase, long generation, int ledgers) {
    TreeMap<String, Integer> replicas = new TreeMap<>();
    if (phase.equals("active")) {
      replicas.put("ledger", ledgers);
    }
    robots.put("shop", new RobotState(phase, generation, replicas));
    return this;
  }

  public Stories says(String workload, String earlier, String later) {
    before.put(workload, earlier);
    after.put(workload, later);
    return this;
  }

  public Stories forgets(String workload) {
    after.remove(workload);
    return this;
  }

  public Stories end(double seconds) {
    end = seconds;
    return this;
  }

  public History told() {
    TreeSet<String> shared = new TreeSet<>(List.of("shop/web"));
    return new History(
        42,
        shared,
        entries,
        lives,
        at(end),
        new Account(robots, before),
        new Account(robots, after));
  }
}
