package rhizome.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Tint;

/** The grid at a glance. */
public final class StatusSheet {

  private StatusSheet() {}

  public static List<String> lines(Json status, boolean colours) {
    Columns columns = Columns.plain(2);
    boolean well = status.at("well").isTrue();
    columns.row(
        label("grid"),
        well ? new Cell("well", Tint.GOOD) : new Cell("not well, see below", Tint.BAD));
    columns.row(label("robots"), Cell.of(robots(status)));
    columns.row(label("workloads"), Cell.of(workloads(status)));
    columns.row(label("nodes"), Cell.of(nodes(status)));
    for (Json zone : status.at("zones").items()) {
      columns.row(label("zone " + zone.at("name").text()), Cell.of(zone(zone)));
    }
    List<String> lines = new ArrayList<>(columns.lines(colours));
    status.at("governors").items().forEach(governor -> lines.addAll(word(governor, colours)));
    for (Json robot : status.at("robotsNotReady").items()) {
      lines.add(
          Tint.BUSY.paint("not ready", colours)
              + "  %s (%s): %s of %s ready"
                  .formatted(
                      robot.at("name").text(),
                      robot.at("phase").text(),
                      robot.at("ready").text(),
                      robot.at("replicas").text()));
    }
    for (Json parked : status.at("needsHuman").items()) {
      lines.add(
          Tint.BAD.paint("needs a human", colours)
              + "  %s: %s"
                  .formatted(
                      parked.at("workload").text(), Glyphs.visible(parked.at("cause").text())));
    }
    for (Json node : status.at("nodesOffline").items()) {
      lines.add(Tint.BAD.paint("offline", colours) + "  node " + node.text());
    }
    return lines;
  }

  /** Nothing while the governor lets everything go on. */
  private static List<String> word(Json governor, boolean colours) {
    String state = governor.at("state").text();
    String zone = governor.at("zone").text();
    return state.equals("flowing")
        ? List.of()
        : List.of(
            Tint.ofStatus(state).paint(state.toUpperCase(Locale.ROOT), colours)
                + "  zone %s: %s".formatted(zone, governor.at("word").text()));
  }

  private static String robots(Json status) {
    int unready = status.at("robotsNotReady").items().size();
    return status.at("robots").text() + (unready == 0 ? "" : ", %d not ready".formatted(unready));
  }

  private static String workloads(Json status) {
    String all =
        status.at("workloads").members().entrySet().stream()
            .map(count -> count.getValue().text() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "0" : all;
  }

  private static String nodes(Json status) {
    int offline = status.at("nodesOffline").items().size();
    return status.at("nodes").text() + (offline == 0 ? "" : ", %d offline".formatted(offline));
  }

  private static String zone(Json zone) {
    Json capacity = zone.at("capacity");
    Json reserved = zone.at("reserved");
    return "cpu %s of %s, memory %s of %s"
        .formatted(
            Amounts.cores(reserved.at("cpuMillis")),
            Amounts.cores(capacity.at("cpuMillis")),
            Amounts.memory(reserved.at("memoryBytes")),
            Amounts.memory(capacity.at("memoryBytes")));
  }

  private static Cell label(String name) {
    return new Cell(name, Tint.FAINT);
  }
}
