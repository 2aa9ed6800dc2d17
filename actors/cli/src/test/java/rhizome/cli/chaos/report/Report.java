package rhizome.cli.chaos.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.cli.chaos.checker.Checker;
import rhizome.cli.chaos.checker.Law;
import rhizome.cli.chaos.checker.Violation;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.History.Deed;
import rhizome.cli.chaos.history.History.Trouble;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;

/** What happened in a run and what is thought of it, for people: as text, and as a picture. */
public record Report(String name, History history, Checker checker) {

  /** Of one law; who wants all of them has the history. */
  private static final int BREACHES_SHOWN_MAX = 12;

  /** Puts both into a folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String file = name + "-" + history.seed();
    Files.writeString(folder.resolve(file + ".txt"), text());
    return Files.writeString(
        folder.resolve(file + ".html"),
        Timeline.page(name, history, checker.judge(history), text()));
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("scenario %s, again by -Dproperty.seed=%d".formatted(name, history.seed()));
    lines.add("");
    lines.addAll(laws());
    lines.add("");
    lines.addAll(faults());
    lines.add("");
    lines.addAll(wishes());
    lines.add("");
    for (Entry entry : history.entries()) {
      if (entry instanceof Entry.Remark(var at, var text)) {
        lines.add("%9s  %s".formatted(seconds(at), text));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> laws() {
    List<String> lines = new ArrayList<>();
    for (Law law : checker.laws()) {
      List<Violation> breaches = law.breaches(history);
      lines.add("%s  %s".formatted(breaches.isEmpty() ? "kept  " : "BROKEN", law.name()));
      breaches.stream()
          .limit(BREACHES_SHOWN_MAX)
          .forEach(one -> lines.add("%12s  %s".formatted(seconds(one.at()), one.evidence())));
      if (breaches.size() > BREACHES_SHOWN_MAX) {
        lines.add("              and %d more".formatted(breaches.size() - BREACHES_SHOWN_MAX));
      }
    }
    return lines;
  }

  private List<String> faults() {
    Columns columns =
        Columns.headed("FAULT", ">AT", ">LASTED", ">PROCESSES ENDED", ">LONGEST ABSENCE", "OF");
    List<Absence> absences = Absence.of(history);
    for (Trouble trouble : history.troubles()) {
      Optional<Absence> longest = Absence.longest(absences, history, trouble);
      long ended =
          history.lives().stream()
              .filter(life -> life.ended() && isWithin(life.last(), trouble))
              .count();
      columns.row(
          Cell.of(trouble.fault()),
          Cell.of(seconds(trouble.begun())),
          Cell.of(seconds(trouble.ended().minus(trouble.begun()))),
          Cell.of(ended),
          Cell.of(longest.map(one -> seconds(one.lasted())).orElse("none")),
          Cell.of(longest.map(Absence::workload).orElse("")));
    }
    return columns.lines(false);
  }

  private static boolean isWithin(Duration at, Trouble trouble) {
    return at.compareTo(trouble.begun().minusMillis(50)) >= 0 && at.compareTo(trouble.ended()) <= 0;
  }

  private List<String> wishes() {
    List<Deed> deeds = history.deeds();
    long done = deeds.stream().filter(deed -> deed.answer() instanceof Answer.Done).count();
    long refused = deeds.stream().filter(deed -> deed.answer() instanceof Answer.Refused).count();
    return List.of(
        "%d wishes: %d acknowledged, %d refused, %d unknown"
            .formatted(deeds.size(), done, refused, deeds.size() - done - refused));
  }

  static String seconds(Duration at) {
    return String.format(Locale.ROOT, "%.2f s", at.toNanos() / 1e9);
  }
}
