package rhizome.blueprints.expansion;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.tree.Node;

/**
 * One use of a template.
 *
 * @param name in the whole document
 * @param key where it is written
 * @param body what is written there
 */
record Instance(String name, Node.Scalar key, Node.Mapping body, Template template) {

  static final String TEMPLATE = "template";
  static final String WITH = "with";

  /** What stands beside {@code template} and {@code with}. */
  List<Node.Entry> overrides() {
    return body.entries().stream()
        .filter(entry -> !entry.key().text().equals(TEMPLATE))
        .filter(entry -> !entry.key().text().equals(WITH))
        .toList();
  }

  Optional<Node> with() {
    return body.value(WITH);
  }
}
