package rhizome.blueprints.text;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.quantity.Quantity;

/** Writes health on one line. */
final class HealthWriter {

  private HealthWriter() {}

  static String write(Health health) {
    return health.checks().none() ? inShort(health) : write(health.checks());
  }

  private static String inShort(Health health) {
    return "{"
        + timed(health.inShort())
        + ", failures: "
        + health.failures()
        + ", successes: "
        + health.successes()
        + ", start: "
        + Quantity.write(health.start())
        + "}";
  }

  private static String write(Checks checks) {
    List<String> written = new ArrayList<>();
    checks.startup().ifPresent(check -> written.add("startup: {" + counted(check) + "}"));
    checks.readiness().ifPresent(check -> written.add("readiness: {" + counted(check) + "}"));
    checks.liveness().ifPresent(check -> written.add("liveness: {" + failing(check) + "}"));
    return "{" + String.join(", ", written) + "}";
  }

  private static String counted(Check check) {
    return failing(check) + ", successes: " + check.successes();
  }

  private static String failing(Check check) {
    return timed(check) + ", failures: " + check.failures();
  }

  private static String timed(Check check) {
    return write(check.probe())
        + ", interval: "
        + Quantity.write(check.interval())
        + ", timeout: "
        + Quantity.write(check.timeout());
  }

  private static String write(Probe probe) {
    return switch (probe) {
      case Probe.Alive _ -> "process: true";
      case Probe.Tcp(String port) -> "tcp: {port: " + BlueprintWriter.scalar(port) + "}";
      case Probe.Http(String port, String path) ->
          "http: {port: %s, path: %s}"
              .formatted(BlueprintWriter.scalar(port), BlueprintWriter.scalar(path));
      case Probe.Command(List<String> command) ->
          "command: "
              + BlueprintWriter.write(command.stream().map(BlueprintWriter::escaped).toList());
      case Probe.Log(var silence) -> "log: {silence: " + Quantity.write(silence) + "}";
    };
  }
}
