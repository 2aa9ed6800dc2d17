package rhizome.grid.task;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a run is given beyond its command; the program finds each in its environment. */
public record Args(SortedMap<String, String> values) {

  public static final int COUNT_MAX = 16;
  public static final int VALUE_MAX = 4096;
  public static final Args NONE = new Args(Collections.emptySortedMap());

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final String PREFIX = "RHIZOME_ARG_";

  /**
   * @throws IllegalArgumentException with a word on what is wrong with them
   */
  public Args {
    if (values.size() > COUNT_MAX) {
      throw new IllegalArgumentException(
          "%d arguments are too many: at most %d".formatted(values.size(), COUNT_MAX));
    }
    Map<String, String> variables = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          check(name, value);
          String other = variables.put(variable(name), name);
          if (other != null) {
            throw new IllegalArgumentException(
                "'%s' and '%s' would be the same variable: leave one out".formatted(other, name));
          }
        });
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an argument's name: use 1 to 63 of A-Z, a-z, 0-9, '_', '-', a letter first"
              .formatted(name));
    }
    if (value.length() > VALUE_MAX || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the argument '%s' must have at most %d characters and no NUL"
              .formatted(name, VALUE_MAX));
    }
  }

  /** As they stand in the environment of the program. */
  public SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    values.forEach((name, value) -> environment.put(variable(name), value));
    return environment;
  }

  private static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
