package rhizome.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.supplies.Supplies;

/** Small programs for tests, changed piece by piece. */
public record Specs(
    List<String> command,
    Map<String, String> env,
    Optional<String> workdir,
    Duration grace,
    List<Port> ports,
    Health health,
    Restart restart,
    boolean single,
    Supplies supplies,
    Optional<Run.BeforeStop> before) {

  /** A policy quick enough for a test: the first restart at once, then after 20 ms, doubled. */
  public static final Restart QUICK =
      new Restart(
          5,
          Duration.ofMinutes(1),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMinutes(1));

  public static Specs of(String... command) {
    return new Specs(
        List.of(command),
        new TreeMap<>(),
        Optional.empty(),
        Duration.ofSeconds(5),
        List.of(),
        Health.DEFAULT,
        QUICK,
        true,
        Supplies.NONE,
        Optional.empty());
  }

  public static Specs sleeper() {
    return of("sleep", "1000000");
  }

  public static Specs shell(String script) {
    return of("/bin/sh", "-c", script);
  }

  public Specs env(String name, String value) {
    Map<String, String> more = new TreeMap<>(env);
    more.put(name, value);
    return new Specs(
        command, more, workdir, grace, ports, health, restart, single, supplies, before);
  }

  public Specs workdir(String folder) {
    return new Specs(
        command, env, Optional.of(folder), grace, ports, health, restart, single, supplies, before);
  }

  public Specs grace(Duration time) {
    return new Specs(command, env, workdir, time, ports, health, restart, single, supplies, before);
  }

  public Specs ports(Port... wanted) {
    return new Specs(
        command, env, workdir, grace, List.of(wanted), health, restart, single, supplies, before);
  }

  public Specs restart(Restart policy) {
    return new Specs(command, env, workdir, grace, ports, health, policy, single, supplies, before);
  }

  public Specs attempts(int attempts) {
    return restart(
        new Restart(
            attempts,
            restart.window(),
            restart.backoff(),
            restart.backoffMax(),
            restart.healthyAfter()));
  }

  /** Two of it may run at once. */
  public Specs shared() {
    return new Specs(command, env, workdir, grace, ports, health, restart, false, supplies, before);
  }

  public Specs health(Health wanted) {
    return new Specs(
        command, env, workdir, grace, ports, wanted, restart, single, supplies, before);
  }

  /** Asked every 50 ms, unready after two failures, patient for {@code start}. */
  public Specs probe(Probe probe, Duration timeout, Duration start) {
    return health(new Health(probe, Duration.ofMillis(50), timeout, 2, 1, start, Checks.NONE));
  }

  public Specs given(Supplies things) {
    return new Specs(command, env, workdir, grace, ports, health, restart, single, things, before);
  }

  /** This is run before it is stopped. */
  public Specs beforeStop(Duration timeout, String... leave) {
    Run.BeforeStop first = new Run.BeforeStop(List.of(leave), timeout);
    return new Specs(
        command, env, workdir, grace, ports, health, restart, single, supplies, Optional.of(first));
  }

  public Spec spec() {
    List<String> args = command.subList(1, command.size());
    Run run = new Run(command.getFirst(), args, env, workdir, grace, before);
    Spec spec = new Spec(run, Resources.DEFAULT, ports, health, restart).with(supplies);
    return single ? spec : spec.shared();
  }
}
