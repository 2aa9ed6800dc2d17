package rhizome.blueprints.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Node;

/**
 * The health check of a compose file, with the defaults of compose where it says nothing. There a
 * container that is unhealthy goes on; here it is restarted, so it is given time to start.
 */
final class Check {

  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int RETRIES = 3;
  private static final Duration START_MAX = Duration.ofDays(364);

  private final Notes notes;
  private final Interpolation interpolation;
  private final Amounts amounts;

  Check(Notes notes) {
    this.notes = notes;
    this.interpolation = new Interpolation(notes);
    this.amounts = new Amounts(notes);
  }

  /** The health as it is written; nothing when no check is made. */
  Optional<String> read(Parts parts) {
    boolean disabled =
        parts.scalar("disable").map(Node.Scalar::text).filter("true"::equals).isPresent();
    Optional<Node> test = parts.value("test");
    List<String> command = test.map(this::command).orElse(List.of());
    Duration interval = time(parts, "interval", INTERVAL);
    Duration timeout = time(parts, "timeout", TIMEOUT.compareTo(interval) < 0 ? TIMEOUT : interval);
    int retries =
        parts.scalar("retries").flatMap(it -> amounts.count(it, "retries", 1)).orElse(RETRIES);
    Optional<Node.Scalar> given = parts.scalar("start_period");
    Duration period =
        given.flatMap(it -> amounts.duration(it, "start_period")).orElse(Duration.ZERO);
    parts.tellRest();
    if (disabled || command.isEmpty()) {
      return Optional.empty();
    }
    Duration start = start(given, period, interval, retries);
    Probe probe = new Probe.Command(command);
    return Optional.of(
        BlueprintWriter.write(
            new Health(probe, interval, timeout, retries, 1, start, Checks.NONE)));
  }

  private Duration start(
      Optional<Node.Scalar> given, Duration period, Duration interval, int retries) {
    Duration least = times(interval, retries);
    if (period.compareTo(least) >= 0) {
      return period;
    }
    given.ifPresent(
        scalar ->
            notes.note(
                Habit.NEARLY,
                scalar.at(),
                "'start_period' is shorter than 'interval' times 'retries'; that time is written,"
                    + " since one that is late is restarted here",
                "'start' as long as a slow start takes"));
    return least;
  }

  private static Duration times(Duration interval, int retries) {
    boolean fits = interval.compareTo(START_MAX.dividedBy(retries)) <= 0;
    return fits ? interval.multipliedBy(retries) : START_MAX;
  }

  private Duration time(Parts parts, String key, Duration usual) {
    Optional<Node.Scalar> written = parts.scalar(key);
    Duration time = written.flatMap(it -> amounts.duration(it, key)).orElse(usual);
    if (time.isZero()) {
      return usual; // zero is compose's word for the default
    }
    return time;
  }

  private List<String> command(Node node) {
    if (node instanceof Node.Scalar line) {
      return List.of("sh", "-c", interpolation.fill(line));
    }
    List<String> words = new ArrayList<>();
    for (Node item : Parts.items(node)) {
      if (item instanceof Node.Scalar word) {
        words.add(interpolation.fill(word));
      }
    }
    String kind = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.stream().skip(1).toList();
    if (kind.equals("NONE")) {
      return List.of();
    }
    if (kind.equals("CMD-SHELL") && !rest.isEmpty()) {
      return List.of("sh", "-c", String.join(" ", rest));
    }
    if (kind.equals("CMD") && !rest.isEmpty()) {
      return rest;
    }
    notes.refuse(
        node.at(), "'test' begins with none of its words", "CMD, CMD-SHELL or NONE, and a command");
    return List.of();
  }
}
