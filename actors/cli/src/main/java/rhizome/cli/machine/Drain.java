package rhizome.cli.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.waiting.Emptying;
import rhizome.cli.waiting.Patience;
import rhizome.cli.waiting.Patience.Verdict;
import rhizome.cli.waiting.Progress;
import rhizome.cli.waiting.Watch;
import rhizome.gateway.timeline.Span;
import rhizome.kernel.NodeId;

/** A node is emptied: what it holds moves away, what is shared without a gap. */
@Command(
    name = "drain",
    description = "Move everything off a node, let nothing new in, and wait until it is empty.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Drain implements Callable<Integer> {

  /** After so long whoever does not move is asked why. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** What is stopped at the deadline still takes its time to stop. */
  private static final Duration AFTERWARDS = Duration.ofMinutes(2);

  @Parameters(paramLabel = "NODE", converter = Name.OfNode.class, description = "The node.")
  private NodeId node;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Amount.OfTime.class,
      description =
          "So long what is shared may wait until it is ready elsewhere, such as 90s (default: as"
              + " the grid is set, 10m).")
  private @Nullable Duration deadline;

  @Option(
      names = "--at-once",
      paramLabel = "COUNT",
      description = "How many may be on their way at a time (default: as the grid is set, 4).")
  private @Nullable Integer atOnce;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Amount.OfTime.class,
      description = "Wait at most this long (default: two minutes beyond the deadline).")
  private @Nullable Duration timeout;

  @Option(names = "--no-wait", description = "Do not wait: the grid goes on by itself.")
  private boolean noWait;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Drain(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    GridClient grid = options.grid();
    String path = "/v1/nodes/" + node;
    Emigrants emigrants = Emigrants.of(grid, grid.get(path));
    Json accepted = grid.post(path + "/drain", wish());
    if (noWait) {
      options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
      return ExitCode.OK.code();
    }
    await(grid, path, emigrants);
    Json drained = grid.get(path);
    options.answer(terminal, drained, emigrants::waiting);
    return ExitCode.OK.code();
  }

  private Json wish() {
    Json wish = new Json.Obj(new Json.Null().members());
    wish =
        deadline == null
            ? wish
            : wish.with("deadlineSeconds", Math.ceilDiv(deadline.toMillis(), 1_000));
    return atOnce == null ? wish : wish.with("atOnce", atOnce);
  }

  private void await(GridClient grid, String path, Emigrants emigrants)
      throws InterruptedException {
    Instant begin = Instant.now();
    Duration limit = limit(grid.get(path));
    Watch.Subject subject = new Watch.Subject(node.name(), new Emptying(path)::look);
    Duration quiet = QUIET.compareTo(limit) < 0 ? QUIET : limit;
    Verdict verdict = look(grid, subject, quiet);
    if (verdict != Verdict.REACHED) {
      emigrants.staying(grid.get(path)).forEach(terminal::note);
      verdict = look(grid, subject, limit.minus(quiet));
    }
    if (verdict != Verdict.REACHED) {
      throw notEmpty(grid.get(path), emigrants, limit);
    }
    Duration took = Duration.between(begin, Instant.now());
    terminal.note("%s is empty, after %s".formatted(node, Span.of(took)));
  }

  private Verdict look(GridClient grid, Watch.Subject subject, Duration limit)
      throws InterruptedException {
    try (Progress progress = Progress.on(terminal, Patience.Goal.GONE)) {
      Patience patience = new Patience(Patience.Goal.GONE, limit);
      return new Watch(grid).until(patience, subject, progress).verdict();
    }
  }

  private Duration limit(Json draining) {
    return Optional.ofNullable(timeout)
        .orElseGet(
            () -> {
              Instant end = Instant.parse(draining.at("drain").at("deadline").text());
              Instant since = Instant.parse(draining.at("drain").at("since").text());
              return Duration.between(since, end).plus(AFTERWARDS);
            });
  }

  private Trouble notEmpty(Json draining, Emigrants emigrants, Duration limit) {
    int left = draining.at("workloads").items().size();
    String who = String.join("\n", emigrants.staying(draining));
    return new Trouble(
        ExitCode.TIMED_OUT,
        "%s is not empty after %s: %d left%s"
            .formatted(node, Span.of(limit), left, who.isEmpty() ? "" : "\n" + who),
        "the grid goes on by itself; 'rhizome get nodes' shows how far it is");
  }
}
