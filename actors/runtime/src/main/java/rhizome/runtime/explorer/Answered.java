package rhizome.runtime.explorer;

import rhizome.runtime.Wire;

/** What is said to a question. */
public sealed interface Answered extends Wire {

  /** A document. */
  record Found(String json) implements Answered {}

  /** There is no such thing, or nothing is known of it. */
  record Unknown(String why) implements Answered {}

  /** The question cannot be understood. */
  record Bad(String why) implements Answered {}

  /**
   * The entry that was submitted waits for no block.
   *
   * @param why name of a refusal, of the pool or of the validator
   * @param because what is said beside, or nothing
   */
  record Refused(String why, String because) implements Answered {}

  /** Cannot be answered now; the same question may be answered later. */
  record NotYet(String why) implements Answered {}
}
