package rhizome.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Name;
import rhizome.cli.json.Json;
import rhizome.kernel.WorkloadId;

/** The workloads a node had when it was told to be empty, and what became of them. */
record Emigrants(GridClient grid, List<String> workloads) {

  /** So many are asked what they wait for; the others are only counted. */
  private static final int ASKED_MAX = 20;

  /** How the API begins the detail of what is shared and has nowhere to go. */
  private static final String STAYS = "stays until it has another place";

  static Emigrants of(GridClient grid, Json node) {
    return new Emigrants(grid, ids(node));
  }

  private static List<String> ids(Json node) {
    return node.at("workloads").items().stream().map(Json::text).toList();
  }

  /** Who is still on the node for want of another place, with the reason. */
  List<String> staying(Json node) {
    return ask(
        ids(node),
        workload ->
            Optional.of(workload.at("detail").text())
                .filter(detail -> detail.startsWith(STAYS))
                .map(detail -> "  %s %s".formatted(workload.at("id").text(), detail)));
  }

  /** Who was on the node and has no other place yet, with the reason. */
  List<String> waiting() {
    return ask(
        workloads,
        workload ->
            Optional.of(workload)
                .filter(w -> w.at("status").text().equals("pending"))
                .map(w -> "%s waits: %s".formatted(w.at("id").text(), why(w.at("detail").text()))));
  }

  private static String why(String detail) {
    return detail.isEmpty() ? "a place is being sought" : detail;
  }

  private List<String> ask(List<String> ids, Function<Json, Optional<String>> answer) {
    List<String> lines = new ArrayList<>();
    for (String id : ids.subList(0, Math.min(ids.size(), ASKED_MAX))) {
      grid.find(Name.path(WorkloadId.parse(id))).flatMap(answer).ifPresent(lines::add);
    }
    if (ids.size() > ASKED_MAX) {
      lines.add("%d more were not asked".formatted(ids.size() - ASKED_MAX));
    }
    return lines;
  }
}
