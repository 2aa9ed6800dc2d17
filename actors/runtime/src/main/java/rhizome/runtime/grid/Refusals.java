package rhizome.runtime.grid;

import static rhizome.runtime.entity.EntityShell.OVERLOADED;

import akka.pattern.StatusReply;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Tells an entity's refusal, which is an answer, from a question that got none. */
public final class Refusals {

  private Refusals() {}

  /**
   * The refusal's name, if that is what the failure is. An entity that had no room decided nothing,
   * so to whoever asked it is as silent as one that is down.
   */
  public static Optional<String> of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof StatusReply.ErrorMessage
        ? Optional.ofNullable(cause.getMessage()).filter(name -> !name.equals(OVERLOADED))
        : Optional.empty();
  }

  static boolean isRefusal(Throwable failure) {
    return of(failure).isPresent();
  }
}
