package rhizome.agent.handle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;

/** A spec as lines, so that an agent can heal before it hears from anybody what it should run. */
final class SpecLines {

  private SpecLines() {}

  static void write(Lines lines, Spec spec) {
    Run run = spec.run();
    lines
        .put("run.command", run.command())
        .putAll("run.args", run.args())
        .putAll("run.env", run.env())
        .put("run.grace", run.grace());
    run.workdir().ifPresent(workdir -> lines.put("run.workdir", workdir));
    run.beforeStop().ifPresent(before -> beforeStop(lines, before));
    lines
        .put("resources.cpu-millis", spec.resources().cpuMillis())
        .put("resources.memory-bytes", spec.resources().memoryBytes())
        .putAll("ports.name", spec.ports().stream().map(Port::name).toList())
        .putAll(
            "ports.number",
            spec.ports().stream().map(port -> Integer.toString(port.number())).toList());
    HealthLines.write(lines, spec.health());
    Restart restart = spec.restart();
    lines
        .put("restart.attempts", restart.attempts())
        .put("restart.window", restart.window())
        .put("restart.backoff", restart.backoff())
        .put("restart.backoff-max", restart.backoffMax())
        .put("restart.healthy-after", restart.healthyAfter())
        .put("single", spec.single());
    SuppliesLines.write(lines, spec.supplies());
    spec.reload().ifPresent(reload -> reload(lines, reload));
    spec.job().ifPresent(job -> job(lines, job));
  }

  static Spec read(Lines lines) {
    Run run =
        new Run(
            lines.get("run.command"),
            lines.list("run.args"),
            lines.map("run.env", text -> text),
            lines.find("run.workdir"),
            duration(lines, "run.grace"),
            beforeStop(lines));
    Resources resources =
        new Resources(
            Long.parseLong(lines.get("resources.cpu-millis")),
            Long.parseLong(lines.get("resources.memory-bytes")));
    List<String> names = lines.list("ports.name");
    List<String> numbers = lines.list("ports.number");
    List<Port> ports =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Port(names.get(i), Integer.parseInt(numbers.get(i))))
            .toList();
    Restart restart =
        new Restart(
            lines.number("restart.attempts"),
            duration(lines, "restart.window"),
            duration(lines, "restart.backoff"),
            duration(lines, "restart.backoff-max"),
            duration(lines, "restart.healthy-after"));
    Spec spec =
        new Spec(run, resources, ports, HealthLines.read(lines), restart)
            .with(SuppliesLines.read(lines));
    Spec told = reload(lines).map(spec::with).orElse(spec);
    Spec whole = job(lines).map(told::with).orElse(told);
    boolean single = lines.find("single").map(Boolean::parseBoolean).orElse(true);
    return single ? whole : whole.shared();
  }

  private static void beforeStop(Lines lines, Run.BeforeStop before) {
    lines
        .putAll("run.before-stop.command", before.command())
        .put("run.before-stop.timeout", before.timeout());
  }

  private static Optional<Run.BeforeStop> beforeStop(Lines lines) {
    return lines
        .find("run.before-stop.timeout")
        .map(Duration::parse)
        .map(timeout -> new Run.BeforeStop(lines.list("run.before-stop.command"), timeout));
  }

  private static void job(Lines lines, Job job) {
    lines.put("job", true);
    job.deadline().ifPresent(deadline -> lines.put("job.deadline", deadline));
    if (job.run() > 0) {
      lines.put("job.run", job.run());
    }
  }

  private static Optional<Job> job(Lines lines) {
    long run = lines.find("job.run").map(Long::parseLong).orElse(0L);
    return lines
        .find("job")
        .map(_ -> new Job(lines.find("job.deadline").map(Duration::parse)).run(run));
  }

  private static void reload(Lines lines, Reload reload) {
    switch (reload) {
      case Reload.Signal(var name) -> lines.put("reload.signal", name);
      case Reload.Command(var command, var timeout) ->
          lines.putAll("reload.command", command).put("reload.timeout", timeout);
    }
  }

  private static Optional<Reload> reload(Lines lines) {
    Optional<Reload> command =
        lines.find("reload.timeout").map(timeout -> command(lines.list("reload.command"), timeout));
    return lines
        .find("reload.signal")
        .<Reload>map(name -> new Reload.Signal(Reload.Name.valueOf(name)))
        .or(() -> command);
  }

  private static Reload command(List<String> command, String timeout) {
    return new Reload.Command(command, Duration.parse(timeout));
  }

  static Duration duration(Lines lines, String key) {
    return Duration.parse(lines.get(key));
  }
}
