package rhizome.blueprints.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The mappings of the language and the keys each may have. */
public enum Form {
  BLUEPRINT("the blueprint"),
  SERVICE("a service"),
  RUN("run"),
  RESOURCES("resources"),
  HEALTH("health"),
  CHECKS("health"),
  STARTUP("startup"),
  READINESS("readiness"),
  LIVENESS("liveness"),
  TCP("tcp"),
  HTTP("http"),
  LOG("log"),
  RESTART("restart"),
  TEMPLATE("a template"),
  PARAMETER("a parameter"),
  CONSUMED("a role"),
  PARENT("the parent"),
  ACTION("an action"),
  UPDATE("update"),
  BUDGET("budget"),
  FILE("a file"),
  VOLUME("a volume"),
  SECRET("a secret"),
  RELOAD("reload"),
  BEFORE_STOP("before-stop"),
  PLACEMENT("placement"),
  PREFERENCE("a preference"),
  SPREAD("spread"),
  COMPANY("a service"),
  JOB("job"),
  RANGE("replicas"),
  SCALE("scale"),
  TARGET("a target"),
  METRIC("metric"),
  UP("up"),
  DOWN("down");

  private final String title;

  Form(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The names of its keys. */
  public List<String> keys() {
    return Keys.names(this);
  }

  public boolean has(String name) {
    return Keys.of(this, name).isPresent();
  }

  /**
   * @throws IllegalArgumentException if the language has no such key here, so that no reader can
   *     look for one that is not declared
   */
  public Key key(String name) {
    return Keys.of(this, name)
        .orElseThrow(() -> new IllegalArgumentException("no key '" + name + "' in " + title));
  }

  /** Keys of which exactly one must be there. */
  public List<String> choice() {
    return switch (this) {
      case HEALTH, STARTUP, READINESS, LIVENESS -> HealthKeys.PROBES;
      case BLUEPRINT, SERVICE, RUN, RESOURCES, CHECKS, TCP, HTTP, LOG, RESTART -> List.of();
      case TEMPLATE, PARAMETER, CONSUMED, PARENT -> List.of();
      case FILE -> Keys.TEXTS;
      case RELOAD -> Keys.RELOADS;
      case ACTION, UPDATE, BUDGET, VOLUME, SECRET, JOB, BEFORE_STOP -> List.of();
      case PLACEMENT, PREFERENCE, SPREAD, COMPANY -> List.of();
      case TARGET -> ScaleKeys.TARGETS;
      case RANGE, SCALE, METRIC, UP, DOWN -> List.of();
    };
  }

  /** Keys of which at least one must be there. */
  public List<String> some() {
    return this == CHECKS ? HealthKeys.CHECKS : List.of();
  }

  /** The key that makes up for all that are required. */
  public Optional<String> instead() {
    return this == SERVICE ? Optional.of(Keys.TEMPLATE) : Optional.empty();
  }

  /** Whether templates and parameters are written out before it is read. */
  boolean isFilled() {
    return switch (this) {
      case BLUEPRINT, TEMPLATE, PARAMETER, CONSUMED, PARENT -> false;
      case SERVICE, RUN, BEFORE_STOP, RESOURCES, HEALTH, TCP, HTTP, RESTART, RELOAD -> true;
      case CHECKS, STARTUP, READINESS, LIVENESS, LOG -> true;
      case ACTION, UPDATE, BUDGET, FILE, VOLUME, SECRET, JOB -> true;
      case PLACEMENT, PREFERENCE, SPREAD, COMPANY -> true;
      case RANGE, SCALE, TARGET, METRIC, UP, DOWN -> true;
    };
  }

  /** The first form that has this very key: someone indented it wrongly. */
  public Optional<Form> homeOf(String key) {
    return Arrays.stream(values()).filter(form -> form.keys().contains(key)).findFirst();
  }

  public static List<String> allKeys() {
    return Arrays.stream(values()).flatMap(form -> form.keys().stream()).distinct().toList();
  }

  /** Its name among the definitions of the schema. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
