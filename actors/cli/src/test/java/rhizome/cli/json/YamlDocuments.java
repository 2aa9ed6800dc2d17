package rhizome.cli.json;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as another program reads it. */
public final class YamlDocuments {

  private YamlDocuments() {}

  public static Json one(String text) {
    return Json.of(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  public static List<Json> all(String text) {
    List<Json> all = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(text)
        .forEach(document -> all.add(Json.of(document)));
    return all;
  }
}
