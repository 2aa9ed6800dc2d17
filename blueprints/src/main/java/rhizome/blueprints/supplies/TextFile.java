package rhizome.blueprints.supplies;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A file that a node writes into a workload's folder before each of its processes. In its text
 * placeholders stand for what is known only there; every other {@code ${…}} stands for itself, for
 * texts of shells and web servers are full of them.
 *
 * @param path below the workload's folder; the program finds it in the environment as {@code
 *     RHIZOME_FILE_NAME} (upper case, {@code -} as {@code _})
 * @param mode its permissions, such as {@code 0644}
 */
public record TextFile(String name, String path, int mode, String text) {

  public static final int MODE = 0644;

  /** Of what holds a secret: nobody but the owner reads it. */
  public static final int PRIVATE = 0600;

  public static final int MODE_MAX = 0777;

  private static final int OTHERS = 0077;

  public TextFile {
    Supplies.checkPath(path);
    if (mode < 0 || mode > MODE_MAX) {
      throw new IllegalArgumentException("a mode is 0000 to 0777");
    }
  }

  /** Bytes of its text, as it travels to a node. */
  public int size() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether others than its owner may do anything with it. */
  public boolean opensToOthers() {
    return (mode & OTHERS) != 0;
  }

  public String variable() {
    return Supplies.variable("FILE", name);
  }

  /** The mode as it is written, such as {@code 0644}. */
  public String writtenMode() {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  @Override
  public String toString() {
    return "TextFile[name=%s, path=%s, mode=%s, %d bytes]"
        .formatted(name, path, writtenMode(), size());
  }
}
