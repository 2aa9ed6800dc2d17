package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import rhizome.grid.node.LeaseClock;
import rhizome.kernel.NodeId;

/**
 * One node that runs something single, the control members, and the zone that would have it
 * replaced: each with a clock of its own that runs a little wrong, all by messages that come late,
 * twice or never, in an order of chance; members are stopped and go on. The node's entity is exact
 * and asked by messages, too. Times are microseconds.
 */
final class LeaseWorld {

  static final Duration LEASE = Duration.ofMillis(2_400);
  static final Duration MARGIN = Duration.ofMillis(400);

  private static final NodeId NODE = new NodeId("n1");
  private static final long MILLI = 1_000;
  private static final long BEAT = 1_000 * MILLI;
  private static final long LOOK = 250 * MILLI;
  private static final double DRIFT = 0.001;
  private static final Duration SLEEP = LEASE.dividedBy(2);

  private record Task(long at, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** Somebody with a clock, who may be stopped; what comes meanwhile is done afterwards. */
  private final class Host {
    final double rate = 1 + (random.nextDouble() * 2 - 1) * DRIFT;
    final long offset = random.nextLong(1_000_000 * MILLI);
    long stoppedUntil;

    Duration clock() {
      return Duration.ofNanos(Math.round((offset + now) * rate) * 1_000);
    }

    void then(Runnable task) {
      if (now < stoppedUntil) {
        at(stoppedUntil + random.nextInt(50) * MILLI, () -> then(task));
      } else {
        task.run();
      }
    }
  }

  private final RandomGenerator random;
  private final Duration silence;
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final Host node;
  private final Host zone;
  private final List<Host> members = new ArrayList<>();
  private final List<Vigil> vigils = new ArrayList<>();
  private final Quorum quorum;
  private long now;
  private long orders;
  private boolean cut;

  // The node: its link's boot, and what really runs.
  private Poll poll;
  private LeaseClock lease;
  private int boot;
  private long beats;
  private boolean enrolled;
  private boolean assigned;
  private int runs;

  // The entity, and the zone's own memory.
  private int entityBoot;
  private boolean lost = true;
  private boolean replaced;
  private int heardBoot;
  private Duration heard;

  int replacements;
  int fences;
  int bootsEnrolled;

  LeaseWorld(RandomGenerator random, int voters, Duration silence) {
    this.random = random;
    this.silence = silence;
    this.node = new Host();
    this.zone = new Host();
    this.heard = zone.clock();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < voters; i++) {
      Host member = new Host();
      members.add(member);
      vigils.add(new Vigil(SLEEP, LEASE, member.clock()));
      names.add(Integer.toString(i));
    }
    this.quorum = Quorum.of(names);
    this.poll = new Poll(LEASE);
    this.lease = new LeaseClock(LEASE, node.clock());
  }

  void run(Duration time) {
    begin();
    at(0, this::beat);
    at(0, this::look);
    at(0, this::disturb);
    for (int i = 0; i < members.size(); i++) {
      wake(i);
    }
    long end = time.toNanos() / 1_000;
    while (!tasks.isEmpty() && tasks.peek().at <= end) {
      Task next = tasks.remove();
      now = next.at;
      next.run.run();
    }
  }

  private void at(long when, Runnable task) {
    tasks.add(new Task(when, orders++, task));
  }

  private void after(long micros, Host host, Runnable task) {
    at(now + micros, () -> host.then(task));
  }

  /** Mostly quick, sometimes late, sometimes twice, sometimes never. */
  private void send(Host to, Runnable message) {
    if (cut && random.nextInt(10) > 0) {
      return;
    }
    int copies = random.nextInt(20) == 0 ? random.nextInt(3) : 1;
    for (int i = 0; i < copies; i++) {
      long delay =
          random.nextInt(8) == 0 ? random.nextInt(5_000) * MILLI : random.nextInt(30) * MILLI;
      after(delay, to, message);
    }
  }

  private void disturb() {
    switch (random.nextInt(4)) {
      case 0 -> cut = true;
      case 1 -> node.stoppedUntil = now + random.nextInt(6_000) * MILLI;
      case 2 -> {
        Host member = members.get(random.nextInt(members.size()));
        member.stoppedUntil = now + random.nextInt(9_000) * MILLI;
      }
      default -> zone.stoppedUntil = now + random.nextInt(4_000) * MILLI;
    }
    long length = random.nextInt(6_000) * MILLI;
    at(now + length, () -> cut = false);
    at(now + length + random.nextInt(20_000) * MILLI, this::disturb);
  }

  private void wake(int member) {
    Host host = members.get(member);
    vigils.get(member).wake(host.clock());
    after(100 * MILLI, host, () -> wake(member));
  }

  // ---- the node ----

  private void begin() {
    boot++;
    beats = 0;
    enrolled = false;
    assigned = false;
    lease = new LeaseClock(LEASE, node.clock());
    poll = new Poll(LEASE);
    poll.vote(quorum);
  }

  private void lapseIfOver() {
    if (lease.isOver(node.clock())) {
      begin();
    }
  }

  private void beat() {
    lapseIfOver();
    Sign sign = new Sign(NODE, "b" + boot, ++beats);
    lease.sent(beats, node.clock());
    poll.open(sign, node.clock());
    int speaks = boot;
    send(zone, () -> hear(speaks));
    for (int i = 0; i < members.size(); i++) {
      tell(i, sign);
    }
    after(BEAT, node, this::beat);
  }

  private void tell(int member, Sign sign) {
    Host host = members.get(member);
    send(
        host,
        () -> {
          vigils.get(member).wake(host.clock());
          if (vigils.get(member).hear(sign, host.clock())) {
            send(node, () -> noted(Integer.toString(member), sign));
          }
        });
  }

  private void noted(String voter, Sign sign) {
    lapseIfOver();
    poll.noted(voter, sign)
        .filter(renewed -> renewed.boot().equals("b" + boot))
        .ifPresent(
            renewed -> {
              boolean first = !lease.isAnswered();
              boolean longer = lease.renewed(renewed.number(), node.clock()).isPresent();
              if (longer && first) {
                enrol();
              }
              start();
            });
  }

  private void enrol() {
    int speaks = boot;
    send(node, () -> {}); // the entity is reached like anybody else, and decides at once
    at(
        now + random.nextInt(3_000) * MILLI,
        () -> {
          entityBoot = speaks;
          lost = false;
          bootsEnrolled++;
          boolean mine = !replaced;
          send(node, () -> taken(speaks));
          send(node, () -> sync(speaks, mine));
        });
  }

  private void taken(int speaks) {
    lapseIfOver();
    if (speaks == boot) {
      enrolled = true;
      start();
    }
  }

  private void sync(int speaks, boolean mine) {
    lapseIfOver();
    if (speaks == boot) {
      assigned = mine;
      start();
    }
  }

  /** Runs it as long as the lease says; the guard needs up to half the margin to end it. */
  private void start() {
    if (!enrolled || !assigned || !lease.isAnswered() || lease.isOver(node.clock())) {
      return;
    }
    assertThat(replaced).as("at %d us the node begins what runs elsewhere", now).isFalse();
    int run = ++runs;
    long left = lease.end().minus(node.clock()).toNanos() / 1_000;
    long ending = random.nextLong(MARGIN.toNanos() / 2_000);
    at(
        now + left + ending,
        () -> {
          if (runs == run) {
            runs = 0;
            fences++;
          }
        });
  }

  // ---- the zone and the entity ----

  private void hear(int speaks) {
    heard = zone.clock();
    heardBoot = speaks;
  }

  private void look() {
    Duration asked = zone.clock();
    int suspect = heardBoot;
    if (asked.minus(heard).compareTo(silence) >= 0) {
      Inquiry inquiry = new Inquiry(quorum, List.of(NODE), asked);
      for (int i = 0; i < members.size(); i++) {
        ask(i, inquiry);
      }
      after(
          150 * MILLI,
          zone,
          () -> {
            Duration agreed = inquiry.agreed().get(NODE);
            if (agreed != null && agreed.compareTo(silence) >= 0) {
              at(now + random.nextInt(4_000) * MILLI, () -> expire(suspect));
            }
          });
    }
    after(LOOK, zone, this::look);
  }

  private void ask(int member, Inquiry inquiry) {
    Host host = members.get(member);
    send(
        host,
        () -> {
          vigils.get(member).wake(host.clock());
          Map<NodeId, Duration> answer = new TreeMap<>();
          vigils.get(member).silence(NODE, host.clock()).ifPresent(s -> answer.put(NODE, s));
          send(zone, () -> inquiry.answer(Integer.toString(member), answer, zone.clock()));
        });
  }

  /** Refused for a boot that is not the one enrolled; else it runs elsewhere from this moment. */
  private void expire(int suspect) {
    if (lost || suspect != entityBoot || replaced) {
      return;
    }
    assertThat(runs).as("at %d us it still runs on the node of boot %d", now, boot).isZero();
    lost = true;
    replaced = true;
    replacements++;
    at(now + random.nextInt(20_000) * MILLI, () -> replaced = false); // it moves back some time
  }
}
