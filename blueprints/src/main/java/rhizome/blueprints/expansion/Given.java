package rhizome.blueprints.expansion;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What comes with a document from outside of it.
 *
 * @param templates texts of templates
 * @param parameters texts of values, each read as YAML, by the parameter of the blueprint
 */
public record Given(List<Text> templates, Map<String, String> parameters) {

  /** Only the document and the built-in library. */
  public static final Given NOTHING = new Given(List.of(), new TreeMap<>());

  /**
   * @param file as it shall stand before each problem
   */
  public record Text(String file, String text) {}

  public Given {
    templates = List.copyOf(templates);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
