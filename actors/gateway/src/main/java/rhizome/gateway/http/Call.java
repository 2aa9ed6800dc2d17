package rhizome.gateway.http;

import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Template;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Refusal;
import rhizome.kernel.Nearest;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** One request to a known route, with its body already read. */
record Call(HttpRequest request, Map<String, String> path, ByteString body) {

  <T> T body(Class<T> type) {
    return Json.read(body.toArray(), type);
  }

  RobotId robot() {
    return robot(segment("robot"));
  }

  static RobotId robot(String name) {
    try {
      return new RobotId(name);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.UNKNOWN_ROBOT, message(e));
    }
  }

  NodeId node() {
    try {
      return new NodeId(segment("node"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.UNKNOWN_NODE, message(e));
    }
  }

  WorkloadId workload() {
    try {
      return new WorkloadId(
          new RobotId(segment("robot")), segment("service"), Integer.parseInt(segment("slot")));
    } catch (NumberFormatException e) {
      throw new Refusal(
          Kind.UNKNOWN_WORKLOAD,
          "'%s' is not a slot: slots count from 0".formatted(segment("slot")));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.UNKNOWN_WORKLOAD, message(e));
    }
  }

  /** A name, or one with versions; {@code .json} at its end is for those who go by it. */
  Template template() {
    String wanted = segment("template").replaceFirst("\\.json$", "");
    Library library = Library.builtIn();
    return library
        .find(wanted)
        .orElseThrow(
            () ->
                new Refusal(
                    Kind.UNKNOWN_TEMPLATE,
                    "template '%s' not found: there are %s"
                        .formatted(wanted, String.join(", ", library.names()))));
  }

  String service() {
    return segment("service");
  }

  TaskId task() {
    try {
      return new TaskId(new RobotId(segment("robot")), segment("service"), segment("action"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.UNKNOWN_ACTION, message(e));
    }
  }

  long run() {
    try {
      return Long.parseLong(segment("run"));
    } catch (NumberFormatException e) {
      throw new Refusal(
          Kind.UNKNOWN_RUN, "'%s' is not a run: runs count from 1".formatted(segment("run")));
    }
  }

  long generation() {
    try {
      return Long.parseLong(segment("generation"));
    } catch (NumberFormatException e) {
      throw new Refusal(
          Kind.UNKNOWN_REVISION,
          "'%s' is not a generation: generations count from 1".formatted(segment("generation")));
    }
  }

  private static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }

  String segment(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("no {" + name + "} in the path of this route");
    }
    return value;
  }

  Optional<String> parameter(String name) {
    return request.getUri().query().get(name);
  }

  long number(String name, long otherwise) {
    Optional<String> text = parameter(name);
    try {
      return text.map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new Refusal(
          Kind.BAD_PARAMETER, "'%s' must be a number, not '%s'".formatted(name, text.orElse("")));
    }
  }

  /** A number from 1 to {@code max}. */
  int limit(String name, int max) {
    long limit = number(name, max);
    if (limit < 1 || limit > max) {
      throw new Refusal(
          Kind.BAD_PARAMETER, "'%s' must be 1 to %d, not %d".formatted(name, max, limit));
    }
    return Math.toIntExact(limit);
  }

  boolean flag(String name, boolean otherwise) {
    String text = parameter(name).orElse(Boolean.toString(otherwise));
    return switch (text) {
      case "true", "" -> true;
      case "false" -> false;
      default ->
          throw new Refusal(
              Kind.BAD_PARAMETER, "'%s' must be true or false, not '%s'".formatted(name, text));
    };
  }

  /** Refuses what this route does not know, so that a typo never passes for consent. */
  void checkParameters(List<String> known) {
    request
        .getUri()
        .query()
        .toList()
        .forEach(
            given -> {
              String name = given.first();
              if (!known.contains(name)) {
                String hint =
                    Nearest.of(name, known).map(n -> ", did you mean '" + n + "'?").orElse("");
                throw new Refusal(
                    Kind.BAD_PARAMETER, "unknown parameter '%s'%s".formatted(name, hint));
              }
            });
  }
}
