package rhizome.runtime.explorer;

/**
 * What can be asked of a ledger. Names, heights and pages are as whoever asks wrote them; an empty
 * page is the first.
 */
public sealed interface Question
    permits Question.Tip,
        Question.Block,
        Question.Blocks,
        Question.Transaction,
        Question.Holder,
        Question.Validators,
        Question.Supply,
        Question.Submit,
        Question.Link,
        Question.Proof,
        SeedQuestion {

  /** What holds now, by which rules, and how the validator beside is. */
  record Tip() implements Question {}

  /**
   * A block with its entries, so many on a page.
   *
   * @param which its height or its id
   */
  record Block(String which, String page) implements Question {}

  /** Blocks that became final past a height; the last one for a height below 0. */
  record Blocks(long after, int most) implements Question {}

  /** An entry, if it is in a block or waits here. */
  record Transaction(String id) implements Question {}

  /** What an address holds, and what was done to it. */
  record Holder(String address, String page) implements Question {}

  /** Who ever enrolled, by key. */
  record Validators(String page) implements Question {}

  record Supply() implements Question {}

  /**
   * An entry that is to be in a block.
   *
   * @param entry its bytes in hexadecimal digits
   */
  record Submit(String entry) implements Question {}

  /**
   * The header of a block, with what a light client believes it by.
   *
   * @param which its height, or {@code last}
   */
  record Link(String which) implements Question {}

  /**
   * That the chain holds something, for who believes a header.
   *
   * @param kind {@code transactions}, {@code coins} or {@code stakes}
   * @param name of the transaction, or of the output
   */
  record Proof(String kind, String name) implements Question {}
}
