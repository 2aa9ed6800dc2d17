package rhizome.ledger.consensus;

import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.hash.Hash;

/**
 * What the books or a clock say, and an "upon" of the paper waits for; in which phase it matters is
 * the table's to say.
 */
sealed interface Fact {

  /** L10. */
  record Begun() implements Fact {}

  /** L22: a proposal of this round, put forward for the first time. */
  record Fresh(Received received) implements Fact {}

  /** L28: a proposal of this round that had its polka in an earlier one, which is known here. */
  record Backed(Received received) implements Fact {}

  /** L34: more than two thirds have prevoted in this round. */
  record AnyPrevotes() implements Fact {}

  /** L36: a polka of this round for a valid value that was proposed in it. */
  record Polka(Hash value) implements Fact {}

  /** L44: a polka of this round for nil. */
  record NilPolka() implements Fact {}

  /** L47: more than two thirds have precommitted in this round. */
  record AnyPrecommits() implements Fact {}

  /** L49: more than two thirds have precommitted a valid value, in any round. */
  record Commit(Certificate certificate) implements Fact {}

  /** L55: more than one third is in a later round. */
  record Later(int round) implements Fact {}

  /** L57, L61, L65. */
  record ProposeTimeout() implements Fact {}

  record PrevoteTimeout() implements Fact {}

  record PrecommitTimeout() implements Fact {}
}
