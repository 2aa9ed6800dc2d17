package rhizome.cli.chaos.cluster;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Account.RobotState;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;

/** Reads what a grid says of itself. */
final class Accounts {

  private static final int PAGE = 1000;
  private static final int LATELY = 12;

  private Accounts() {}

  /** Whether anything that is lost now is replaced as usual. */
  static boolean isFlowing(GridClient grid) {
    return grid.get("/v1/governor").at("governors").items().stream()
        .allMatch(zone -> zone.at("state").text().equals("flowing"));
  }

  /** Whether no service is on its way to another spec. */
  static boolean isCarriedOut(GridClient grid) {
    return robots(grid).allMatch(Accounts::isCarriedOut);
  }

  private static boolean isCarriedOut(Json robot) {
    return robot.at("services").items().stream()
        .map(service -> service.at("stage").text())
        .allMatch(stage -> stage.equals("arrived") || stage.equals("stalled"));
  }

  private static Stream<Json> robots(GridClient grid) {
    return grid.get("/v1/robots").at("robots").items().stream();
  }

  /** The robots that are not done, and what was said of each of their workloads last. */
  static List<String> underWay(GridClient grid) {
    return robots(grid)
        .filter(robot -> !isCarriedOut(robot))
        .flatMap(robot -> Stream.concat(Stream.of(robot.toString()), stories(grid, robot)))
        .toList();
  }

  private static Stream<String> stories(GridClient grid, Json robot) {
    String prefix = robot.at("name").text() + "/";
    return grid.get("/v1/workloads?limit=" + PAGE).at("workloads").items().stream()
        .map(workload -> workload.at("id").text())
        .filter(id -> id.startsWith(prefix))
        .flatMap(id -> lately(grid, id).stream());
  }

  /** What the grid says of the last that happened to a workload. */
  static List<String> lately(GridClient grid, String workload) {
    String path = "/v1/workloads/%s/timeline".formatted(workload.replace('#', '/'));
    List<Json> all = grid.get(path).at("entries").items();
    return all.subList(Math.max(0, all.size() - LATELY), all.size()).stream()
        .map(
            entry ->
                "%s, %s: %s"
                    .formatted(workload, entry.at("at").text(), entry.at("sentence").text()))
        .toList();
  }

  static Account read(GridClient grid) {
    SortedMap<String, RobotState> robots = new TreeMap<>();
    for (Json robot : grid.get("/v1/robots").at("robots").items()) {
      SortedMap<String, Integer> replicas = new TreeMap<>();
      boolean active = robot.at("phase").text().equals("active");
      for (Json service : active ? robot.at("services").items() : List.<Json>of()) {
        replicas.put(service.at("name").text(), (int) service.at("replicas").number());
      }
      robots.put(
          robot.at("name").text(),
          new RobotState(robot.at("phase").text(), robot.at("generation").number(), replicas));
    }
    SortedMap<String, String> workloads = new TreeMap<>();
    for (Json one : grid.get("/v1/workloads?limit=" + PAGE).at("workloads").items()) {
      workloads.put(
          one.at("id").text(),
          "%s %s, generation %s, node %s, epoch %s, incarnation %s, pid %s"
              .formatted(
                  one.at("status").text(),
                  one.at("detail").text(),
                  one.at("generation").text(),
                  one.at("node").text(),
                  one.at("epoch").text(),
                  one.at("incarnation").text(),
                  one.at("pid").text()));
    }
    return new Account(robots, workloads);
  }
}
