package rhizome.blueprints.calendar;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a run that is due while the one before it still goes. */
public enum Policy {
  /** It is skipped. */
  FORBID,
  /** The one before it is ended for it. */
  REPLACE;

  /** The word for it, as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Policy> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Policy::word).toList();
  }
}
