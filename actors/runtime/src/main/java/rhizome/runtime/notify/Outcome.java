package rhizome.runtime.notify;

import java.time.Duration;
import java.util.Optional;

/** How one try to deliver a letter ended. */
public sealed interface Outcome {

  record Arrived() implements Outcome {}

  /**
   * @param reason for people; holds no secret
   * @param lasting it never will
   * @param after pause the receiver asked for
   */
  record Failed(String reason, boolean lasting, Optional<Duration> after) implements Outcome {}

  /** May go better at another time. */
  static Outcome failed(String reason) {
    return new Failed(reason, false, Optional.empty());
  }

  static Outcome never(String reason) {
    return new Failed(reason, true, Optional.empty());
  }
}
