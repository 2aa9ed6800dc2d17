package rhizome.cli.chaos.checker;

import java.time.Duration;

/** A broken promise: which, when, and everything one needs to believe it. */
public record Violation(String law, Duration at, String evidence) {

  @Override
  public String toString() {
    return "%s, at %.3f s: %s".formatted(law, at.toNanos() / 1e9, evidence);
  }
}
