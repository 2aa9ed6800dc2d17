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
      case HEALTH -> members.put("process", "true");
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
      case HEALTH -> with(Form.SERVICE, "health", body);
      case TCP -> with(Form.HEALTH, "tcp", body);
      case HTTP -> with(Form.HEALTH, "http", body);
      case RESTART -> with(Form.SERVICE, "restart", body);
    };
  }

  private static String flow(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> member.getKey() + ": " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
