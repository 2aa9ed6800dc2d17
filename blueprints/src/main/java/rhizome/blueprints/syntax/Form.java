package rhizome.blueprints.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mappings of the language and the keys each may have. */
@SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
enum Form {
  BLUEPRINT("the blueprint", "blueprint", "name", "services"),
  SERVICE(
      "a service", "run", "replicas", "single", "resources", "ports", "health", "restart", "needs"),
  RUN("run", "command", "args", "env", "workdir", "grace"),
  RESOURCES("resources", "cpu", "memory"),
  HEALTH(
      "health",
      "process",
      "tcp",
      "http",
      "command",
      "interval",
      "timeout",
      "failures",
      "successes",
      "start"),
  TCP("tcp", "port"),
  HTTP("http", "port", "path"),
  RESTART("restart", "attempts", "window", "backoff", "max-backoff", "healthy-after");

  private final String title;
  private final List<String> keys;

  Form(String title, String... keys) {
    this.title = title;
    this.keys = List.of(keys);
  }

  String title() {
    return title;
  }

  List<String> keys() {
    return keys;
  }

  /** The first other form that has this very key: someone indented it wrongly. */
  Optional<Form> homeOf(String key) {
    return Arrays.stream(values()).filter(form -> form.keys.contains(key)).findFirst();
  }

  static List<String> allKeys() {
    return Arrays.stream(values()).flatMap(form -> form.keys.stream()).distinct().toList();
  }
}
