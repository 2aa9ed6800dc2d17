package rhizome.blueprints.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command that is run on demand or in turn beside the processes of a service, in the folder and
 * environment of a workload of it.
 *
 * @param command the program and its arguments
 * @param timeout how long one attempt may take, and how long it may look for its workload
 * @param retries pauses before the second and later attempts; as many as there are of these
 * @param everySlot whether it runs beside every replica, or beside the first
 * @param every pause from one run to the next, if it recurs
 * @param when what has it run, beside the workload to which it happens
 */
public record Action(
    String name,
    List<String> command,
    Duration timeout,
    List<Duration> retries,
    boolean everySlot,
    Optional<Duration> every,
    List<Moment> when) {

  /** Something that happens to a workload, and has an action run beside it. */
  public enum Moment {
    /** It was named the leader of its service, and can be relied upon. */
    LEADS,
    /** It can be relied upon, for the first time since it got its place. */
    READY,
    /** It could be relied upon, and cannot any more, without anybody having wished it. */
    UNWELL;

    /** The word for it, as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Moment> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    public static List<String> words() {
      return Arrays.stream(values()).map(Moment::word).toList();
    }
  }

  public static final Duration TIMEOUT_DEFAULT = Duration.ofMinutes(10);

  /** Longer is a service of its own. */
  public static final Duration TIMEOUT_MAX = Duration.ofHours(24);

  public static final Duration EVERY_MIN = Duration.ofSeconds(1);
  public static final int RETRIES_MAX = 16;

  /** Of one service. */
  public static final int COUNT_MAX = 32;

  public Action {
    command = List.copyOf(command);
    retries = List.copyOf(retries);
    when = when.stream().distinct().sorted().toList();
    check(!command.isEmpty(), "an action needs a command");
    check(
        timeout.isPositive() && timeout.compareTo(TIMEOUT_MAX) <= 0,
        "timeout must be above zero and at most " + TIMEOUT_MAX);
    check(retries.size() <= RETRIES_MAX, "there are at most " + RETRIES_MAX + " retries");
    check(
        every.isEmpty() || every.get().compareTo(EVERY_MIN) >= 0,
        "every must be at least " + EVERY_MIN);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
