package rhizome.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events, read one by one (WHATWG HTML, section 9.2). */
public final class EventFeed implements AutoCloseable {

  /**
   * One event.
   *
   * @param id of the last event that had one; to be sent as Last-Event-ID; empty before
   * @param name its kind; {@code message} when it has none
   */
  public record Event(String id, String name, String data) {}

  private final BufferedReader lines;
  private String id = "";

  public EventFeed(InputStream stream) {
    this(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private EventFeed(Reader reader) {
    this.lines = new BufferedReader(reader);
  }

  /** The next event; nothing once the stream has ended. */
  public Optional<Event> next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    boolean some = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (some) {
          return Optional.of(new Event(id, name, data.toString()));
        }
        name = "message";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      String stripped = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "id" -> id = stripped;
        case "event" -> name = stripped;
        case "data" -> {
          data.append(some ? "\n" : "").append(stripped);
          some = true;
        }
        default -> {
          // a comment, or a field of a later standard
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
