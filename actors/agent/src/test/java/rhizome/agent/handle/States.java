package rhizome.agent.handle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Job;
import rhizome.agent.life.Pulse;
import rhizome.agent.life.State;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts;
import rhizome.grid.node.Assignment;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Random states, with every kind of text a blueprint may hold. */
public final class States {

  private static final String LETTERS = "aZ9 =\\\n\r\t\0#:äß€\uD83D\uDE00\uD800${ports.http}\"'";

  private final RandomGenerator random;

  private States(RandomGenerator random) {
    this.random = random;
  }

  public static State any(RandomGenerator random) {
    return new States(random).state();
  }

  public static State.Running running(Job job, Instant since) {
    return new State.Running(
        job,
        new Identity(7, 8, "boot"),
        since,
        Optional.empty(),
        Pulse.unasked(Pulse.Stage.STARTING));
  }

  private State state() {
    return switch (random.nextInt(6)) {
      case 0 -> new State.Starting(job());
      case 4 -> new State.Fenced(job());
      case 1 -> new State.Running(job(), identity(), instant(), maybe(this::instant), pulse());
      case 2 ->
          new State.Ending(
              job(),
              maybe(this::identity),
              goal(),
              maybe(this::exit),
              duration(),
              Optional.empty());
      case 3 -> new State.Waiting(job(), exit(), instant());
      default -> new State.Exhausted(job(), exit());
    };
  }

  private Job job() {
    WorkloadId workload =
        new WorkloadId(new RobotId("shop"), "web.x-" + random.nextInt(9), random.nextInt(99));
    return new Job(
        new Assignment(workload, random.nextLong(1, Long.MAX_VALUE), spec()),
        random.nextInt(1, Integer.MAX_VALUE),
        new Restarts(list(this::instant), random.nextInt(100)),
        map(() -> random.nextInt(65_536)));
  }

  private Spec spec() {
    Run run =
        new Run("x" + text(), list(this::text), map(this::text), maybe(this::text), duration());
    Health health =
        new Health(
            probe(),
            duration().plusNanos(1),
            duration().plusNanos(1),
            random.nextInt(1, 9),
            random.nextInt(1, 9),
            duration(),
            random.nextBoolean() ? Checks.NONE : checks());
    Duration backoff = duration();
    boolean single = random.nextBoolean();
    return new Spec(
        run,
        new Resources(random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE)),
        list(() -> new Port(text(), random.nextInt(65_536))),
        health,
        new Restart(
            random.nextInt(9),
            duration().plusNanos(1),
            backoff,
            backoff.plus(duration()),
            duration()),
        single,
        random.nextBoolean() ? Supplies.NONE : supplies(),
        reload(),
        rhizome.blueprints.wishes.Wishes.NONE,
        single
            ? maybe(() -> new rhizome.blueprints.model.Job(maybe(() -> duration().plusNanos(1))))
            : Optional.empty(),
        rhizome.blueprints.wishes.Priority.USUAL);
  }

  private Supplies supplies() {
    return new Supplies(
        list(() -> new TextFile(text(), "a/b" + random.nextInt(9), random.nextInt(512), text())),
        list(() -> new Volume(text(), "v" + random.nextInt(9), random.nextLong(1L << 50))),
        list(() -> new Secret(text(), random.nextBoolean())));
  }

  private Pulse pulse() {
    return Pulse.unasked(List.of(Pulse.Stage.values()).get(random.nextInt(3)));
  }

  private Checks checks() {
    return new Checks(
        maybe(() -> check(threshold())),
        maybe(() -> check(threshold())),
        maybe(() -> check(Threshold.row(1))));
  }

  private Check check(Threshold successes) {
    return new Check(
        probe(), duration().plusNanos(1), duration().plusNanos(1), threshold(), successes);
  }

  private Threshold threshold() {
    int of = random.nextInt(1, Threshold.OF_MAX + 1);
    return new Threshold(random.nextInt(1, of + 1), of);
  }

  private Optional<Reload> reload() {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.of(new Reload.Signal(Reload.Name.USR1));
      case 1 -> Optional.of(new Reload.Command(List.of("nginx", text()), duration().plusNanos(1)));
      default -> Optional.empty();
    };
  }

  private Probe probe() {
    return switch (random.nextInt(5)) {
      case 0 -> new Probe.Alive();
      case 1 -> new Probe.Tcp(text());
      case 2 -> new Probe.Http(text(), text());
      case 3 -> new Probe.Log(duration().plusNanos(1));
      default -> {
        List<String> command = new ArrayList<>(list(this::text));
        command.add("end");
        yield new Probe.Command(command);
      }
    };
  }

  private State.Goal goal() {
    return switch (random.nextInt(3)) {
      case 0 -> new State.Goal.Restart(maybe(this::text));
      case 1 -> new State.Goal.Wait(random.nextBoolean());
      default -> new State.Goal.Leave(random.nextLong(1, 99), Optional.empty());
    };
  }

  private Exit exit() {
    return switch (random.nextInt(6)) {
      case 4 -> new Exit.Fenced();
      case 0 -> new Exit.Code(random.nextInt(256));
      case 1 -> new Exit.Signal(random.nextInt(65));
      case 2 -> new Exit.NeverStarted(text());
      case 3 -> new Exit.Unhealthy(text());
      default -> new Exit.Unseen();
    };
  }

  private Identity identity() {
    return new Identity(random.nextInt(1, 4 << 20), random.nextLong(Long.MAX_VALUE), text());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
  }

  private Duration duration() {
    return random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofNanos(random.nextLong(1L << 50));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private <T> List<T> list(Supplier<T> value) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value.get());
    }
    return list;
  }

  private <T> Map<String, T> map(Supplier<T> value) {
    Map<String, T> map = new TreeMap<>();
    list(value).forEach(item -> map.put(text(), item));
    return map;
  }
}
