package rhizome.cli.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;
import rhizome.grid.robot.Revision;
import rhizome.kernel.RobotId;

/** What a robot was told, as the API tells it. */
final class Revisions {

  private static final String TARGETED = "targeted";

  private Revisions() {}

  /** All pages as one listing, the newest first. */
  static Json all(GridClient grid, RobotId robot) {
    List<Json> all = new ArrayList<>();
    String page = path(robot);
    do {
      Json listing = grid.get(page);
      all.addAll(listing.at("revisions").items());
      Json next = listing.at("next");
      page = next.isNull() ? "" : "%s?before=%d".formatted(path(robot), next.number());
    } while (!page.isEmpty());
    return Json.object("robot", robot.name()).with("revisions", all);
  }

  private static String path(RobotId robot) {
    return "/v1/robots/%s/revisions".formatted(robot);
  }

  /** Where the API keeps one. */
  static String path(RobotId robot, long generation) {
    return "%s/%d".formatted(path(robot), generation);
  }

  static boolean isTargeted(Json revision) {
    return revision.at("what").text().equals(TARGETED);
  }

  /** Where the way back from the newest of these leads. */
  static Optional<Long> earlier(List<Json> newestFirst) {
    return Revision.earlier(newestFirst.stream().map(Revisions::outline).toList());
  }

  private static Revision.Outline outline(Json revision) {
    return new Revision.Outline(
        revision.at("generation").number(),
        isTargeted(revision) ? Optional.of(revision.at("digest").text()) : Optional.empty());
  }
}
