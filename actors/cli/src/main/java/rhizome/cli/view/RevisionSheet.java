package rhizome.cli.view;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Tint;

/** What a robot was told, one revision a line. */
public final class RevisionSheet {

  /** As many digits of a digest as tell two blueprints apart at a glance. */
  private static final int DIGITS = 8;

  private final Instant now;
  private final ZoneId zone;
  private final boolean colours;

  public RevisionSheet(Instant now, ZoneId zone, boolean colours) {
    this.now = now;
    this.zone = zone;
    this.colours = colours;
  }

  public List<String> lines(Json listing) {
    Columns columns = Columns.headed(">GENERATION", "AT", "WHAT", "SAYS", "SERVICES", "BY");
    for (Json revision : listing.at("revisions").items()) {
      String digest = revision.at("digest").text();
      columns.row(
          new Cell(revision.at("generation").text(), Tint.STRONG),
          new Cell(Amounts.time(revision.at("at"), now, zone), Tint.FAINT),
          Cell.of(revision.at("what").text()),
          Cell.of(digest.isEmpty() ? "-" : digest.substring(0, Math.min(DIGITS, digest.length()))),
          Cell.of(changes(revision.at("changes"))),
          Cell.of(revision.at("by").text()));
    }
    return columns.lines(colours);
  }

  private static String changes(Json changes) {
    return changes.members().entrySet().stream()
        .map(RevisionSheet::change)
        .collect(Collectors.joining(", "));
  }

  private static String change(Map.Entry<String, Json> change) {
    return change.getValue().text() + " " + change.getKey();
  }
}
