package rhizome.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.EventFeed;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.TimelineSheet;

/** Shows the grid's events as they come. */
@Command(
    name = "events",
    description = "Show what the grid still remembers to have happened, or what happens now.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Events implements Callable<Integer> {

  /** The grid says that it is still there every 10 s. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private static final String MISSED = "missed";

  /** They have come about at all times, and nobody who looks for a cause finds it in them. */
  private static final List<String> NOTES = List.of("elapsed", "reaffirmed", "table-confirmed");

  @Option(
      names = {"-f", "--follow"},
      description = "From now on, until interrupted; after a break it goes on where it was.")
  private boolean follow;

  @Option(names = "--all", description = "Also what robots only note for themselves.")
  private boolean all;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Events(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    GridClient grid = options.grid();
    String last = follow ? "" : show(grid, "?after=0&follow=false", "");
    while (follow) {
      last = show(grid, "", last);
    }
    return ExitCode.OK.code();
  }

  /** Shows a stream to its end and returns the id of its last event. */
  private String show(GridClient grid, String query, String after) throws IOException {
    Map<String, String> headers = after.isEmpty() ? Map.of() : Map.of("Last-Event-ID", after);
    String last = after;
    try (GridClient.Stream stream = grid.open("/v1/events" + query, headers, SILENCE_MAX);
        EventFeed feed = new EventFeed(stream.bytes())) {
      Optional<EventFeed.Event> next = feed.next();
      while (next.isPresent()) {
        print(next.get());
        last = next.get().id();
        next = feed.next();
      }
    } catch (IOException e) {
      if (!follow) {
        throw new Trouble(
            ExitCode.FAILED,
            "the grid did not tell all of its events: " + e.getMessage(),
            "say it again, or 'rhizome events -f' for what happens from now on");
      }
    }
    return last;
  }

  private void print(EventFeed.Event event) throws IOException {
    Json data = JsonText.parse(event.data());
    if (!all && NOTES.contains(data.at("event").text())) {
      return;
    }
    if (options.format() != Format.TABLE) {
      terminal.out().print(options.format().writeNext(data));
    } else if (event.name().equals(MISSED)) {
      terminal.say(
          terminal.paint(
              Tint.BUSY, "%s events came too fast to be shown".formatted(data.at(MISSED).text())));
    } else {
      TimelineSheet sheet =
          new TimelineSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
      terminal.say(sheet.event(data));
    }
    terminal.out().flush();
  }
}
