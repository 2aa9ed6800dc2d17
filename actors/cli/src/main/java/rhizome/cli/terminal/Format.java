package rhizome.cli.terminal;

import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.json.YamlText;

/** How answers are written. */
public enum Format {
  TABLE,
  JSON,
  YAML;

  /** For machines; ends with a line break. A table is not for machines, and becomes JSON. */
  public String write(Json json) {
    return switch (this) {
      case TABLE, JSON -> JsonText.pretty(json) + "\n";
      case YAML -> YamlText.of(json);
    };
  }

  /** One of many values that follow each other: a line of JSON, or a YAML document. */
  public String writeNext(Json json) {
    return switch (this) {
      case TABLE, JSON -> JsonText.compact(json) + "\n";
      case YAML -> "---\n" + YamlText.of(json);
    };
  }
}
