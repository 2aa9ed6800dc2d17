package rhizome.agent.handle;

import java.util.Optional;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;

/**
 * Health as lines. Where there are checks, an agent that knows nothing of them finds what every
 * agent knew: whether the process is there.
 */
final class HealthLines {

  private HealthLines() {}

  static void write(Lines lines, Health health) {
    lines
        .put("health.interval", health.interval())
        .put("health.timeout", health.timeout())
        .put("health.failures", health.failures())
        .put("health.successes", health.successes())
        .put("health.start", health.start());
    write(lines, "health", health.probe());
    health.checks().startup().ifPresent(check -> write(lines, "health.startup", check));
    health.checks().readiness().ifPresent(check -> write(lines, "health.readiness", check));
    health.checks().liveness().ifPresent(check -> write(lines, "health.liveness", check));
  }

  static Health read(Lines lines) {
    return new Health(
        probe(lines, "health"),
        SpecLines.duration(lines, "health.interval"),
        SpecLines.duration(lines, "health.timeout"),
        lines.number("health.failures"),
        lines.number("health.successes"),
        SpecLines.duration(lines, "health.start"),
        new Checks(
            check(lines, "health.startup"),
            check(lines, "health.readiness"),
            check(lines, "health.liveness")));
  }

  private static void write(Lines lines, String key, Check check) {
    lines
        .put(key + ".interval", check.interval())
        .put(key + ".timeout", check.timeout())
        .put(key + ".failures", check.failures().count())
        .put(key + ".failures.of", check.failures().of())
        .put(key + ".successes", check.successes().count())
        .put(key + ".successes.of", check.successes().of());
    write(lines, key, check.probe());
  }

  private static Optional<Check> check(Lines lines, String key) {
    return lines
        .find(key + ".probe")
        .map(
            _ ->
                new Check(
                    probe(lines, key),
                    SpecLines.duration(lines, key + ".interval"),
                    SpecLines.duration(lines, key + ".timeout"),
                    threshold(lines, key + ".failures"),
                    threshold(lines, key + ".successes")));
  }

  private static Threshold threshold(Lines lines, String key) {
    return new Threshold(lines.number(key), lines.number(key + ".of"));
  }

  private static void write(Lines lines, String key, Probe probe) {
    switch (probe) {
      case Probe.Alive _ -> lines.put(key + ".probe", "alive");
      case Probe.Tcp(String port) -> lines.put(key + ".probe", "tcp").put(key + ".port", port);
      case Probe.Http(String port, String path) ->
          lines.put(key + ".probe", "http").put(key + ".port", port).put(key + ".path", path);
      case Probe.Command(var command) ->
          lines.put(key + ".probe", "command").putAll(key + ".command", command);
      case Probe.Log(var silence) ->
          lines.put(key + ".probe", "log").put(key + ".silence", silence);
    }
  }

  private static Probe probe(Lines lines, String key) {
    return switch (lines.get(key + ".probe")) {
      case "alive" -> new Probe.Alive();
      case "tcp" -> new Probe.Tcp(lines.get(key + ".port"));
      case "http" -> new Probe.Http(lines.get(key + ".port"), lines.get(key + ".path"));
      case "command" -> new Probe.Command(lines.list(key + ".command"));
      case "log" -> new Probe.Log(SpecLines.duration(lines, key + ".silence"));
      case String other -> throw new IllegalArgumentException("unknown probe " + other);
    };
  }
}
