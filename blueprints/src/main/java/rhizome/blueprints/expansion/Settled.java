package rhizome.blueprints.expansion;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import rhizome.blueprints.template.Parameter;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * What an instance says under {@code with}, held against what its template asks for.
 *
 * @param values by parameter
 * @param defaults by parameter, with their places in the template
 * @param links what stands under the roles and the parent
 */
record Settled(Map<String, Node> values, Map<String, Node> defaults, Map<String, Node> links) {

  Settled {
    values = new LinkedHashMap<>(values);
    defaults = new LinkedHashMap<>(defaults);
    links = new LinkedHashMap<>(links);
  }

  /** Nothing when there is a problem. */
  static Optional<Settled> of(Instance instance, Problems problems) {
    Template template = instance.template();
    Map<String, Node> written = new LinkedHashMap<>();
    boolean sound = write(instance, written, problems);
    Map<String, Node> values = new LinkedHashMap<>();
    Map<String, Node> defaults = new LinkedHashMap<>();
    for (Parameter parameter : template.parameters().values()) {
      Node value = written.remove(parameter.name());
      if (value == null && parameter.fallback().isPresent()) {
        defaults.put(parameter.name(), parameter.fallback().get());
      } else if (value == null) {
        String name = Words.quote(parameter.name());
        String message = Words.quote(instance.name()) + " gives no " + name + " to its template";
        problems.add(instance.key().at(), message, "under 'with': " + parameter.expected());
        sound = false;
      } else {
        sound &= check(parameter, value, template, problems);
        values.put(parameter.name(), value);
      }
    }
    return sound ? Optional.of(new Settled(values, defaults, written)) : Optional.empty();
  }

  private static boolean write(Instance instance, Map<String, Node> written, Problems problems) {
    Optional<Node> with = instance.with();
    if (with.isEmpty()) {
      return true;
    }
    Template template = instance.template();
    if (!(with.get() instanceof Node.Mapping mapping)) {
      String message = "'with' must be a mapping, not " + with.get().kind();
      problems.add(with.get().at(), message, "the keys " + Words.list(template.settable()));
      return false;
    }
    Collection<String> settable = new TreeSet<>(template.settable());
    boolean sound = true;
    for (Node.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      if (settable.contains(name)) {
        written.put(name, entry.value());
        continue;
      }
      problems.add(
          entry.key().at(),
          "template " + Words.quote(template.title()) + " has no " + Words.quote(name),
          Optional.of("one of " + Words.list(template.settable())),
          () -> Nearest.of(name, template.settable()));
      sound = false;
    }
    return sound;
  }

  private static boolean check(
      Parameter parameter, Node value, Template template, Problems problems) {
    if (parameter.takes(value)) {
      return true;
    }
    String name = Words.quote(parameter.name());
    String message = name + " of " + template.title() + " cannot be " + value.kind();
    problems.add(value.at(), message, parameter.expected());
    return false;
  }
}
