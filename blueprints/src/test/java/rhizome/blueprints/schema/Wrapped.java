package rhizome.blueprints.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The smallest blueprint in which a key of any mapping of the language has a given value. */
final class Wrapped {

  private static final String TEMPLATE =
      "{template: v1, name: t, version: 1.0.0, parameters: {p: {type: text, default: q}},"
          + " services: {main: {run: y, ports: {p: auto}}}}";

  private Wrapped() {}

  static String with(Form form, String key, String value) {
    Map<String, String> members = least(form);
    if (form.choice().contains(key)) {
      members.keySet().removeAll(form.choice());
    }
    if (key.equals("with")) {
      members.put("template", "t");
    }
    if (key.equals("min") || key.equals("max")) {
      members.computeIfPresent("type", (_, _) -> "integer");
    }
    if (key.equals("of")) {
      members.put("type", "choice");
    }
    if (form == Form.SERVICE && key.equals("scale")) {
      members.put("replicas", "{max: 8}");
    }
    members.put(key, value);
    return around(form, flow(members));
  }

  static String without(Form form, String key) {
    Map<String, String> members = least(form);
    members.remove(key);
    return around(form, flow(members));
  }

  private static Map<String, String> least(Form form) {
    Map<String, String> members = new LinkedHashMap<>();
    switch (form) {
      case BLUEPRINT -> {
        members.put("blueprint", "v1");
        members.put("name", "x");
        members.put("services", "{s: {run: y}}");
        members.put("templates", "[" + TEMPLATE + "]");
      }
      case SERVICE -> {
        members.put("run", "y");
        members.put("ports", "{p: auto}");
      }
      case RUN -> members.put("command", "y");
      case HEALTH, STARTUP, READINESS, LIVENESS -> members.put("process", "true");
      case CHECKS -> {
        members.put("startup", "{process: true}");
        members.put("readiness", "{process: true}");
        members.put("liveness", "{process: true}");
      }
      case LOG -> members.put("silence", "1m");
      case ACTION, BEFORE_STOP -> members.put("command", "[y]");
      case TCP, HTTP -> members.put("port", "p");
      case TEMPLATE -> {
        members.put("template", "v1");
        members.put("name", "t");
        members.put("version", "1.0.0");
        members.put("services", "{main: {run: y}}");
      }
      case PARAMETER -> members.put("type", "text");
      case CONSUMED, PARENT -> members.put("template", "t");
      case RESOURCES, RESTART, UPDATE, BUDGET, VOLUME, SECRET, PLACEMENT -> {}
      case JOB -> members.put("schedule", "'@daily'");
      case FILE -> members.put("text", "y");
      case RELOAD -> members.put("signal", "HUP");
      case PREFERENCE -> members.put("match", "{disk: ssd}");
      case SPREAD -> members.put("over", "rack");
      case COMPANY -> members.put("service", "s");
      case RANGE, SCALE, TARGET, METRIC, UP, DOWN -> members.putAll(leastOfScaling(form));
    }
    return members;
  }

  private static Map<String, String> leastOfScaling(Form form) {
    Map<String, String> members = new LinkedHashMap<>();
    if (form == Form.RANGE) {
      members.put("max", "8");
    } else if (form == Form.TARGET) {
      members.put("cpu", "60%");
    } else if (form == Form.METRIC) {
      members.put("name", "up");
      members.put("port", "p");
      members.put("per-replica", "20");
    }
    return members;
  }

  private static String around(Form form, String body) {
    return switch (form) {
      case BLUEPRINT -> body;
      case SERVICE -> with(Form.BLUEPRINT, "services", "{s: " + body + "}");
      case RUN -> with(Form.SERVICE, "run", body);
      case RESOURCES -> with(Form.SERVICE, "resources", body);
      case HEALTH, CHECKS -> with(Form.SERVICE, "health", body);
      case STARTUP -> with(Form.CHECKS, "startup", body);
      case READINESS -> with(Form.CHECKS, "readiness", body);
      case LIVENESS -> with(Form.CHECKS, "liveness", body);
      case TCP -> with(Form.HEALTH, "tcp", body);
      case HTTP -> with(Form.HEALTH, "http", body);
      case LOG -> with(Form.HEALTH, "log", body);
      case RESTART -> with(Form.SERVICE, "restart", body);
      case TEMPLATE -> with(Form.BLUEPRINT, "templates", "[" + body + "]");
      case PARAMETER -> with(Form.TEMPLATE, "parameters", "{q: " + body + "}");
      case CONSUMED -> with(Form.TEMPLATE, "consumes", "{q: " + body + "}");
      case PARENT -> with(Form.TEMPLATE, "parent", body);
      case ACTION -> with(Form.SERVICE, "actions", "{a: " + body + "}");
      case UPDATE -> with(Form.SERVICE, "update", body);
      case BUDGET -> with(Form.SERVICE, "budget", body);
      case FILE -> with(Form.SERVICE, "files", "{n: " + body + "}");
      case VOLUME -> with(Form.SERVICE, "volumes", "{n: " + body + "}");
      case SECRET -> with(Form.SERVICE, "secrets", "{n: " + body + "}");
      case RELOAD -> with(Form.SERVICE, "reload", body);
      case BEFORE_STOP ->
          with(Form.SERVICE, "run", "{command: y, grace: 8760h, before-stop: " + body + "}");
      case PLACEMENT -> with(Form.SERVICE, "placement", body);
      case PREFERENCE -> with(Form.PLACEMENT, "prefer", "[" + body + "]");
      case SPREAD -> with(Form.PLACEMENT, "spread", body);
      case COMPANY -> with(Form.PLACEMENT, "apart", "[" + body + "]");
      case JOB -> with(Form.SERVICE, "job", body);
      case RANGE ->
          with(Form.BLUEPRINT, "services", "{s: {run: y, scale: {}, replicas: " + body + "}}");
      case SCALE -> with(Form.SERVICE, "scale", body);
      case TARGET -> with(Form.SCALE, "targets", "[" + body + "]");
      case METRIC -> with(Form.TARGET, "metric", body);
      case UP -> with(Form.SCALE, "up", body);
      case DOWN -> with(Form.SCALE, "down", body);
    };
  }

  private static String flow(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> member.getKey() + ": " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
