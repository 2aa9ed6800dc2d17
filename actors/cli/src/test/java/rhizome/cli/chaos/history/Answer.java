package rhizome.cli.chaos.history;

/** How a wish ended, as far as who wished can know. */
public sealed interface Answer {

  /**
   * It is durable.
   *
   * @param generation the robot aims at since; 0 where the answer names none
   */
  record Done(long generation) implements Answer {}

  /** It was refused, and nothing has changed. */
  record Refused(String why) implements Answer {}

  /** It may have happened, and may happen yet. */
  record Unknown(String why) implements Answer {}
}
