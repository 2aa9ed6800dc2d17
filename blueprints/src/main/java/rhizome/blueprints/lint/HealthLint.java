package rhizome.blueprints.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.tree.Places;
import rhizome.blueprints.tree.Spot;

/** What is unwise in how one service is asked for its health. */
final class HealthLint {

  private final Service service;
  private final Places places;
  private final List<Warning> warnings = new ArrayList<>();

  private HealthLint(Service service, Places places) {
    this.service = service;
    this.places = places;
  }

  static List<Warning> check(Service service, Places places) {
    HealthLint lint = new HealthLint(service, places);
    Health health = service.spec().health();
    if (health.checks().none()) {
      lint.inShort(health);
    } else {
      lint.inFull(health.checks());
    }
    return lint.warnings;
  }

  /** Whether more is asked than whether the process is there. */
  static boolean isProbed(Health health) {
    Checks checks = health.checks();
    return Stream.of(checks.startup(), checks.readiness(), checks.liveness())
            .flatMap(check -> check.map(Check::probe).stream())
            .anyMatch(HealthLint::isProbe)
        || isProbe(health.probe());
  }

  private static boolean isProbe(Probe probe) {
    return !(probe instanceof Probe.Alive);
  }

  private void inShort(Health health) {
    if (!isProbe(health.probe())) {
      return;
    }
    slow(health.inShort(), places.of(service.name(), "health", "timeout"));
    Duration tolerated = health.inShort().tolerated();
    if (health.start().compareTo(tolerated) < 0) {
      warn(
          Rule.START_TIGHTER_THAN_PROBE,
          places.of(service.name(), "health", "start"),
          "it has %s to start, but one that hangs has %s, %d failures at one every %s"
              .formatted(
                  Quantity.write(health.start()),
                  Quantity.write(tolerated),
                  health.failures(),
                  Quantity.write(health.interval())),
          "make start " + Quantity.write(tolerated) + " or longer, as long as a slow start takes");
    }
  }

  private void inFull(Checks checks) {
    checks.startup().ifPresent(check -> slow(check, at("startup", "timeout")));
    checks.readiness().ifPresent(check -> slow(check, at("readiness", "timeout")));
    checks.liveness().ifPresent(check -> slow(check, at("liveness", "timeout")));
    checks.liveness().filter(check -> isProbe(check.probe())).ifPresent(l -> living(checks, l));
  }

  private void living(Checks checks, Check liveness) {
    String patience = Quantity.write(liveness.tolerated());
    boolean awaited =
        Stream.of(checks.startup(), checks.readiness())
            .flatMap(check -> check.map(Check::probe).stream())
            .anyMatch(HealthLint::isProbe);
    if (!awaited && !(liveness.probe() instanceof Probe.Log)) {
      warn(
          Rule.STARTUP_MISSING,
          places.of(service.name(), "health", "liveness"),
          "it is restarted if it does not answer within %s of its start".formatted(patience),
          "add a startup with the same probe, and failures for as long as a slow start takes");
    }
    checks
        .startup()
        .filter(startup -> startup.tolerated().compareTo(liveness.tolerated()) < 0)
        .ifPresent(
            startup ->
                warn(
                    Rule.STARTUP_TIGHTER_THAN_LIVENESS,
                    at("startup", "failures"),
                    "it has %s to start, but one that hangs has %s"
                        .formatted(Quantity.write(startup.tolerated()), patience),
                    "give startup " + patience + " or longer, as long as a slow start takes"));
    checks
        .readiness()
        .filter(readiness -> isProbe(readiness.probe()) && sameProbe(readiness, liveness))
        .filter(readiness -> liveness.tolerated().compareTo(readiness.tolerated()) <= 0)
        .ifPresent(
            readiness ->
                warn(
                    Rule.LIVENESS_TIGHTER_THAN_READINESS,
                    at("liveness", "failures"),
                    "it is restarted after %s without an answer, and unready only after %s"
                        .formatted(patience, Quantity.write(readiness.tolerated())),
                    "give liveness several times the time of readiness"));
  }

  private static boolean sameProbe(Check one, Check other) {
    return one.probe().equals(other.probe());
  }

  private void slow(Check check, Spot spot) {
    if (isProbe(check.probe()) && check.timeout().compareTo(check.interval()) > 0) {
      warn(
          Rule.SLOW_PROBE,
          spot,
          "a probe may take %s but is due every %s"
              .formatted(Quantity.write(check.timeout()), Quantity.write(check.interval())),
          "make the timeout the shorter one");
    }
  }

  private Spot at(String check, String key) {
    return places.of(service.name(), "health", check, key);
  }

  private void warn(Rule rule, Spot spot, String message, String remedy) {
    warnings.add(new Warning(rule, service.name(), spot, message, remedy));
  }
}
