package rhizome.cli.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Tint;

/** Listings of the API as tables. */
public final class Tables {

  private Tables() {}

  public static List<String> robots(Json listing, boolean colours) {
    List<Json> robots = listing.at("robots").items();
    if (robots.isEmpty()) {
      return List.of("no robots: 'rhizome apply FILE' makes one");
    }
    Columns columns = Columns.headed("ROBOT", "PHASE", "READY", ">GENERATION", "SERVICES");
    for (Json robot : robots) {
      columns.row(
          new Cell(robot.at("name").text(), Tint.STRONG),
          Cell.status(robot.at("phase").text()),
          Cell.status(robot.at("ready").isTrue() ? "yes" : "no"),
          Cell.of(robot.at("generation").text()),
          Cell.of(
              robot.at("services").items().stream()
                  .map(Tables::service)
                  .collect(Collectors.joining(", "))));
    }
    return columns.lines(colours);
  }

  private static String service(Json service) {
    String range = service.at("range").text();
    return "%s %s/%s%s"
        .formatted(
            service.at("name").text(),
            service.at("ready").text(),
            service.at("replicas").text(),
            range.isEmpty() ? "" : " of " + range);
  }

  public static List<String> governors(Json listing, boolean colours) {
    Columns columns =
        Columns.headed("ZONE", "STATE", ">NODES", ">SILENT", ">WAITING", ">UNCONFIRMED");
    List<String> words = new ArrayList<>();
    for (Json governor : listing.at("governors").items()) {
      columns.row(
          new Cell(governor.at("zone").text(), Tint.STRONG),
          Cell.status(governor.at("state").text()),
          Cell.of(governor.at("present").number() + governor.at("silent").number()),
          Cell.of(governor.at("silent").text()),
          Cell.of(governor.at("waiting").text()),
          Cell.of(governor.at("unconfirmed").text()));
      words.add("%s: %s".formatted(governor.at("zone").text(), governor.at("word").text()));
    }
    List<String> lines = new ArrayList<>(columns.lines(colours));
    lines.addAll(words);
    return lines;
  }

  public static List<String> workloads(Json listing, Instant now, boolean colours) {
    List<Json> workloads = listing.at("workloads").items();
    if (workloads.isEmpty()) {
      return List.of("no workloads");
    }
    Columns columns =
        Columns.headed("WORKLOAD", "STATUS", "NODE", ">PID", ">AGE", ">STARTS", "PORTS", "");
    for (Json workload : workloads) {
      columns.row(
          new Cell(workload.at("id").text(), Tint.STRONG),
          Cell.status(workload.at("status").text()),
          Cell.of(dash(workload.at("node").text())),
          Cell.of(count(workload.at("pid"))),
          Cell.of(Amounts.age(workload.at("since"), now)),
          Cell.of(count(workload.at("incarnation"))),
          Cell.of(ports(workload.at("ports"))),
          new Cell(workload.at("detail").text(), Tint.FAINT));
    }
    return columns.lines(colours);
  }

  static String ports(Json ports) {
    String all =
        ports.members().entrySet().stream()
            .map(port -> port.getKey() + "=" + port.getValue().text())
            .collect(Collectors.joining(" "));
    return dash(all);
  }

  public static List<String> nodes(Json listing, boolean colours) {
    List<Json> nodes = listing.at("nodes").items();
    if (nodes.isEmpty()) {
      return List.of("no nodes: 'rhizome node' adds one");
    }
    Columns columns =
        Columns.headed("NODE", "CONDITION", "ZONE", "HOST", ">CPU", ">MEMORY", ">WORKLOADS", "");
    for (Json node : nodes) {
      Json capacity = node.at("capacity");
      Json reserved = node.at("reserved");
      columns.row(
          new Cell(node.at("name").text(), Tint.STRONG),
          Cell.status(node.at("condition").text()),
          Cell.of(dash(node.at("zone").text())),
          Cell.of(dash(node.at("host").text())),
          Cell.of(
              Amounts.cores(reserved.at("cpuMillis"))
                  + " of "
                  + Amounts.cores(capacity.at("cpuMillis"))),
          Cell.of(
              Amounts.memory(reserved.at("memoryBytes"))
                  + " of "
                  + Amounts.memory(capacity.at("memoryBytes"))),
          Cell.of(node.at("workloads").items().size()),
          new Cell(remark(node), Tint.FAINT));
    }
    return columns.lines(colours);
  }

  /** What is said of it, whether it takes more, and why it is not online. */
  private static String remark(Json node) {
    List<String> parts = new ArrayList<>();
    node.at("labels").members().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue().text())
        .reduce((some, more) -> some + "," + more)
        .ifPresent(parts::add);
    String admission = node.at("admission").text();
    if (!admission.isEmpty() && !admission.equals("open")) {
      Json drain = node.at("drain");
      boolean left = admission.equals("draining");
      parts.add(admission + (left ? ", %s left".formatted(drain.at("remaining").text()) : ""));
    }
    node.at("because").items().stream().findFirst().ifPresent(b -> parts.add(b.at("what").text()));
    return String.join("; ", parts);
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String count(Json number) {
    return number.number() == 0 ? "-" : number.text();
  }
}
