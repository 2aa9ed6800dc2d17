package rhizome.cli.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.EventFeed;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Show blocks as they become final. */
@Command(
    name = "events",
    description = "Show the last block, or those past a height; and those that become final.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class FollowBlocks implements Callable<Integer> {

  /** The grid says that it is still there every 10 s. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private static final String MISSED = "missed";

  @Option(
      names = {"-f", "--follow"},
      description = "Until interrupted; after a break it goes on where it was.")
  private boolean follow;

  @Option(names = "--after", paramLabel = "HEIGHT", description = "Begin past that block.")
  private @Nullable Long after;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  FollowBlocks(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    String last = after == null ? "" : after.toString();
    do {
      last = show(grid, last);
    } while (follow);
    return ExitCode.OK.code();
  }

  /** Shows a stream to its end and returns the height that it came to. */
  private String show(GridClient grid, String from) {
    Map<String, String> headers = from.isEmpty() ? Map.of() : Map.of("Last-Event-ID", from);
    String path = "/v1/ledger/events?follow=" + follow;
    String last = from;
    try (GridClient.Stream stream = grid.open(path, headers, SILENCE_MAX);
        EventFeed feed = new EventFeed(stream.bytes())) {
      var next = feed.next();
      while (next.isPresent()) {
        print(next.get());
        last = next.get().id().isEmpty() ? last : next.get().id();
        next = feed.next();
      }
    } catch (IOException e) {
      if (!follow) {
        throw new Trouble(
            ExitCode.FAILED,
            "the grid did not tell all of its blocks: " + e.getMessage(),
            "say it again" + (last.isEmpty() ? "" : " with --after " + last));
      }
    }
    return last;
  }

  private void print(EventFeed.Event event) throws IOException {
    Json data = JsonText.parse(event.data());
    if (options.format() != Format.TABLE) {
      terminal.out().print(options.format().writeNext(data));
    } else if (event.name().equals(MISSED)) {
      String count = data.at(MISSED).text();
      terminal.say(terminal.paint(Tint.BUSY, count + " blocks are not remembered any more"));
    } else {
      terminal.say(
          "%s  %s  %s  entries %s  fees %s"
              .formatted(
                  Sheets.time(data.at("time")),
                  data.at("height").text(),
                  data.at("id").text(),
                  data.at("entries").text(),
                  Coins.of(data.at("fees").text())));
    }
    terminal.out().flush();
  }
}
