package rhizome.gateway.timeline;

import java.time.Duration;
import java.time.Instant;

/** From the moment something broke to the moment it answered again. */
public record Recovery(Instant broken, Instant ready) {

  public Duration took() {
    return Duration.between(broken, ready);
  }
}
