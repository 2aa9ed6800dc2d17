package rhizome.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is said of a node so that it can be asked for, such as {@code region=eu}. */
public record Labels(SortedMap<String, String> values) {

  public static final Labels NONE = new Labels(Collections.emptySortedMap());

  /** The label that every node has: its name. */
  public static final String NODE = "node";

  /** How many a node has. Each heartbeat carries them all. */
  public static final int COUNT_MAX = 32;

  /** How a key is spelled, as one part of a DNS name. */
  public static final String KEY = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /** How a value is spelled; each name of a node is one. */
  public static final String VALUE = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

  public static final String KEY_RULE = "1 to 63 of a-z, 0-9, '-', a letter or digit at both ends";

  public static final String VALUE_RULE =
      "1 to 63 of A-Z, a-z, 0-9, '.', '_', '-', a letter or digit at both ends";

  private static final Pattern KEYS = Pattern.compile(KEY);
  private static final Pattern VALUES = Pattern.compile(VALUE);

  public Labels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.size() > COUNT_MAX) {
      throw new IllegalArgumentException("a node has at most " + COUNT_MAX + " labels");
    }
    values.forEach(Labels::check);
  }

  private static void check(String key, String value) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("'%s' is not a label: use %s".formatted(key, KEY_RULE));
    }
    if (key.equals(NODE)) {
      throw new IllegalArgumentException(
          "the label '" + NODE + "' is the name of the node, and not to be given");
    }
    if (!isValue(value)) {
      throw new IllegalArgumentException(
          "'%s' is not a value of label %s: use %s".formatted(value, key, VALUE_RULE));
    }
  }

  public static boolean isKey(String text) {
    return KEYS.matcher(text).matches();
  }

  public static boolean isValue(String text) {
    return VALUES.matcher(text).matches();
  }

  /**
   * Reads {@code key=value}, each key once.
   *
   * @throws IllegalArgumentException says which is none, and what would be
   */
  public static Labels parse(List<String> written) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String each : written) {
      int split = each.indexOf('=');
      if (split < 0) {
        throw new IllegalArgumentException(
            "'%s' is not a label: write key=value, such as region=eu".formatted(each));
      }
      String key = each.substring(0, split);
      if (values.put(key, each.substring(split + 1)) != null) {
        throw new IllegalArgumentException("label '" + key + "' is given twice");
      }
    }
    return new Labels(values);
  }

  /** These, and the others where these say nothing. */
  public Labels over(Labels others) {
    SortedMap<String, String> all = new TreeMap<>(others.values);
    all.putAll(values);
    return new Labels(all);
  }

  public boolean none() {
    return values.isEmpty();
  }

  /** The value for a node that has these labels. */
  public Optional<String> of(NodeId node, String key) {
    return key.equals(NODE) ? Optional.of(node.name()) : get(key);
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** As {@code key=value}, by key. */
  public List<String> written() {
    return values.entrySet().stream().map(Map.Entry::toString).toList();
  }

  @Override
  public String toString() {
    return String.join(",", written());
  }
}
