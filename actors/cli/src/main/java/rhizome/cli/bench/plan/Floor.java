package rhizome.cli.bench.plan;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the YAML library alone takes to make maps and lists of a text. */
final class Floor {

  private Floor() {}

  static double seconds(String text) {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(Math.max(1, text.length())).build();
    long begin = System.nanoTime();
    Object loaded = new Load(settings).loadFromString(text);
    long end = System.nanoTime();
    if (loaded == null) {
      throw new IllegalArgumentException("the text is empty");
    }
    return Pass.seconds(begin, end);
  }
}
