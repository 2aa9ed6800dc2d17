package rhizome.cli.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Sends every receiver a test on the way of all letters, and waits for how the first try ends. */
@Command(
    name = "test",
    description = {
      "Send a test to every receiver, and show whether it arrived.",
      "Ends with code 1 when it did not reach all of them; the grid then tries on."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TestNotices implements Callable<Integer> {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Amount.OfTime.class,
      description = "Wait at most this long (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  /** How it went with one receiver; {@code end} once nothing is to be waited for. */
  private record Result(String receiver, boolean arrived, boolean end, String word) {}

  TestNotices(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    GridClient grid = options.grid();
    Json nothing = new Json.Obj(new Json.Null().members());
    long letter = grid.post("/v1/notices/test", nothing).at("letter").number();
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Result> results = results(grid.get("/v1/notices"), letter);
    while (!results.stream().allMatch(Result::end) && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_INTERVAL);
      results = results(grid.get("/v1/notices"), letter);
    }
    List<Result> last = results;
    options.answer(terminal, json(last, letter), () -> lines(last, terminal.colours()));
    boolean well = last.stream().allMatch(Result::arrived);
    return (well ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static List<Result> results(Json notices, long letter) {
    List<Result> results = new ArrayList<>();
    for (Json receiver : notices.at("receivers").items()) {
      result(notices, receiver, letter).ifPresent(results::add);
    }
    return results;
  }

  /** Nothing for one that is a receiver no more. */
  private static Optional<Result> result(Json notices, Json receiver, long letter) {
    String name = receiver.at("name").text();
    for (Json dead : notices.at("dead").items()) {
      if (dead.at("receiver").text().equals(name) && dead.at("letter").number() == letter) {
        return Optional.of(
            new Result(name, false, true, "never will: " + dead.at("reason").text()));
      }
    }
    boolean waits = !receiver.at("next").isNull();
    if (!receiver.at("last").isNull() && receiver.at("last").number() >= letter) {
      return Optional.of(new Result(name, true, true, "arrived"));
    }
    if (!waits) {
      return Optional.empty();
    }
    boolean failed = receiver.at("attempts").number() > 0;
    String behind =
        receiver.at("next").number() < letter
            ? "waits behind %d more".formatted(receiver.at("waiting").number() - 1)
            : "is on its way";
    String word = failed ? "%s: %s".formatted(behind, receiver.at("trouble").text()) : behind;
    return Optional.of(new Result(name, false, failed, word));
  }

  private static Json json(List<Result> results, long letter) {
    List<Json> all = new ArrayList<>();
    for (Result result : results) {
      all.add(
          Json.object("receiver", result.receiver())
              .with("arrived", result.arrived())
              .with("word", result.word()));
    }
    return Json.object("letter", letter).with("receivers", all);
  }

  private static List<String> lines(List<Result> results, boolean colours) {
    Columns columns = Columns.plain(2);
    for (Result result : results) {
      columns.row(
          new Cell(result.receiver(), Tint.STRONG),
          new Cell(Glyphs.visible(result.word()), result.arrived() ? Tint.GOOD : Tint.BAD));
    }
    return columns.lines(colours);
  }
}
