package rhizome.cli;

import java.io.IOException;
import java.util.List;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** How a command ended and what it said. */
public record Said(int code, String out, String err) {

  /** Its answer, which was asked for as JSON. */
  public Json json() throws IOException {
    return JsonText.parse(out);
  }

  /** Its answer, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
