package rhizome.cli.waiting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Shows how far a robot is while it is waited for: a bar on a terminal, else plain lines. */
public sealed interface Progress extends Watch.Onlooker, AutoCloseable {

  @Override
  void close();

  static Progress on(Terminal terminal, Patience.Goal goal) {
    return terminal.live() ? new Bar(terminal, goal) : new Lines(terminal, goal);
  }

  private static String service(Readiness.Service service, Patience.Goal goal) {
    String parked = service.parked() > 0 ? " (%d parked)".formatted(service.parked()) : "";
    return goal == Patience.Goal.READY
        ? "%s %d/%d%s".formatted(service.name(), service.ready(), service.replicas(), parked)
        : "%s %d left".formatted(service.name(), service.left());
  }

  /** A line for each change of a service. */
  final class Lines implements Progress {

    private final Terminal terminal;
    private final Patience.Goal goal;
    private final Map<String, String> shown = new LinkedHashMap<>();

    Lines(Terminal terminal, Patience.Goal goal) {
      this.terminal = terminal;
      this.goal = goal;
    }

    @Override
    public void see(Readiness seen) {
      for (Readiness.Service service : seen.services()) {
        String now = service(service, goal);
        if (!now.equals(shown.put(service.name(), now))) {
          boolean well = goal == Patience.Goal.READY ? service.isReady() : service.left() == 0;
          terminal.note("  " + terminal.paint(well ? Tint.GOOD : Tint.BUSY, now));
        }
      }
    }

    @Override
    public void close() {
      // every line stands by itself
    }
  }

  /** One bar over all services. */
  final class Bar implements Progress {

    private static final Duration REDRAW = Duration.ofMillis(100);

    private final Terminal terminal;
    private final Patience.Goal goal;
    private @Nullable ProgressBar bar;
    private int most;

    Bar(Terminal terminal, Patience.Goal goal) {
      this.terminal = terminal;
      this.goal = goal;
    }

    @Override
    public void see(Readiness seen) {
      most = Math.max(most, seen.leftWorkloads());
      int all = goal == Patience.Goal.READY ? seen.wantedWorkloads() : most;
      int done = goal == Patience.Goal.READY ? seen.readyWorkloads() : most - seen.leftWorkloads();
      ProgressBar drawn = bar == null ? open(seen.robot()) : bar;
      bar = drawn;
      drawn.maxHint(all);
      drawn.stepTo(done);
      drawn.setExtraMessage(
          seen.services().stream()
              .filter(service -> goal == Patience.Goal.GONE || !service.isReady())
              .map(service -> service(service, goal))
              .collect(Collectors.joining(", ")));
    }

    private ProgressBar open(String robot) {
      return new ProgressBarBuilder()
          .setTaskName(robot)
          .setStyle(ProgressBarStyle.ASCII)
          .setUpdateIntervalMillis(Math.toIntExact(REDRAW.toMillis()))
          .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1))
          .hideEta()
          .clearDisplayOnFinish()
          .build();
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
