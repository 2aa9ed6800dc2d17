package rhizome.blueprints.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The smallest blueprint in which a key of any mapping of the language has a given value. */
final class Wrapped {

  private Wrapped() {}

  static String with(Form form, String key, String value) {
    Map<String, String> members = least(form);
    if (form.choice().contains(key)) {
      members.keySet().removeAll(form.choice());
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
      case TCP, HTTP -> members.put("port", "p");
      case RESOURCES, RESTART -> {}
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
    };
  }

  private static String flow(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> member.getKey() + ": " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
