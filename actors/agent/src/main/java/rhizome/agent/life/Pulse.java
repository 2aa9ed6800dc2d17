package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;

/**
 * When a process is asked how it feels.
 *
 * @param asked number of the newest question; an answer to an older one is late and ignored
 * @param open whether that question waits for its answer
 * @param due moment of the next question, or of the deadline while one is open; empty when there is
 *     nothing more to ask
 */
public record Pulse(Tally tally, int asked, boolean open, Optional<Instant> due) {

  /** A process that lives this long has not failed at its first step. */
  private static final Duration SETTLED = Duration.ofMillis(100);

  /** Until it is ready, questions come quicker, so that nobody waits an interval for nothing. */
  private static final Duration EAGER = Duration.ofMillis(25);

  private static final int DOUBLINGS_MAX = 20;

  static Pulse begin(Health health, Instant now) {
    return new Pulse(Tally.NONE, 0, false, Optional.of(now.plus(pause(health, Tally.NONE, 0))));
  }

  Pulse ask(Health health, Instant now) {
    return new Pulse(tally, asked + 1, true, Optional.of(now.plus(health.timeout())));
  }

  Pulse answered(Health health, Tally counted, Instant now) {
    boolean done = health.probe() instanceof Probe.Alive && counted.ready();
    return new Pulse(
        counted,
        asked,
        false,
        done ? Optional.empty() : Optional.of(now.plus(pause(health, counted, asked))));
  }

  private static Duration pause(Health health, Tally tally, int asked) {
    if (health.probe() instanceof Probe.Alive) {
      return shorter(SETTLED, health.interval());
    }
    return tally.ready()
        ? health.interval()
        : shorter(EAGER.multipliedBy(1L << Math.min(asked, DOUBLINGS_MAX)), health.interval());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
