package rhizome.cli.client;

import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Collectors;
import rhizome.blueprints.tree.Problem;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/** What an answer of 400 or more means to a person (RFC 9457). */
final class Problems {

  private static final String URN = "urn:rhizome:problem:";

  private Problems() {}

  static Trouble trouble(int status, Json problem) {
    String type = problem.at("type").text();
    String kind = type.startsWith(URN) ? type.substring(URN.length()) : kind(status);
    String detail = problem.at("detail").text();
    String said = detail.isEmpty() ? "the grid answered " + status : detail;
    return new Trouble(code(kind, status), message(problem, said), remedy(kind));
  }

  /** The JDK's client hides the body of a 401 from whoever has sent one. */
  private static String kind(int status) {
    return status == HttpURLConnection.HTTP_UNAUTHORIZED ? "unauthorized" : "";
  }

  /** A grid that cannot answer now has refused nothing. */
  private static ExitCode code(String kind, int status) {
    return kind.equals("unavailable") ? ExitCode.FAILED : ExitCode.ofStatus(status);
  }

  private static String message(Json problem, String said) {
    if (problem.at("problems").items().isEmpty()) {
      return said;
    }
    int count = problem.at("problems").items().size();
    return problem.at("problems").items().stream()
        .map(Problems::place)
        .map(Problem::render)
        .collect(
            Collectors.joining(
                "\n\n",
                "",
                "\n\n"
                    + count
                    + (count == 1 ? " problem" : " problems")
                    + "; nothing was changed"));
  }

  private static Problem place(Json problem) {
    return new Problem(
        problem.at("file").text(),
        Math.toIntExact(problem.at("line").number()),
        Math.toIntExact(problem.at("column").number()),
        problem.at("message").text(),
        present(problem.at("expected")),
        present(problem.at("nearest")),
        problem.at("excerpt").text(),
        Math.toIntExact(Math.max(0, problem.at("caret").number())));
  }

  private static Optional<String> present(Json text) {
    return text.isNull() ? Optional.empty() : Optional.of(text.text());
  }

  private static String remedy(String kind) {
    return switch (kind) {
      case "unauthorized" ->
          "the grid was started on another data folder, or its operator.token was replaced: "
              + "name the right folder with --data";
      case "plan-moved" -> "look at 'rhizome plan' again, then apply";
      case "unknown-robot" -> "'rhizome get robots' lists them";
      case "unknown-template" -> "'rhizome template list' has all";
      case "unknown-revision" -> "'rhizome history BLUEPRINT' lists them";
      case "unknown-node" -> "'rhizome get nodes' lists them";
      case "unknown-workload" -> "'rhizome get workloads' lists them";
      default -> "";
    };
  }
}
