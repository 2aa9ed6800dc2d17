package rhizome.agent.life;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Health;

/**
 * When a process is asked how it feels: each check by its own clock, and at most one question of
 * each waiting for its answer.
 *
 * @param stage how far it ever came
 * @param beats the checks that are asked at this stage
 * @param asked number of the newest question; an answer to one that is no longer open is late and
 *     ignored
 * @param obstacle why it is not ready yet, as long as it never was
 */
public record Pulse(Stage stage, Map<Aspect, Beat> beats, int asked, Optional<Obstacle> obstacle) {

  /** How far a process came; it never goes back. */
  public enum Stage {
    /** Asked only whether it has started, if it is asked that. */
    STARTING,
    /** Started, and not ready so far. */
    UP,
    /** It was ready once. */
    SERVED
  }

  public Pulse {
    Map<Aspect, Beat> sorted = new EnumMap<>(Aspect.class);
    sorted.putAll(beats);
    beats = Collections.unmodifiableMap(sorted);
  }

  /** Nothing kept it from being ready so far. */
  Pulse(Stage stage, Map<Aspect, Beat> beats, int asked) {
    this(stage, beats, asked, Optional.empty());
  }

  /** Nothing is asked yet. */
  public static Pulse unasked(Stage stage) {
    return new Pulse(stage, Collections.emptyMap(), 0);
  }

  /** Of a process that came so far already, under another agent; or of a new one. */
  static Pulse begin(Health health, Stage stage, Instant now) {
    Map<Aspect, Check> checks = Aspect.of(health);
    Stage from = stage == Stage.STARTING && !checks.containsKey(Aspect.STARTUP) ? Stage.UP : stage;
    Map<Aspect, Beat> first = new EnumMap<>(Aspect.class);
    checks.forEach(
        (aspect, check) ->
            first(aspect, check, from, now).ifPresent(beat -> first.put(aspect, beat)));
    return new Pulse(stage, first, 0);
  }

  private static Optional<Beat> first(Aspect aspect, Check check, Stage stage, Instant now) {
    boolean served = stage == Stage.SERVED;
    return switch (aspect) {
      case HEALTH -> Optional.of(Beat.eager(check, now));
      case STARTUP ->
          stage == Stage.STARTING ? Optional.of(Beat.eager(check, now)) : Optional.empty();
      case READINESS ->
          stage == Stage.STARTING
              ? Optional.empty()
              : Optional.of(served ? Beat.doubted(check, now) : Beat.eager(check, now));
      case LIVENESS -> served ? Optional.of(Beat.calm(check, now)) : Optional.empty();
    };
  }

  boolean isDue(Aspect aspect, Instant now) {
    Beat beat = beats.get(aspect);
    return beat != null && beat.isDue(now);
  }

  /** The beat of a check that is asked at this stage. */
  Beat of(Aspect aspect) {
    return Optional.ofNullable(beats.get(aspect))
        .orElseThrow(() -> new IllegalStateException(aspect + " is not asked: " + this));
  }

  /** Who waits for the answer to this question, if anybody does. */
  Optional<Aspect> waitingFor(int number) {
    return beats.entrySet().stream()
        .filter(entry -> entry.getValue().open() == number && number > 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** When the next of its checks is due. */
  Optional<Instant> due() {
    return beats.values().stream().flatMap(beat -> beat.due().stream()).min(Instant::compareTo);
  }

  /** Whether it may be relied upon now. */
  public boolean ready() {
    return beats.entrySet().stream()
        .anyMatch(
            entry ->
                switch (entry.getKey()) {
                  case HEALTH, READINESS -> entry.getValue().tally().well();
                  case STARTUP, LIVENESS -> false;
                });
  }

  Pulse with(Aspect aspect, Beat beat) {
    Map<Aspect, Beat> changed = new EnumMap<>(Aspect.class);
    changed.putAll(beats);
    changed.put(aspect, beat);
    return new Pulse(stage, changed, asked, obstacle);
  }

  Pulse asking(Aspect aspect, Check check, Instant now) {
    int number = asked + 1;
    Map<Aspect, Beat> asking = with(aspect, of(aspect).ask(number, check, now)).beats;
    return new Pulse(stage, asking, number, obstacle);
  }

  /** It has started: that is asked no more, and whether it is ready is. */
  Pulse up(Map<Aspect, Check> checks, Instant now) {
    Map<Aspect, Beat> next = new EnumMap<>(Aspect.class);
    Optional.ofNullable(checks.get(Aspect.READINESS))
        .ifPresent(check -> next.put(Aspect.READINESS, Beat.eager(check, now)));
    return new Pulse(Stage.UP, next, asked, obstacle);
  }

  /** Before it was ever ready, this was the answer. */
  Pulse hindered(String answer, Instant now) {
    Obstacle met =
        obstacle.map(known -> known.then(answer, now)).orElseGet(() -> Obstacle.first(answer, now));
    return new Pulse(stage, beats, asked, Optional.of(met));
  }

  /** What keeps it from being ready was told. */
  Pulse told(Instant now) {
    return new Pulse(stage, beats, asked, obstacle.map(known -> known.told(now)));
  }

  /** It was ready for the first time: from now on it can die. */
  Pulse served(Map<Aspect, Check> checks, Instant now) {
    Pulse served = new Pulse(Stage.SERVED, beats, asked);
    Check liveness = checks.get(Aspect.LIVENESS);
    return liveness == null || stage == Stage.SERVED
        ? served
        : served.with(Aspect.LIVENESS, Beat.calm(liveness, now));
  }
}
