package rhizome.grid.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.endpoint.Table;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node.Command.Enrol;
import rhizome.grid.node.Report;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * The machine's side, played from a script: beats its heart, obeys the list it is given, repeats
 * each report until it is acknowledged, and can be cut off, crash, or lose its memory.
 *
 * <p>Where the terms say so it stops everything once it had no answer for a lease, and takes a new
 * boot. A boot starts nothing before its node has told it what to hold, and an answer renews the
 * lease only from then on: until then the lease of the earlier boot runs.
 */
public final class Agent {

  private static final long BEAT_MS = 1_000;
  private static final long REPEAT_MS = 2_000;
  private static final long SWITCH_MS = 1_500;

  private final Grid grid;
  private final NodeId id;
  private final Facts facts;
  private final Processes processes;
  private final List<Report> unacknowledged = new ArrayList<>();
  private final SortedMap<WorkloadId, Long> untold = new TreeMap<>();
  private final SortedMap<Lease, SortedMap<WorkloadId, Table>> tables =
      new TreeMap<>(Comparator.comparingLong(Lease::epoch));
  private String boot = "";
  private int boots;
  private int lives;
  private boolean up;
  private boolean cut;
  private boolean granted;
  private long newest;
  private long enrolments;
  private long enrolment;
  private long answered;
  private long leaseFrom;
  private long beats;
  private long heard;

  Agent(Grid grid, NodeId id, Facts facts) {
    this.grid = grid;
    this.id = id;
    this.facts = facts;
    this.processes = new Processes(grid, this);
    grid.time().every(BEAT_MS, this::beat);
    grid.time().every(REPEAT_MS, () -> List.copyOf(unacknowledged).forEach(this::deliver));
    grid.time().every(REPEAT_MS, this::lack);
    grid.time().after(leaseMs(), this::minLease);
  }

  public NodeId id() {
    return id;
  }

  public boolean isUp() {
    return up;
  }

  public boolean isCut() {
    return cut;
  }

  /** The programs of this machine. */
  public Processes processes() {
    return processes;
  }

  /** Every line to and from the agent: dead while it is cut off. */
  void link(Runnable delivery) {
    if (!cut) {
      grid.post()
          .send(
              () -> {
                if (!cut) {
                  delivery.run();
                }
              });
    }
  }

  /** The machine starts, or its agent's JVM does while the processes run on. */
  public void boot() {
    up = true;
    renew();
    processes.reopen();
  }

  /** Enrols the node. One connection carries this: none overtakes another. */
  void enrol() {
    if (!up) {
      return;
    }
    long number = ++enrolments;
    Enrol enrol = new Enrol(facts, boot, grid.time().now());
    link(
        () -> {
          if (number >= enrolment) {
            enrolment = number;
            grid.node(id).ask(enrol);
          }
        });
  }

  private void renew() {
    boots++;
    boot = id + "-" + boots;
    granted = false;
    answered = grid.time().millis();
    if (processes.live().isEmpty()) {
      leaseFrom = answered;
    }
    enrol();
  }

  /** The machine loses power; with {@code amnesia} its disk too. */
  public void crash(boolean amnesia) {
    down();
    processes.perish(amnesia);
    if (amnesia) {
      tables.clear();
    }
  }

  /** Only the agent's JVM dies. */
  public void down() {
    up = false;
    lives++;
    // What was stopped stays on disk until it is acknowledged.
    unacknowledged.removeIf(report -> !(report instanceof Report.Stopped));
    processes.orphan();
    untold.clear(); // until it is told again what to hold
  }

  /** Its switch takes a moment; what is down then is not heard any more. */
  void powerDown(String of) {
    int life = lives;
    grid.time()
        .after(
            SWITCH_MS,
            () -> {
              if (up && lives == life && of.equals(boot)) {
                crash(false);
              }
            });
  }

  void powerUp() {
    grid.time()
        .after(
            SWITCH_MS,
            () -> {
              if (!up) {
                boot();
              }
            });
  }

  public void cut() {
    cut = true;
  }

  public void mend() {
    cut = false;
  }

  boolean mayStart() {
    return up && granted;
  }

  /** Counts the runs of the JVM, so that timers of an earlier one are known. */
  int life() {
    return lives;
  }

  private void beat() {
    if (!up) {
      return;
    }
    long sent = grid.time().millis();
    long number = ++beats;
    Heartbeat heartbeat = new Heartbeat(id, boot, 1, facts, 0);
    Runnable arrive = () -> heardByZone(heartbeat, number, sent);
    if (grid.terms().lapses()) {
      link(arrive);
    } else {
      grid.post().sendSurely(arrive);
    }
  }

  /** One connection carries the beats: none overtakes another. */
  private void heardByZone(Heartbeat heartbeat, long number, long sent) {
    if (number < heard) {
      return;
    }
    heard = number;
    grid.zone().hear(heartbeat);
    link(() -> answer(heartbeat.boot(), sent));
  }

  private void answer(String of, long sent) {
    if (up && of.equals(boot)) {
      answered = Math.max(answered, sent);
      leaseFrom = granted ? answered : leaseFrom;
    }
  }

  private long leaseMs() {
    return grid.terms().lease().toMillis();
  }

  /** Also while the JVM is down: then the machine's own watchdog does it. */
  private void minLease() {
    long end = leaseFrom + leaseMs();
    if (grid.time().millis() < end) {
      grid.time().after(end - grid.time().millis(), this::minLease);
      return;
    }
    if (grid.terms().lapses()) {
      processes.pauseAll();
      if (up) {
        renew();
      }
    }
    grid.time().after(leaseMs(), this::minLease);
  }

  void hold(Zone.Orders orders) {
    if (!up || !orders.hold().boot().equals(boot) || orders.number() < newest) {
      return;
    }
    newest = orders.number();
    if (!granted) {
      granted = true;
      leaseFrom = answered;
    }
    processes.obey(orders);
    untold.clear();
    for (Assignment assignment : orders.hold().assignments()) {
      if (assignment.reaches()) {
        untold.put(assignment.workload(), assignment.epoch());
      }
    }
    lack();
  }

  /** Says of what it holds without a table that it has none, until it has one. */
  private void lack() {
    if (up) {
      untold.forEach(
          (workload, epoch) -> {
            if (table(workload, epoch).isEmpty()) {
              grid.confirmTable(this, workload, epoch, 0);
            }
          });
    }
  }

  /** On disk once it is confirmed; a stale one is confirmed by what is there. */
  void note(WorkloadId workload, long epoch, Table table) {
    if (!up) {
      return;
    }
    Table newest =
        tables
            .computeIfAbsent(new Lease(id, epoch), _ -> new TreeMap<>())
            .merge(workload, table, (old, now) -> old.revision() < now.revision() ? now : old);
    grid.confirmTable(this, workload, epoch, newest.revision());
  }

  /** What was told for this epoch. */
  Optional<Table> table(WorkloadId workload, long epoch) {
    return Optional.ofNullable(tables.get(new Lease(id, epoch))).map(all -> all.get(workload));
  }

  void tell(Report report) {
    if (report instanceof Report.Stopped && report.incarnation() == 0) {
      deliver(report); // asked again until it is known, so nothing to repeat
      return;
    }
    unacknowledged.add(report);
    deliver(report);
  }

  private void deliver(Report report) {
    if (up) {
      int life = lives;
      link(() -> grid.report(this, life, report));
    }
  }

  void acknowledge(Report report) {
    unacknowledged.remove(report);
  }

  void nothingHeld(Assignment leaving) {
    tell(
        new Report.Stopped(
            leaving.workload(), leaving.epoch(), 0, grid.time().now(), new Exit.Unseen()));
  }

  Facts facts() {
    return facts;
  }
}
