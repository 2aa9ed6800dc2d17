package rhizome.cli.chaos.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.cli.chaos.checker.Violation;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.History.Deed;
import rhizome.cli.chaos.history.History.Trouble;
import rhizome.cli.chaos.history.Life;

/** A run as a picture: a lane for each workload, a bar for each process, a band for each fault. */
final class Timeline {

  private static final int LEFT = 150;
  private static final int WIDTH = 1300;
  private static final int TOP = 90;
  private static final int LANE = 22;
  private static final int LABEL_ROWS = 4;
  private static final List<String> COLOURS =
      List.of("#4477aa", "#228833", "#ccbb44", "#aa3377", "#66ccee", "#ee6677", "#777777");

  private final History history;
  private final List<Violation> breaches;
  private final List<String> lanes;
  private final List<String> hosts;
  private final StringBuilder svg = new StringBuilder();

  private Timeline(History history, List<Violation> breaches) {
    this.history = history;
    this.breaches = breaches;
    this.lanes = List.copyOf(history.byWorkload().keySet());
    SortedSet<String> named = new TreeSet<>();
    history.lives().forEach(life -> named.add(life.instance().host()));
    this.hosts = List.copyOf(named);
  }

  static String page(String name, History history, List<Violation> breaches, String text) {
    return """
    <!doctype html>
    <meta charset="utf-8">
    <title>%1$s</title>
    <style>
      body {font: 13px sans-serif; margin: 1em}
      svg text {font: 11px sans-serif}
      pre {font: 12px monospace; background: #f6f6f6; padding: 1em}
    </style>
    <h1>%1$s</h1>
    %2$s
    <pre>%3$s</pre>
    """
        .formatted(escape(name), new Timeline(history, breaches).svg(), escape(text));
  }

  private String svg() {
    int height = TOP + LANE * (lanes.size() + 1) + 40;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">\n"
            .formatted(LEFT + WIDTH + 40, height));
    legend();
    int row = 0;
    for (Trouble trouble : history.troubles()) {
      band(trouble, row++ % LABEL_ROWS);
    }
    axis();
    for (String lane : lanes) {
      text(4, y(lane) + 13, lane);
    }
    history.lives().forEach(this::bar);
    history.deeds().forEach(this::tick);
    breaches.forEach(this::mark);
    return svg.append("</svg>").toString();
  }

  private void legend() {
    int x = LEFT;
    for (String host : hosts) {
      draw(new Box(x, 2, 12, 10), "fill=\"%s\"".formatted(colour(host)), host);
      text(x + 16, 11, host);
      x += 70;
    }
    text(x, 11, "grey band: a fault; red frame: a breach; below: wishes, red when not done");
  }

  private void band(Trouble trouble, int row) {
    double from = x(trouble.begun());
    double width = Math.max(1, x(trouble.ended()) - from);
    int height = TOP - 60 + LANE * lanes.size() + 40;
    String style = "fill=\"%s\" opacity=\"0.25\"".formatted(trouble.harmless() ? "#88a" : "#a66");
    draw(new Box(from, 22, width, height), style, trouble.fault());
    text(from + 2, 32 + 13 * row, trouble.fault());
  }

  private void axis() {
    int bottom = TOP + LANE * (lanes.size() + 1);
    long step = Math.max(1, history.end().toSeconds() / 20);
    for (long second = 0; second <= history.end().toSeconds(); second += step) {
      text(x(Duration.ofSeconds(second)), bottom + 16, second + " s");
    }
  }

  private void bar(Life life) {
    double from = x(life.first());
    double width = Math.max(1, x(life.last()) - from);
    String style =
        "fill=\"%s\" opacity=\"0.75\" stroke=\"white\"".formatted(colour(life.instance().host()));
    int sunk = hosts.indexOf(life.instance().host()) % 3 * 4; // so that two at a time both show
    draw(
        new Box(from, y(life.workload()) + 2 + sunk, width, LANE - 12),
        style,
        "%s, pid %d, %s to %s"
            .formatted(
                life.instance(),
                life.pid(),
                Report.seconds(life.first()),
                Report.seconds(life.last())));
  }

  private void tick(Deed deed) {
    boolean done = deed.answer() instanceof Answer.Done;
    double width = Math.max(2, x(deed.answered()) - x(deed.invoked()));
    draw(
        new Box(x(deed.invoked()), TOP + LANE * lanes.size() + 4, width, 8),
        "fill=\"%s\"".formatted(done ? "#333" : "#e33"),
        "%s: %s".formatted(deed.wish(), deed.answer()));
  }

  private void mark(Violation breach) {
    for (String lane : lanes) {
      if (breach.evidence().contains(lane)) {
        draw(
            new Box(x(breach.at()) - 3, y(lane), 6, LANE - 2),
            "fill=\"none\" stroke=\"red\" stroke-width=\"2\"",
            breach.toString());
        return;
      }
    }
  }

  private double x(Duration at) {
    return LEFT + WIDTH * (double) at.toNanos() / Math.max(1, history.end().toNanos());
  }

  private int y(String lane) {
    return TOP + LANE * lanes.indexOf(lane);
  }

  private String colour(String host) {
    return COLOURS.get(hosts.indexOf(host) % COLOURS.size());
  }

  private record Box(double x, double y, double width, double height) {

    String words(String style) {
      return String.format(
          Locale.ROOT,
          "x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s",
          x,
          y,
          width,
          height,
          style);
    }
  }

  private void draw(Box box, String style, String title) {
    svg.append("<rect %s><title>%s</title></rect>\n".formatted(box.words(style), escape(title)));
  }

  private void text(double x, double y, String text) {
    svg.append(
        String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
