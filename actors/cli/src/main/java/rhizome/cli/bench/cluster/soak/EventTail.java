package rhizome.cli.bench.cluster.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rhizome.cli.client.EventFeed;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** What one gateway has told of the grid's events, so that the next question is for the rest. */
public final class EventTail {

  private static final String ALL = "0";

  private String last = ALL;
  private int missed;

  /**
   * Hands over each event since the last time, to the newest there is now. What was handed over is
   * not asked for again, whatever comes of the rest.
   *
   * @param silence how long the gateway may be silent
   * @throws Trouble if it does not tell them all
   */
  public void next(GridClient grid, Duration silence, Consumer<Json> each) {
    String path = "/v1/events?after=%s&follow=false".formatted(last);
    try (GridClient.Stream stream = grid.open(path, Map.of(), silence);
        EventFeed feed = new EventFeed(stream.bytes())) {
      Optional<EventFeed.Event> next = feed.next();
      while (next.isPresent()) {
        hand(next.get(), each);
        next = feed.next();
      }
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "not all events were told: " + e.getMessage());
    }
  }

  private void hand(EventFeed.Event event, Consumer<Json> each) throws IOException {
    Json data = JsonText.parse(event.data());
    if (event.name().equals("missed")) {
      missed += Math.toIntExact(data.at("missed").number());
    } else {
      each.accept(data);
      last = event.id();
    }
  }

  /** How many came too fast to be told, since this was last asked. */
  public int takeMissed() {
    int taken = missed;
    missed = 0;
    return taken;
  }
}
