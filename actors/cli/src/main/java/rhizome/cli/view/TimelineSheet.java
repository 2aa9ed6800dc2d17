package rhizome.cli.view;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Tint;

/** What happened to a workload and why, one line per fact. */
public final class TimelineSheet {

  private final Instant now;
  private final ZoneId zone;
  private final boolean colours;

  public TimelineSheet(Instant now, ZoneId zone, boolean colours) {
    this.now = now;
    this.zone = zone;
    this.colours = colours;
  }

  /**
   * @param workload how it is now; nothing when it is gone
   */
  public List<String> lines(Json timeline, Optional<Json> workload) {
    List<String> lines = new ArrayList<>();
    String name = Tint.STRONG.paint(timeline.at("workload").text(), colours);
    lines.add(name + "  " + workload.map(this::state).orElse("is gone"));
    Columns columns = Columns.plain(2);
    timeline.at("entries").items().forEach(entry -> columns.row(time(entry), what(entry)));
    lines.addAll(columns.lines(colours));
    return lines;
  }

  private String state(Json workload) {
    StringBuilder text = new StringBuilder();
    String status = workload.at("status").text();
    text.append(Tint.ofStatus(status).paint(status, colours));
    if (!workload.at("node").isNull()) {
      text.append(" on ").append(workload.at("node").text());
    }
    if (!workload.at("since").isNull()) {
      text.append(" for ").append(Amounts.age(workload.at("since"), now));
    }
    if (workload.at("pid").number() > 0) {
      text.append(", pid ").append(workload.at("pid").text());
    }
    if (!workload.at("ports").members().isEmpty()) {
      text.append(", ports ").append(Tables.ports(workload.at("ports")));
    }
    String detail = Glyphs.visible(workload.at("detail").text());
    return text.append(detail.isEmpty() ? "" : ": " + detail).toString();
  }

  /** One event of the feed on a line of its own. */
  public String event(Json event) {
    return "%s  %s  %s"
        .formatted(
            Tint.FAINT.paint(Amounts.time(event.at("at"), now, zone), colours),
            Tint.STRONG.paint(event.at("kind").text() + " " + event.at("name").text(), colours),
            tint(event).paint(event.at("sentence").text(), colours));
  }

  private Cell time(Json entry) {
    return new Cell(Amounts.time(entry.at("at"), now, zone), Tint.FAINT);
  }

  private static Cell what(Json entry) {
    return new Cell(entry.at("sentence").text(), tint(entry));
  }

  /** Most of a story is plain; what broke and what healed stands out. */
  private static Tint tint(Json entry) {
    return switch (entry.at("event").text()) {
      case "became-ready", "adopted", "completed" -> Tint.GOOD;
      case "became-unready", "restarting", "moved", "place-refused" -> Tint.BUSY;
      case "parked", "lost" -> Tint.BAD;
      default -> Tint.PLAIN;
    };
  }
}
