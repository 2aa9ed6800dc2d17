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
 * @param files texts of files by what names them under {@code from}
 */
public record Given(
    List<Text> templates, Map<String, String> parameters, Map<String, String> files) {

  /** Only the document and the built-in library. */
  public static final Given NOTHING = new Given(List.of(), new TreeMap<>(), new TreeMap<>());

  /**
   * @param file as it shall stand before each problem
   */
  public record Text(String file, String text) {}

  public Given {
    templates = List.copyOf(templates);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** Without files. */
  public Given(List<Text> templates, Map<String, String> parameters) {
    this(templates, parameters, new TreeMap<>());
  }

  /** The same, and these files. */
  public Given with(Map<String, String> otherFiles) {
    return new Given(templates, parameters, otherFiles);
  }
}
