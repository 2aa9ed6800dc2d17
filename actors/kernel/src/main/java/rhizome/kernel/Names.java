package rhizome.kernel;

/** The shape every name of the grid shares, so that names are safe in paths, URLs and ids. */
final class Names {

  static final int LENGTH_MAX = 63;

  private Names() {}

  static boolean isName(String text) {
    return text.length() <= LENGTH_MAX && isShaped(text);
  }

  static String check(String kind, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          ("'%s' is not a %s name: use 1 to %d of a-z, 0-9, '.', '_', '-', "
                  + "and begin and end with a letter or digit")
              .formatted(name, kind, LENGTH_MAX));
    }
    return name;
  }

  /** By hand and not by a pattern: ids are made a thousand times in one look at a large robot. */
  private static boolean isShaped(String name) {
    int last = name.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = name.charAt(i);
      boolean inner = i > 0 && i < last && (c == '.' || c == '_' || c == '-');
      if (!inner && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return last >= 0;
  }
}
