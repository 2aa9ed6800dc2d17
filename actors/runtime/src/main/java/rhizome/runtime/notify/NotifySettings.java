package rhizome.runtime.notify;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.notice.Severity;
import rhizome.grid.notice.Terms;
import rhizome.kernel.Nearest;

/**
 * Whom a grid tells, and on what terms.
 *
 * @param grid how it calls itself
 * @param receivers by name
 * @param timeout of one try
 * @param bodyMax bytes of a letter to a webhook
 * @param surveyInterval pause between two looks for signals that were lost
 */
public record NotifySettings(
    String grid,
    SortedMap<String, Receiver> receivers,
    Terms terms,
    Duration timeout,
    int bodyMax,
    Duration surveyInterval) {

  /** More than that are a mailing list's business. */
  private static final int RECEIVERS_MAX = 16;

  private static final int BODY_MIN = 1024;

  private static final List<String> OF_WEBHOOK =
      List.of("name", "least", "url", "secret-file", "trust-file");
  private static final List<String> OF_MAILBOX =
      List.of("name", "least", "smtp", "tls", "from", "to", "user", "password-file", "trust-file");

  public NotifySettings {
    receivers = Collections.unmodifiableSortedMap(new TreeMap<>(receivers));
    if (!grid.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "rhizome.notify.name must be letters, digits, '.', '_' or '-', not '%s'".formatted(grid));
    }
    if (!timeout.isPositive() || !surveyInterval.isPositive() || bodyMax < BODY_MIN) {
      throw new IllegalArgumentException(
          "rhizome.notify: timeout and survey-interval must be positive, body-max %d or more"
              .formatted(BODY_MIN));
    }
  }

  public boolean isOff() {
    return receivers.isEmpty();
  }

  /** Reads the block {@code rhizome.notify}; opens none of the files it names. */
  public static NotifySettings from(Config config) {
    Config notify = config.getConfig("rhizome.notify");
    List<? extends Config> list = notify.getConfigList("receivers");
    if (list.size() > RECEIVERS_MAX) {
      throw new IllegalArgumentException(
          "rhizome.notify.receivers: %d at most".formatted(RECEIVERS_MAX));
    }
    SortedMap<String, Receiver> receivers = new TreeMap<>();
    SortedMap<String, Severity> least = new TreeMap<>();
    for (Config one : list) {
      Receiver receiver = receiver(one);
      if (receivers.put(receiver.name(), receiver) != null) {
        throw new IllegalArgumentException(
            "rhizome.notify.receivers: two are named '%s'".formatted(receiver.name()));
      }
      least.put(receiver.name(), receiver.least());
    }
    return new NotifySettings(
        notify.getString("name"),
        receivers,
        terms(notify, least),
        notify.getDuration("timeout"),
        (int) Math.min(Integer.MAX_VALUE, notify.getBytes("body-max")),
        notify.getDuration("survey-interval"));
  }

  private static Terms terms(Config notify, SortedMap<String, Severity> least) {
    return new Terms(
        least,
        notify.getDuration("gather"),
        notify.getDuration("pause"),
        notify.getDuration("quiet"),
        notify.getInt("open-max"),
        notify.getInt("lines-max"),
        notify.getInt("waiting-max"),
        new Terms.Retries(
            notify.getInt("attempts-max"),
            notify.getDuration("retry-min"),
            notify.getDuration("retry-max")));
  }

  private static Receiver receiver(Config one) {
    String place =
        "%s:%d: rhizome.notify.receivers: "
            .formatted(one.origin().filename(), one.origin().lineNumber());
    try {
      String name = one.getString("name");
      if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
        throw new IllegalArgumentException(
            "name must be a-z, 0-9 and '-', not '%s'".formatted(name));
      }
      if (one.hasPath("url") == one.hasPath("smtp")) {
        throw new IllegalArgumentException(
            "'%s' must have either url, for a webhook, or smtp, for mail".formatted(name));
      }
      refuseUnknown(one, one.hasPath("url") ? OF_WEBHOOK : OF_MAILBOX);
      return one.hasPath("url") ? webhook(name, one) : mailbox(name, one);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + e.getMessage(), e);
    }
  }

  private static void refuseUnknown(Config one, List<String> known) {
    for (String key : one.root().keySet()) {
      if (!known.contains(key)) {
        String hint = Nearest.of(key, known).map(k -> ", did you mean " + k + "?").orElse("");
        throw new IllegalArgumentException("unknown key " + key + hint);
      }
    }
  }

  private static Receiver webhook(String name, Config one) {
    return new Receiver.Webhook(
        name,
        least(one),
        URI.create(one.getString("url")),
        file(one, "secret-file")
            .orElseThrow(() -> new IllegalArgumentException("a webhook needs a secret-file")),
        file(one, "trust-file"));
  }

  private static Receiver mailbox(String name, Config one) {
    String smtp = one.getString("smtp");
    int colon = smtp.lastIndexOf(':');
    Optional<Path> password = file(one, "password-file");
    if (one.hasPath("user") != password.isPresent()) {
      throw new IllegalArgumentException("user and password-file go together");
    }
    return new Receiver.Mailbox(
        name,
        least(one),
        colon < 0 ? smtp : smtp.substring(0, colon),
        colon < 0 ? 0 : port(smtp.substring(colon + 1)),
        oneOf(Receiver.Encryption.class, one, "tls", "starttls"),
        one.getString("from"),
        one.getStringList("to"),
        password.map(path -> new Receiver.Login(one.getString("user"), path)),
        file(one, "trust-file"));
  }

  private static int port(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }

  private static Severity least(Config one) {
    return oneOf(Severity.class, one, "least", "warning");
  }

  private static <T extends Enum<T>> T oneOf(
      Class<T> type, Config one, String key, String otherwise) {
    Object value = one.hasPath(key) ? one.getAnyRef(key) : otherwise;
    String word = value.equals(false) ? "off" : value.toString();
    List<String> words = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
      if (words.getLast().equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, not '%s'".formatted(key, String.join(", ", words), word));
  }

  /** The folder a member was started in says nothing about where a file is. */
  private static Optional<Path> file(Config one, String key) {
    Optional<Path> file = Optional.of(key).filter(one::hasPath).map(k -> Path.of(one.getString(k)));
    file.filter(path -> !path.isAbsolute())
        .ifPresent(
            path -> {
              throw new IllegalArgumentException(
                  "%s must be an absolute path, not '%s'".formatted(key, path));
            });
    return file;
  }
}
