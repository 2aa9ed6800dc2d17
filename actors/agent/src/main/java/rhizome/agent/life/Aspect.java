package rhizome.agent.life;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Health;

/** What a question to a process is about. */
public enum Aspect {
  /** All at once: a yes makes it ready, and by its failures it is restarted. */
  HEALTH(""),
  STARTUP("startup: "),
  READINESS("readiness: "),
  LIVENESS("liveness: ");

  private final String told;

  Aspect(String told) {
    this.told = told;
  }

  /** A complaint as it is reported. */
  String tell(String complaint) {
    return told + complaint;
  }

  /** What is asked of a process, and how; who is not asked for readiness is ready once it runs. */
  static Map<Aspect, Check> of(Health health) {
    Map<Aspect, Check> checks = new EnumMap<>(Aspect.class);
    if (health.checks().none()) {
      checks.put(HEALTH, health.inShort());
    } else {
      health.checks().startup().ifPresent(check -> checks.put(STARTUP, check));
      checks.put(READINESS, health.checks().readiness().orElse(Check.DEFAULT));
      health.checks().liveness().ifPresent(check -> checks.put(LIVENESS, check));
    }
    return Collections.unmodifiableMap(checks);
  }
}
