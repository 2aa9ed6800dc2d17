package rhizome.agent.process;

import java.io.Serial;

/** A program that could not be started; the message is for the person who wrote the blueprint. */
public final class NotStarted extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public NotStarted(String reason) {
    super(reason, null, false, false);
  }

  /** Why, in a person's words. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
