package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhizome.cli.bench.cluster.soak.EventTail;
import rhizome.cli.bench.cluster.soak.LogTail;
import rhizome.cli.bench.cluster.soak.Mishap;
import rhizome.cli.bench.cluster.soak.Mishaps;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * Looks at a group from outside: its logs, what each of its gateways tells, and the programs in
 * /proc. What happened between two looks is found by the next one, but for a governor that froze
 * and resumed meanwhile.
 */
final class Lookout {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  private final ControlGroup group;
  private final Mishaps mishaps = new Mishaps(Instant.now());
  private final List<LogTail> logs = new ArrayList<>();
  private final List<EventTail> events = new ArrayList<>();
  private Map<String, Programs.Running> programs;

  /** From now on; all is well. */
  Lookout(ControlGroup group) throws IOException {
    this.group = group;
    for (Path log : group.logs()) {
      logs.add(LogTail.from(log));
    }
    for (MemberJvm member : group.members()) {
      EventTail tail = new EventTail();
      tail.next(group.client(member), ANSWER_MAX, mishaps::event);
      var _ = tail.takeMissed(); // before this began
      events.add(tail);
    }
    this.programs = Idlers.all(group.root());
  }

  Mishaps mishaps() {
    return mishaps;
  }

  /**
   * Adds what has happened since the last look.
   *
   * @return whether every gateway told all it knew; else the next look asks again
   * @throws Trouble if a control member has ended
   */
  boolean look() throws IOException {
    for (LogTail log : logs) {
      log.next(mishaps::line);
    }
    Map<String, Programs.Running> now = Programs.in(group.root());
    mishaps.add(Mishap.TOUCHED, Programs.differing(programs, now));
    programs = now;
    boolean all = true;
    for (int i = 0; i < events.size(); i++) {
      MemberJvm member = group.members().get(i);
      boolean inside = member.isUp(); // refuses one that has ended
      all &= ask(member, events.get(i)) && inside;
    }
    return all;
  }

  private boolean ask(MemberJvm member, EventTail tail) {
    try {
      GridClient grid = group.client(member).within(ANSWER_MAX);
      tail.next(grid, ANSWER_MAX, mishaps::event);
      mishaps.governors(grid.get("/v1/governor").at("governors").items());
      return true;
    } catch (Trouble e) {
      if (e.code() == ExitCode.FAILED || e.code() == ExitCode.UNREACHABLE) {
        return false; // not now
      }
      throw e;
    } finally {
      mishaps.add(Mishap.UNSEEN, tail.takeMissed());
    }
  }

  /** Looks until nobody has more to tell. */
  void last(Duration max) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!look()) {
      if (System.nanoTime() - begin > max.toNanos()) {
        throw new Trouble(
            ExitCode.TIMED_OUT,
            "not all members tell what happened after %d s".formatted(max.toSeconds()));
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }
}
