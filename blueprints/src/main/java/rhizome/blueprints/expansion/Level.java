package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.template.Reference;
import rhizome.blueprints.tree.Extent;
import rhizome.blueprints.tree.Node;

/** The services of one mapping: those of the document, or of one copy of a template. */
final class Level {

  private final Optional<Level> outer;
  private final String asked;
  private final List<String> stack;
  private final Extent extent;
  private final Map<String, List<String>> names = new LinkedHashMap<>();
  private final Map<String, List<Instance>> instances = new LinkedHashMap<>();

  private Level(Optional<Level> outer, String asked, List<String> stack, Extent extent) {
    this.outer = outer;
    this.asked = asked;
    this.stack = List.copyOf(stack);
    this.extent = extent;
  }

  static Level document() {
    return new Level(Optional.empty(), "", List.of(), new Extent(0, Integer.MAX_VALUE));
  }

  /**
   * The inside of an instance.
   *
   * @param copy the indexes of its copy: what was written elsewhere knows no name of this level
   */
  Level within(Instance instance, String said, Extent copy) {
    return new Level(Optional.of(this), said, stacked(instance), copy);
  }

  /** A place for what an instance makes beside itself: found by nobody who does not name it. */
  Level madeBy(Instance instance, String said) {
    return new Level(Optional.of(this), said, stacked(instance), new Extent(0, -1));
  }

  private List<String> stacked(Instance instance) {
    List<String> longer = new ArrayList<>(stack);
    longer.add(instance.template().name());
    return longer;
  }

  /** Who asked for it, as it is said behind problems; empty for what the document itself says. */
  String asked() {
    return asked;
  }

  /** The templates around it, the outermost first. */
  List<String> stack() {
    return stack;
  }

  void name(String local, List<String> global) {
    names.put(local, List.copyOf(global));
  }

  void add(Instance instance) {
    instances.computeIfAbsent(instance.template().name(), _ -> new ArrayList<>()).add(instance);
  }

  /** What a name stands for; a name of nothing here stands for itself. */
  List<String> named(Node.Scalar scalar) {
    boolean inside = extent.has(scalar.at());
    return inside
        ? names.getOrDefault(scalar.text(), List.of(scalar.text()))
        : List.of(scalar.text());
  }

  /**
   * The instances that will do, the nearest level first, each in the order of its text.
   *
   * @param most how many are wanted to be known
   */
  List<String> candidates(Reference wanted, Instance asker, int most) {
    List<String> found = new ArrayList<>();
    for (Optional<Level> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      at.get().instances.getOrDefault(wanted.name(), List.of()).stream()
          .filter(instance -> wanted.admits(instance.template()))
          .map(Instance::name)
          .filter(name -> !asker.name().equals(name) && !asker.name().startsWith(name + "."))
          .limit(most)
          .forEach(found::add);
    }
    return found.stream().distinct().limit(most).toList();
  }
}
