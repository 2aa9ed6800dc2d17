package rhizome.cli.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.kernel.Nearest;
import rhizome.kernel.RobotId;

/** Lists where services can be reached, as those who use them are told. */
@Command(
    name = "endpoints",
    description = "List where the services of a blueprint can be reached, as dependants are told.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Endpoints implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Parameters(
      index = "1",
      paramLabel = "SERVICE",
      arity = "0..1",
      description = "Only those of this service (default: all).")
  private @Nullable String service;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Endpoints(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json all = options.grid().get("/v1/robots/" + robot + "/endpoints");
    Json listing = Optional.ofNullable(service).map(name -> only(all, name)).orElse(all);
    options.answer(terminal, listing, () -> lines(listing, terminal.colours()));
    return ExitCode.OK.code();
  }

  private static Json only(Json all, String name) {
    List<Json> services = all.at("services").items();
    List<Json> wanted = services.stream().filter(s -> s.at("name").text().equals(name)).toList();
    if (wanted.isEmpty()) {
      List<String> names = services.stream().map(s -> s.at("name").text()).toList();
      String robot = all.at("robot").text();
      throw new Trouble(
          ExitCode.USAGE,
          "'%s' has no service '%s'".formatted(robot, name),
          Nearest.of(name, names)
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElse("it has " + names));
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("robot", all.at("robot"));
    one.put("services", wanted);
    return Json.of(one);
  }

  static List<String> lines(Json listing, boolean colours) {
    Columns columns = Columns.headed("SERVICE", "PORT", ">SLOT", "ENDPOINT");
    List<String> notes = new ArrayList<>();
    boolean any = false;
    for (Json service : listing.at("services").items()) {
      String name = service.at("name").text();
      for (Json port : service.at("ports").items()) {
        for (Json row : port.at("endpoints").items()) {
          any = true;
          columns.row(
              new Cell(name, Tint.STRONG),
              Cell.of(port.at("name").text()),
              Cell.of(row.at("slot").text()),
              Cell.of(hostPort(row)));
        }
      }
      long behind = service.at("behind").number();
      if (behind > 0) {
        notes.add("%s: %d of its workloads do not know the newest yet".formatted(name, behind));
      }
    }
    List<String> lines =
        new ArrayList<>(any ? columns.lines(colours) : List.of("nothing with a port is ready"));
    lines.addAll(notes);
    return lines;
  }

  private static String hostPort(Json row) {
    String address = row.at("address").text();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + row.at("port").text();
  }
}
