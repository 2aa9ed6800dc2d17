package rhizome.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rhizome.agent.bench.HealBench;
import rhizome.agent.bench.Samples;
import rhizome.cli.bench.cluster.ClusterBench;
import rhizome.cli.bench.cluster.Part;
import rhizome.cli.bench.ledger.LedgerBench;
import rhizome.cli.bench.plan.PlanBench;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.launch.Ending;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;

/** Measures this build on this machine. */
@Command(name = "bench", description = "Measure this build on this machine.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Bench implements Runnable {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int HELD = 1000;

  /** What is below it would lose what it says to two decimals. */
  private static final double SMALL = 0.1;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public Bench(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to measure is missing: heal, cluster, plan or ledger");
  }

  @Command(
      name = "heal",
      description = "From kill -9 to the replacement; from start to ready; memory for 1,000.")
  int heal(
      @Option(names = "--kills", defaultValue = "200", description = "Kills measured.") int kills,
      @Option(names = "--starts", defaultValue = "5", description = "Starts measured.") int starts,
      @Mixin AnswerOptions options)
      throws IOException, InterruptedException {
    if (kills < 1 || starts < 0) {
      throw new ParameterException(
          spec.commandLine(), "--kills is at least 1 and --starts at least 0");
    }
    List<Figure> figures = new ArrayList<>(heals(kills));
    if (starts > 0) {
      figures.add(firstReady(starts));
      figures.addAll(held());
    }
    return answer("heal", figures, options);
  }

  @Command(
      name = "cluster",
      description = {
        "Nodes lost, control members lost, nobody lost on a busy machine, blueprints of 1,000"
            + " workloads, a crowd of nodes.",
        "What needs a Cassandra is left out, and said so, where there is none."
      })
  int cluster(@Mixin ClusterOptions wanted, @Mixin AnswerOptions options)
      throws IOException, InterruptedException {
    List<Part> parts;
    ClusterBench bench;
    try {
      parts = wanted.parts();
      bench = wanted.bench(terminal);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    Ending<Boolean> ending = new Ending<>(true);
    Thread measuring = Thread.currentThread();
    var _ = ending.reason().thenRun(measuring::interrupt);
    try {
      List<Figure> figures = bench.measure(parts);
      answer("cluster", figures, options);
      ClusterBench.refuseBroken(figures);
      return ExitCode.OK.code();
    } catch (InterruptedException _) {
      terminal.note("told to end; what was started has ended, too");
      return ExitCode.FAILED.code();
    } finally {
      ending.closed();
    }
  }

  @Command(
      name = "plan",
      description = {
        "From the text of a blueprint to a plan: read, linted, planned.",
        "Warm at three sizes, and cold in fresh JVMs on one core."
      })
  int plan(@Mixin PlanOptions wanted, @Mixin AnswerOptions options)
      throws IOException, InterruptedException {
    PlanBench bench;
    try {
      bench = wanted.bench(terminal);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return answer("plan", bench.measure(), options);
  }

  @Command(name = PlanBench.ONCE, hidden = true, description = "What a fresh JVM is timed at.")
  int planOnce(@Parameters(paramLabel = "FILE") Path file, @Option(names = "--floor") boolean floor)
      throws IOException {
    terminal.say(PlanBench.once(file, floor));
    return ExitCode.OK.code();
  }

  @Command(
      name = "ledger",
      description = {
        "Transfers that are final in a second, time to finality, what they cost.",
        "All validators run in this process, look at every signature, and write before they vote."
      })
  int ledger(@Mixin LedgerOptions wanted, @Mixin AnswerOptions options)
      throws IOException, InterruptedException {
    LedgerBench bench;
    try {
      bench = wanted.bench(terminal);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return answer("ledger", bench.measure(), options);
  }

  private int answer(String bench, List<Figure> figures, AnswerOptions options) {
    Json json =
        Json.object("bench", bench)
            .with("machine", MachineFacts.json())
            .with("figures", figures.stream().map(Figure::json).toList());
    options.answer(terminal, json, () -> table(figures));
    if (options.format() == Format.TABLE) {
      terminal.note("at a load average of " + MachineFacts.load());
    }
    return ExitCode.OK.code();
  }

  private List<Figure> heals(int kills) throws IOException, InterruptedException {
    terminal.note("killing %d processes, three ways in turn".formatted(kills));
    Path folder = Files.createTempDirectory("rhizome-bench");
    try {
      List<Samples> samples = HealBench.run(folder, kills);
      double floor =
          samples.stream()
              .filter(sample -> sample.name().equals("spawn-floor"))
              .mapToDouble(sample -> sample.percentile(50) / NANOS_PER_MILLI)
              .findFirst()
              .orElseThrow();
      return samples.stream()
          .map(
              sample ->
                  Figure.of(
                      sample.name(),
                      "ms",
                      sample.nanos().stream().map(nanos -> nanos / NANOS_PER_MILLI).toList(),
                      sample.name().equals("spawn-floor") ? null : floor))
          .toList();
    } finally {
      new Leftovers(folder).delete();
    }
  }

  private Figure firstReady(int starts) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      terminal.note("starting a fresh grid, %d of %d".formatted(i + 1, starts));
      try (ChildGrid grid = new ChildGrid()) {
        seconds.add(grid.untilReady(1).toNanos() / NANOS_PER_SECOND);
      }
    }
    return Figure.of("first-ready", "s", seconds, null);
  }

  private List<Figure> held() throws IOException, InterruptedException {
    terminal.note("holding %,d sleeping programs under one grid".formatted(HELD));
    try (ChildGrid grid = new ChildGrid()) {
      Duration took = grid.untilReady(HELD);
      return List.of(
          Figure.single("agent-rss-1000", "MiB", grid.rssBytes() / (double) (1 << 20)),
          Figure.single("ready-1000", "s", took.toNanos() / NANOS_PER_SECOND));
    }
  }

  private List<String> table(List<Figure> figures) {
    Columns columns =
        Columns.headed("FIGURE", "UNIT", ">N", ">P50", ">P90", ">P99", ">MAX", ">BASELINE");
    for (Figure figure : figures) {
      columns.row(
          Cell.of(figure.name()),
          Cell.of(figure.unit()),
          Cell.of(figure.n()),
          number(figure.p50()),
          number(figure.p90()),
          number(figure.p99()),
          number(figure.max()),
          figure.baseline() == null ? Cell.of("") : number(figure.baseline()));
    }
    return columns.lines(terminal.colours());
  }

  private static Cell number(double value) {
    return Cell.of(String.format(Locale.ROOT, value < SMALL ? "%.4f" : "%.2f", value));
  }
}
