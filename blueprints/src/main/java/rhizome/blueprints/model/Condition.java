package rhizome.blueprints.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far every replica of a service must be before one that needs it starts. */
public enum Condition {
  /** A node has it, and has begun with it. */
  STARTED,
  /** It can be relied upon; a job that ended well can. */
  READY,
  /** It is a job, and ended well. */
  COMPLETED;

  /** The word for it, as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Condition> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Condition::word).toList();
  }
}
