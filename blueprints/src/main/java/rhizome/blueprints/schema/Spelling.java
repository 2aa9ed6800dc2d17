package rhizome.blueprints.schema;

/** How names and texts of the language are spelled, as regular expressions over the whole text. */
public final class Spelling {

  /** The version of the language, the only one so far. */
  public static final String VERSION = "v1";

  /** The shape of all names of the grid, see {@code rhizome.kernel.Names}. */
  public static final String NAME = "[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?";

  public static final String PORT_NAME = "[a-z]([a-z0-9-]{0,29}[a-z0-9])?";

  /** A name of an environment variable. */
  public static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

  /** With this begin the variables that the node sets. */
  public static final String RESERVED = "RHIZOME_";

  private static final String TO_64 = "([1-9]|[1-5]\\d|6[0-4])";

  /** N of the last M answers; N is no larger, which no expression can say. */
  public static final String COUNT = TO_64 + "/" + TO_64;

  /** The path of an HTTP probe. */
  public static final String PATH = "/[!-~]*";

  /** Permissions of a file. */
  public static final String MODE = "0[0-7]{3}";

  /** Of {@link rhizome.blueprints.model.Reload.Name}. */
  public static final String SIGNAL = "HUP|USR1|USR2|WINCH";

  /** A share, as {@code 60%}. */
  public static final String PERCENT = "(0|[1-9]\\d{0,3})%";

  /** A name of Prometheus' text format. */
  public static final String METRIC = "[A-Za-z_:][A-Za-z0-9_:]*";

  static final String OWN_VARIABLE = "(?!" + RESERVED + ")" + VARIABLE;

  /** Once {@code ${here}} is filled in, it begins with a slash. */
  static final String ABSOLUTE = "(/|\\$\\{here\\})[^\\u0000]*";

  /** A template, or one with a range of versions, as {@code redis@^1.2}. */
  public static final String REFERENCE = NAME + "(@" + Semantic.RANGE + ")?";

  /** A semantic version 2.0.0. */
  public static final String SEMVER = Semantic.VERSION;

  public static final String ANYTHING = "[^\\u0000]*";
  static final String SOMETHING = "[^\\u0000]+";

  /** Holds the name of a value that is written out before the text is read. */
  static final String NAMED_VALUE = "\\$\\{(params\\.|links\\.|instance\\}|parent\\})";

  /** Whether texts of the pattern may hold names in braces. */
  static boolean takesNames(String pattern) {
    return pattern.equals(ANYTHING) || pattern.equals(SOMETHING);
  }

  /** Versions as node-semver writes them. */
  private static final class Semantic {
    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final String MARK = "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*";
    private static final String VERSION =
        NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(-" + MARK + ")?(\\+" + MARK + ")?";
    private static final String PART =
        NUMBER + "(\\." + NUMBER + "(\\." + NUMBER + "(-" + MARK + ")?)?)?";
    private static final String BOUND = "(\\^|~|>=|<=|>|<|=)?" + PART;
    private static final String RANGE = BOUND + "(( \\|\\| | )" + BOUND + "){0,7}";
  }

  private Spelling() {}
}
