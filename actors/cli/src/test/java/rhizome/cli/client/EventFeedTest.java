package rhizome.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.cli.client.EventFeed.Event;

class EventFeedTest {

  @Test
  void eventsAreReadOneByOneWithTheirIds() throws IOException {
    assertThat(
            read(
                """
                id: r-1
                event: workload
                data: {"a":1}

                id: r-2
                event: node
                data: {"b":2}

                """))
        .containsExactly(
            new Event("r-1", "workload", "{\"a\":1}"), new Event("r-2", "node", "{\"b\":2}"));
  }

  @Test
  void commentsAndUnknownFieldsAreNoEvents() throws IOException {
    assertThat(read(": still here\n\nretry: 5\n\nevent: lonely\n\ndata: x\n\n"))
        .containsExactly(new Event("", "message", "x"));
  }

  @Test
  void anIdHoldsUntilTheNextOne() throws IOException {
    assertThat(read("id: 1\ndata: x\n\ndata: y\n\n"))
        .containsExactly(new Event("1", "message", "x"), new Event("1", "message", "y"));
  }

  @Test
  void severalLinesOfDataAreOneText() throws IOException {
    assertThat(read("data: x\ndata:y\ndata\n\n"))
        .containsExactly(new Event("", "message", "x\ny\n"));
  }

  @Test
  void anEventThatWasCutIsNone() throws IOException {
    assertThat(read("data: whole\n\ndata: half")).hasSize(1);
  }

  private static List<Event> read(String stream) throws IOException {
    List<Event> events = new ArrayList<>();
    try (EventFeed feed = new EventFeed(new ByteArrayInputStream(stream.getBytes(UTF_8)))) {
      for (Optional<Event> next = feed.next(); next.isPresent(); next = feed.next()) {
        events.add(next.get());
      }
    }
    return events;
  }
}
