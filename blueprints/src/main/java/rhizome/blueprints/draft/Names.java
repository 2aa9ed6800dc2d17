package rhizome.blueprints.draft;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import rhizome.blueprints.schema.Spelling;

/**
 * Gives each thing of one document a native name of its own, as near to the one it had as can be.
 */
public final class Names {

  private static final Pattern NAME = Pattern.compile(Spelling.NAME);
  private static final Pattern FIELD = Pattern.compile("[\\x20-\\x7E]+");
  private static final Pattern PARAMETER = Pattern.compile(Spelling.PORT_NAME);
  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
  private static final int LENGTH_MAX = 63;

  private final Set<String> taken = new TreeSet<>();

  /** The native name nearest to {@code wished}; {@code otherwise} if nothing of it is left. */
  public static String mangle(String wished, String otherwise) {
    String plain = wished.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    String cut = trim(plain);
    String fit = trim(cut.substring(0, Math.min(LENGTH_MAX, cut.length())));
    return NAME.matcher(fit).matches() ? fit : otherwise;
  }

  /**
   * A field of another language as parameters are spelled: {@code os.image} and {@code osImage} are
   * {@code os-image}. What cannot be spelled so stays as it is.
   */
  public static String parameter(String field) {
    String plain = HUMP.matcher(field).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    String name = trim(plain.replaceAll("[^a-z0-9]+", "-"));
    return FIELD.matcher(field).matches() && PARAMETER.matcher(name).matches() ? name : field;
  }

  private static String trim(String name) {
    return name.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
  }

  /** The name, or the name with a number when it is taken. */
  public String take(String name) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      String end = "-" + i;
      free = name.substring(0, Math.min(name.length(), LENGTH_MAX - end.length())) + end;
    }
    return free;
  }
}
