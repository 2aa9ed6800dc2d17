package rhizome.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.Tables;
import rhizome.kernel.RobotId;

/** Lists what there is. */
@Command(name = "get", description = "List robots, workloads or nodes.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Get implements Callable<Integer> {

  enum Kind {
    ROBOTS,
    WORKLOADS,
    NODES
  }

  @Parameters(
      paramLabel = "KIND",
      defaultValue = "workloads",
      description = "robots, workloads or nodes (default: ${DEFAULT-VALUE}).")
  private Kind kind;

  @Option(
      names = "--robot",
      paramLabel = "ROBOT",
      converter = Name.OfRobot.class,
      description = "Only the workloads of this robot.")
  private @Nullable RobotId robot;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Get(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    boolean colours = terminal.colours();
    switch (kind) {
      case ROBOTS -> {
        Json robots = grid.get("/v1/robots");
        options.answer(terminal, robots, () -> Tables.robots(robots, colours));
      }
      case WORKLOADS -> {
        Json workloads = workloads(grid, Optional.ofNullable(robot));
        options.answer(
            terminal, workloads, () -> Tables.workloads(workloads, Instant.now(), colours));
      }
      case NODES -> {
        Json nodes = grid.get("/v1/nodes");
        options.answer(terminal, nodes, () -> Tables.nodes(nodes, colours));
      }
    }
    return ExitCode.OK.code();
  }

  /** All pages as one listing. */
  static Json workloads(GridClient grid, Optional<RobotId> robot) {
    List<Json> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Json page = grid.get("/v1/workloads" + query(robot, after));
      all.addAll(page.at("workloads").items());
      String next = page.at("next").text();
      after = next.isEmpty() ? Optional.empty() : Optional.of(next);
    } while (after.isPresent());
    return Json.object("workloads", all);
  }

  private static String query(Optional<RobotId> robot, Optional<String> after) {
    List<String> parts = new ArrayList<>();
    robot.ifPresent(name -> parts.add("robot=" + name));
    after.ifPresent(id -> parts.add("after=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }
}
