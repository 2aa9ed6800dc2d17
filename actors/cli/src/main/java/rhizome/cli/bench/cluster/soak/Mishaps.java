package rhizome.cli.bench.cluster.soak;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/** How often each mishap was seen since a moment, from what logs and gateways tell. */
public final class Mishaps {

  /** More of them than anybody would wait for. */
  static final int TOLD_MAX = 10_000;

  private final Instant since;
  private final Map<Mishap, Integer> counts = new EnumMap<>(Mishap.class);
  private final Set<String> told = new TreeSet<>();
  private final Map<String, Boolean> frozen = new TreeMap<>();

  /**
   * @param since events from before are none of these
   */
  public Mishaps(Instant since) {
    this.since = since;
  }

  /** A line of a log, from after that moment. */
  public void line(String line) {
    Mishap.inLog(line).ifPresent(mishap -> add(mishap, 1));
  }

  /**
   * An event of the grid's feed. Every gateway tells each of them, also again after it came back;
   * it counts once.
   */
  public void event(Json event) {
    if (event.at("kind").text().equals("node")) {
      String at = event.at("at").text();
      String name = event.at("event").text();
      Mishap.inEvent(name)
          .filter(_ -> !Instant.parse(at).isBefore(since))
          .filter(_ -> isNew("%s %s %s".formatted(at, event.at("name").text(), name)))
          .ifPresent(mishap -> add(mishap, 1));
    }
  }

  private boolean isNew(String happening) {
    if (told.size() >= TOLD_MAX) {
      throw new Trouble(
          ExitCode.FAILED, "nodes were suspected or lost %,d times".formatted(TOLD_MAX));
    }
    return told.add(happening);
  }

  /** What the zones' governors say now; each time one begins to freeze counts. */
  public void governors(List<Json> says) {
    for (Json governor : says) {
      boolean now = governor.at("state").text().equals("frozen");
      Boolean before = frozen.put(governor.at("zone").text(), now);
      if (now && !Boolean.TRUE.equals(before)) {
        add(Mishap.FROZEN, 1);
      }
    }
  }

  /** So many more. */
  public void add(Mishap mishap, int more) {
    counts.merge(mishap, more, Integer::sum);
  }

  public int count(Mishap mishap) {
    return counts.getOrDefault(mishap, 0);
  }

  /** Of all kinds. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@code suspected 0, lost 0, …}. */
  @Override
  public String toString() {
    return Arrays.stream(Mishap.values())
        .map(mishap -> mishap.word() + " " + count(mishap))
        .collect(Collectors.joining(", "));
  }
}
