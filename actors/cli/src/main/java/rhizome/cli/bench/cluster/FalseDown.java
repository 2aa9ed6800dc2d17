package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.MachineFacts;
import rhizome.cli.bench.cluster.soak.BusyLoops;
import rhizome.cli.bench.cluster.soak.Mishap;
import rhizome.cli.bench.cluster.soak.Mishaps;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.gateway.timeline.Span;
import rhizome.runtime.cassandra.Contact;

/** Whether anybody is given up while nothing fails and every core has more to do than it can. */
final class FalseDown {

  static final String FIGURE = "false-down";

  /** Fewer are no mass, for which a governor would freeze. */
  static final int NODES = 3;

  private static final int LOOPS_PER_CORE = 2;
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
  private static final Duration SAY_INTERVAL = Duration.ofMinutes(1);
  private static final Duration LAST_MAX = Duration.ofMinutes(2);

  /** A look may take long on a machine that has no time. */
  private static final Duration LOOPS_LONGER = Duration.ofMinutes(5);

  private final Terminal terminal;
  private final Duration length;

  FalseDown(Terminal terminal, Duration length) {
    this.terminal = terminal;
    this.length = length;
  }

  /** How often which mishap was seen, all of them together first. */
  List<Figure> measure(Contact journal) throws IOException, InterruptedException {
    try (ControlGroup group = ControlGroup.start(journal, NODES)) {
      Idlers.apply(group.client(group.oldest()));
      group.awaitWell();
      Lookout lookout = new Lookout(group);
      List<Double> loads = new ArrayList<>();
      double seconds;
      int count = LOOPS_PER_CORE * Runtime.getRuntime().availableProcessors();
      try (BusyLoops loops = BusyLoops.start(count, length.plus(LOOPS_LONGER), group.root())) {
        terminal.note("%d busy loops for %s; the goal is 0".formatted(count, Span.of(length)));
        seconds = watch(lookout, loops, loads);
      }
      lookout.last(LAST_MAX);
      terminal.note("  " + summary(seconds, loads, lookout.mishaps()));
      return figures(seconds, loads, lookout.mishaps());
    }
  }

  /** Looks as long as it shall take, and returns how many seconds that was. */
  private double watch(Lookout lookout, BusyLoops loops, List<Double> loads)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Duration said = Duration.ZERO;
    int known = 0;
    Duration passed = Duration.ZERO;
    while (passed.compareTo(length) < 0) {
      Thread.sleep(shorter(LOOK_INTERVAL, length.minus(passed)));
      loops.refuseEnded();
      lookout.look();
      loads.add(MachineFacts.loadAverage());
      passed = Duration.ofNanos(System.nanoTime() - begin);
      int total = lookout.mishaps().total();
      if (total > known || passed.minus(said).compareTo(SAY_INTERVAL) >= 0) {
        Duration left = length.minus(passed);
        terminal.note("  " + progress(left, loads.getLast(), lookout.mishaps()));
        said = passed;
        known = total;
      }
    }
    return passed.toNanos() / 1e9;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  static String progress(Duration left, double load, Mishaps mishaps) {
    return "%s: %s left; %s; load %s".formatted(FIGURE, Span.of(left), mishaps, number(load));
  }

  static String summary(double seconds, List<Double> loads, Mishaps mishaps) {
    Figure load = Figure.of(FIGURE, "", loads, null);
    double least = loads.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return "%s: in %.0f s %s, of a goal of 0: %s; load average min %s, median %s, max %s"
        .formatted(
            FIGURE,
            seconds,
            mishaps.total(),
            mishaps,
            number(least),
            number(load.p50()),
            number(load.max()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static List<Figure> figures(double seconds, List<Double> loads, Mishaps mishaps) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.single(FIGURE, "mishaps", mishaps.total()));
    for (Mishap mishap : Mishap.values()) {
      figures.add(Figure.single(named(mishap), mishap.unit(), mishaps.count(mishap)));
    }
    figures.add(Figure.single(FIGURE + "-length", "s", seconds));
    figures.add(Figure.of(FIGURE + "-load", "load", loads, null));
    return figures;
  }

  static String named(Mishap mishap) {
    return FIGURE + "-" + mishap.word();
  }

  /**
   * @throws Trouble if somebody was given up though nothing failed
   */
  static void refuseAny(List<Figure> figures) {
    for (Figure figure : figures) {
      if (figure.name().equals(FIGURE) && figure.max() > 0) {
        throw new Trouble(
            ExitCode.FAILED,
            "%.0f mishaps though nothing failed; there should be none".formatted(figure.max()));
      }
    }
  }
}
