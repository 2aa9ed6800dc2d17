package rhizome.cli.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
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
        Cell.label("grid"),
        well ? new Cell("well", Tint.GOOD) : new Cell("not well, see below", Tint.BAD));
    columns.row(Cell.label("robots"), Cell.of(robots(status)));
    columns.row(Cell.label("workloads"), Cell.of(workloads(status)));
    columns.row(Cell.label("nodes"), Cell.of(nodes(status)));
    for (Json zone : status.at("zones").items()) {
      columns.row(Cell.label("zone " + zone.at("name").text()), Cell.of(zone(zone)));
    }
    for (Json service : status.at("scaled").items()) {
      columns.row(
          Cell.label("scaled " + service.at("service").text()),
          Cell.of("%s of %s".formatted(service.at("replicas").text(), service.at("range").text())));
    }
    List<String> lines = new ArrayList<>(columns.lines(colours));
    lines.addAll(governors(status, colours));
    for (Json robot : status.at("robotsNotReady").items()) {
      lines.add(unready(robot, colours));
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
    for (Json node : status.at("nodesSuspect").items()) {
      lines.add(Tint.BUSY.paint("suspect", colours) + "  node " + node.text());
    }
    for (Json node : status.at("nodesClosed").items()) {
      lines.add(closed(node, colours));
    }
    return lines;
  }

  /** An older grid does not say why. */
  private static String unready(Json robot, boolean colours) {
    String why = robot.at("why").text();
    return Tint.BUSY.paint("not ready", colours)
        + "  %s (%s): %s of %s ready as they are wanted now"
            .formatted(
                robot.at("name").text(),
                robot.at("phase").text(),
                robot.at("ready").text(),
                robot.at("replicas").text())
        + (why.isEmpty() ? "" : "; " + Glyphs.visible(why));
  }

  private static String closed(Json node, boolean colours) {
    String admission = node.at("admission").text();
    String left = ", %s left".formatted(node.at("remaining").text());
    return Tint.ofStatus(admission).paint(admission, colours)
        + "  node "
        + node.at("node").text()
        + (admission.equals("draining") ? left : "");
  }

  private static List<String> governors(Json status, boolean colours) {
    List<String> lines = new ArrayList<>();
    for (Json governor : status.at("governors").items()) {
      String state = governor.at("state").text();
      if (!state.equals("flowing")) {
        lines.add(
            Tint.ofStatus(state).paint(state.toUpperCase(Locale.ROOT), colours)
                + "  zone %s: %s"
                    .formatted(governor.at("zone").text(), governor.at("word").text()));
      }
    }
    return lines;
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
    SequencedMap<String, Integer> counts = new LinkedHashMap<>();
    counts.put("offline", status.at("nodesOffline").items().size());
    counts.put("suspect", status.at("nodesSuspect").items().size());
    for (Json node : status.at("nodesClosed").items()) {
      counts.merge(node.at("admission").text(), 1, Integer::sum);
    }
    StringBuilder nodes = new StringBuilder(status.at("nodes").text());
    counts.forEach((what, count) -> nodes.append(count == 0 ? "" : ", " + count + " " + what));
    return nodes.toString();
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
}
