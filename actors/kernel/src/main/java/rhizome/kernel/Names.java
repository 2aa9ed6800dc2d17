package rhizome.kernel;

import java.util.regex.Pattern;

/** The shape every name of the grid shares, so that names are safe in paths, URLs and ids. */
final class Names {

  static final int LENGTH_MAX = 63;
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

  private Names() {}

  static String check(String kind, String name) {
    if (name.length() > LENGTH_MAX || !SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is not a %s name: use 1 to %d of a-z, 0-9, '.', '_', '-', "
                  + "and begin and end with a letter or digit")
              .formatted(name, kind, LENGTH_MAX));
    }
    return name;
  }
}
