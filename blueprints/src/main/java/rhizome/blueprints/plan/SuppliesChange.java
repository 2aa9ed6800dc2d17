package rhizome.blueprints.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.text.BlueprintWriter;

/** What differs in what workloads are given; of a text only how much, and of a secret its name. */
final class SuppliesChange {

  private SuppliesChange() {}

  static List<Change> between(Supplies before, Supplies after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    files(changes, before, after);
    named(
        changes,
        "volumes",
        by(before.volumes(), Volume::name, BlueprintWriter::write),
        by(after.volumes(), Volume::name, BlueprintWriter::write));
    named(
        changes,
        "secrets",
        by(before.secrets(), Secret::name, BlueprintWriter::write),
        by(after.secrets(), Secret::name, BlueprintWriter::write));
    if (changes.isEmpty()) {
      changes.add(new Change("order of files, volumes and secrets", "as before", "another"));
    }
    return changes;
  }

  private static void files(List<Change> changes, Supplies before, Supplies after) {
    Map<String, TextFile> old = by(before.files(), TextFile::name, file -> file);
    Map<String, TextFile> now = by(after.files(), TextFile::name, file -> file);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      TextFile from = old.get(name);
      TextFile to = now.get(name);
      String field = "files." + name;
      if (from == null || to == null) {
        changes.add(new Change(field, size(from), size(to)));
      } else {
        add(changes, field + ".path", from.path(), to.path());
        add(changes, field + ".mode", from.writtenMode(), to.writtenMode());
        if (!from.text().equals(to.text())) {
          String lines = differing(from.text(), to.text());
          changes.add(new Change(field, size(from), size(to) + ", " + lines));
        }
      }
    }
  }

  private static void named(
      List<Change> changes, String kind, Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      add(
          changes,
          kind + "." + name,
          before.getOrDefault(name, Change.NONE),
          after.getOrDefault(name, Change.NONE));
    }
  }

  private static void add(List<Change> changes, String field, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new Change(field, before, after));
    }
  }

  private static String size(@Nullable TextFile file) {
    return file == null ? Change.NONE : file.size() + " bytes";
  }

  /**
   * How many lines only one of two texts has, counted without regard to their order: exact enough
   * to be read, and linear in the texts.
   */
  static String differing(String before, String after) {
    Map<String, Integer> balance = new TreeMap<>();
    before.lines().forEach(line -> balance.merge(line, -1, Integer::sum));
    after.lines().forEach(line -> balance.merge(line, 1, Integer::sum));
    int more = balance.values().stream().filter(n -> n > 0).mapToInt(n -> n).sum();
    int fewer = -balance.values().stream().filter(n -> n < 0).mapToInt(n -> n).sum();
    int lines = Math.max(more, fewer);
    if (lines == 0) {
      return "the same lines in another order, or other ends of lines";
    }
    return lines == 1 ? "1 line differs" : lines + " lines differ";
  }

  private static <T, V> Map<String, V> by(
      List<T> list, Function<T, String> name, Function<T, V> value) {
    Map<String, V> by = new LinkedHashMap<>();
    list.forEach(each -> by.put(name.apply(each), value.apply(each)));
    return by;
  }
}
