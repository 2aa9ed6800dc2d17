package rhizome.cli.chaos.cluster;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Account.RobotState;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;

/** Reads what a grid says of itself. */
final class Accounts {

  private static final int PAGE = 1000;

  private Accounts() {}

  /** Whether anything that is lost now is replaced as usual. */
  static boolean isFlowing(GridClient grid) {
    return grid.get("/v1/governor").at("governors").items().stream()
        .allMatch(zone -> zone.at("state").text().equals("flowing"));
  }

  /** Whether no service is on its way to another spec. */
  static boolean isCarriedOut(GridClient grid) {
    return grid.get("/v1/robots").at("robots").items().stream()
        .flatMap(robot -> robot.at("services").items().stream())
        .map(service -> service.at("stage").text())
        .allMatch(stage -> stage.equals("arrived") || stage.equals("stalled"));
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
