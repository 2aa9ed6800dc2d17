package rhizome.blueprints.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semver4j.Semver;
import rhizome.blueprints.schema.Key;
import rhizome.blueprints.schema.Schema;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Extent;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Source;

/**
 * Services with values left open.
 *
 * @param parameters by name, in the order in which they were written
 * @param consumes by role
 * @param services as they are written, with {@code ${params.NAME}} in them
 * @param source the text they stand in
 * @param extent where in the text it is
 */
public record Template(
    String name,
    Semver version,
    String about,
    Map<String, Parameter> parameters,
    Map<String, Consumed> consumes,
    Optional<Lineage> parent,
    Node.Mapping services,
    Source source,
    Extent extent) {

  /** The service that has the name of the instance; the others have theirs behind a dot. */
  public static final String MAIN = "main";

  public Template {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    consumes = Collections.unmodifiableMap(new LinkedHashMap<>(consumes));
  }

  /** {@code redis 1.2.0}. */
  public String title() {
    return name + " " + version;
  }

  /** The names that may stand under {@code with}. */
  public List<String> settable() {
    List<String> names = new ArrayList<>(parameters.keySet());
    names.addAll(consumes.keySet());
    parent.ifPresent(_ -> names.add(Lineage.KEY));
    return names;
  }

  /** What may stand under {@code with}, as JSON Schema (2020-12). */
  public Map<String, Object> schema() {
    Shape one = new Shape.Text(Spelling.NAME);
    List<Key> keys = new ArrayList<>(parameters.values().stream().map(Parameter::key).toList());
    for (Consumed consumed : consumes.values()) {
      String said = "instances of `" + consumed.template() + "`";
      Shape either = new Shape.Either(one, new Shape.Items(one, 0, true));
      keys.add(new Key(consumed.role(), either, said, false, Optional.empty()));
    }
    parent.ifPresent(
        of -> {
          String said = "the instance of `" + of.template() + "` it belongs to";
          keys.add(new Key(Lineage.KEY, one, said, false, Optional.empty()));
        });
    return Schema.document("urn:rhizome:schema:template:" + name + ":" + version, title(), keys);
  }
}
