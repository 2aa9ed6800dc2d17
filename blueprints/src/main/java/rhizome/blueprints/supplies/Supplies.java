package rhizome.blueprints.supplies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a workload is given beside its program. Names are unique within each kind, in the order of
 * the document; no path lies within another.
 */
public record Supplies(List<TextFile> files, List<Volume> volumes, List<Secret> secrets) {

  public static final Supplies NONE = new Supplies(List.of(), List.of(), List.of());

  /** How a placeholder for one of them begins. */
  public static final String FILES = "files.";

  public static final String VOLUMES = "volumes.";
  public static final String SECRETS = "secrets.";

  /** How many of each kind. */
  public static final int COUNT_MAX = 32;

  /**
   * Bytes of all files of one service. A spec travels in one frame of at most 1 MiB with the specs
   * of other workloads (ADR 0022).
   */
  public static final int FILE_BYTES_MAX = 64 << 10;

  /** Bytes of all files of one blueprint, which travels to its robot as one message. */
  public static final int BLUEPRINT_BYTES_MAX = 512 << 10;

  public static final int PATH_MAX = 200;

  private static final String SEGMENT = "\\.?[A-Za-z0-9_@+-][A-Za-z0-9._@+-]*";

  /** How a path below a folder is spelled: no {@code ..}, no empty part, no blank. */
  public static final String PATH = SEGMENT + "(/" + SEGMENT + ")*";

  private static final Pattern INSIDE = Pattern.compile(PATH);

  public Supplies {
    files = List.copyOf(files);
    volumes = List.copyOf(volumes);
    secrets = List.copyOf(secrets);
  }

  public boolean none() {
    return files.isEmpty() && volumes.isEmpty() && secrets.isEmpty();
  }

  /** Bytes of all its files. */
  public long fileBytes() {
    return files.stream().mapToLong(TextFile::size).sum();
  }

  /** What may be asked for in a text, as {@code files.NAME} and so on. */
  public List<String> placeholders() {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add(FILES + file.name()));
    volumes.forEach(volume -> names.add(VOLUMES + volume.name()));
    secrets.forEach(secret -> names.add(SECRETS + secret.name()));
    return names;
  }

  /** Whether one path is the other, or leads into it. */
  public static boolean overlap(String one, String other) {
    return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
  }

  public static boolean isPath(String path) {
    return path.length() <= PATH_MAX && INSIDE.matcher(path).matches();
  }

  static void checkPath(String path) {
    if (!isPath(path)) {
      throw new IllegalArgumentException("'" + path + "' is no path below a folder");
    }
  }

  static String variable(String kind, String name) {
    return "RHIZOME_" + kind + "_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
