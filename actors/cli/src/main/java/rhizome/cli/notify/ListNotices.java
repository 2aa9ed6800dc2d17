package rhizome.cli.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.Amounts;

/** What is open, how it stands with the receivers, and what never reached them. */
@Command(name = "list", description = "Show open notices, receivers, and letters that never came.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ListNotices implements Callable<Integer> {

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ListNotices(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json notices = options.grid().get("/v1/notices");
    options.answer(terminal, notices, () -> lines(notices, Instant.now(), terminal.colours()));
    return ExitCode.OK.code();
  }

  static List<String> lines(Json notices, Instant now, boolean colours) {
    List<String> lines = new ArrayList<>();
    List<Json> open = notices.at("open").items();
    if (open.isEmpty()) {
      lines.add("no open notices");
    } else {
      Columns columns = Columns.headed("SEVERITY", "SUBJECT", ">AGE", "TOLD", "WHAT");
      for (Json one : open) {
        columns.row(
            new Cell(one.at("severity").text(), Tint.BAD),
            new Cell(one.at("subject").text(), Tint.STRONG),
            Cell.of(Amounts.age(one.at("since"), now)),
            Cell.of(one.at("told").isTrue() ? "yes" : "not yet"),
            Cell.of(Glyphs.visible(one.at("text").text())));
      }
      lines.addAll(columns.lines(colours));
    }
    lines.add("");
    lines.addAll(receivers(notices.at("receivers").items(), now, colours));
    List<Json> dead = notices.at("dead").items();
    if (!dead.isEmpty()) {
      lines.add("");
      Columns columns = Columns.headed(">LETTER", "NEVER REACHED", ">AGE", "WHAT", "WHY");
      for (Json one : dead) {
        columns.row(
            Cell.of(one.at("letter").text()),
            new Cell(one.at("receiver").text(), Tint.STRONG),
            Cell.of(Amounts.age(one.at("at"), now)),
            Cell.of(Glyphs.visible(one.at("headline").text())),
            new Cell(Glyphs.visible(one.at("reason").text()), Tint.FAINT));
      }
      lines.addAll(columns.lines(colours));
    }
    return lines;
  }

  private static List<String> receivers(List<Json> receivers, Instant now, boolean colours) {
    if (receivers.isEmpty()) {
      return List.of(
          "nobody was ever told anything: name receivers in rhizome.conf, and say"
              + " 'rhizome notify test'");
    }
    Columns columns = Columns.headed("RECEIVER", ">WAITING", ">FAILED", "LAST", "TROUBLE");
    for (Json one : receivers) {
      String last =
          one.at("last").isNull()
              ? "-"
              : "letter %s, %s ago"
                  .formatted(one.at("last").text(), Amounts.age(one.at("lastAt"), now));
      String trouble = Optional.of(one.at("trouble").text()).filter(t -> !t.isEmpty()).orElse("-");
      columns.row(
          new Cell(one.at("name").text(), Tint.STRONG),
          Cell.of(one.at("waiting").text()),
          Cell.of(one.at("attempts").text()),
          Cell.of(last),
          new Cell(Glyphs.visible(trouble), Tint.FAINT));
    }
    return columns.lines(colours);
  }
}
