package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.validator.Beacon;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Link;

/**
 * Says of a candidate whether it can follow a standing. Nothing but the two goes into that, so all
 * who are honest say the same; what only the clock says is asked apart.
 */
final class Judge {

  /** What becomes of a candidate. */
  sealed interface Judgement {
    record Right(Prospect prospect) implements Judgement {}

    record Wrong(Refusal why, Optional<Verdict.Refused> because) implements Judgement {}
  }

  private final Charter charter;

  Judge(Charter charter) {
    this.charter = charter;
  }

  Judgement judge(Standing standing, Candidate candidate) {
    Header header = candidate.header();
    Optional<Refusal> wrong =
        unless(candidate.isBound(), Refusal.NOT_BOUND)
            .or(() -> misplaced(standing, header))
            .or(() -> unproven(standing, candidate))
            .or(() -> unless(isTurn(standing.next(), header), Refusal.WRONG_PROPOSER))
            .or(() -> unless(isRevealed(standing, header), Refusal.WRONG_REVEAL));
    return wrong.isPresent()
        ? new Judgement.Wrong(wrong.get(), Optional.empty())
        : apply(standing, candidate);
  }

  private static Optional<Refusal> misplaced(Standing standing, Header header) {
    return unless(
            header.height() == standing.height() + 1 && header.previous().equals(standing.header()),
            Refusal.NOT_NEXT)
        .or(
            () ->
                unless(
                    header.validators().equals(Header.id(standing.validators())),
                    Refusal.WRONG_VALIDATORS));
  }

  /** Others may have seen other precommits on the last header, which prove it as well. */
  private Optional<Refusal> unproven(Standing standing, Candidate candidate) {
    if (standing.last().isEmpty() || candidate.last().isEmpty()) {
      boolean both = standing.last().isEmpty() && candidate.last().isEmpty();
      return unless(both, Refusal.LAST_UNPROVEN);
    }
    Link last = standing.last().get();
    return unless(
        proves(standing, candidate.last().get(), last.header(), last.validators()),
        Refusal.LAST_UNPROVEN);
  }

  /** Whether those validators have agreed on that header, on the chain of {@code standing}. */
  boolean proves(
      Standing standing, Certificate certificate, Header header, ValidatorSet validators) {
    Hash chain = standing.chain();
    return certificate.height() == header.height()
        && certificate.value().equals(header.id())
        && charter.signatures().flaw(certificate, validators, chain).isEmpty();
  }

  private static boolean isTurn(Height height, Header header) {
    return height.proposer(header.round()).equals(header.proposer());
  }

  private static boolean isRevealed(Standing standing, Header header) {
    return standing
            .estate()
            .commitment(header.proposer())
            .flatMap(tip -> Beacon.open(tip, header.reveal()))
            .isPresent()
        && header.seed().equals(Beacon.next(standing.seed(), header.reveal()));
  }

  private Judgement apply(Standing standing, Candidate candidate) {
    Header header = candidate.header();
    Payees payees = payees(standing, header.proposer(), candidate.last());
    return switch (standing.ledger().apply(candidate.block(), charter.rules(), payees)) {
      case Verdict.Refused refused ->
          new Judgement.Wrong(Refusal.BLOCK_REFUSED, Optional.of(refused));
      case Verdict.Applied applied -> follows(prospect(standing, candidate, applied));
    };
  }

  /**
   * The proposer and, by the rules of stake, whoever signed for the last block in the certificate
   * that this one shows. The first block shows none, so all is its proposer's.
   */
  private Payees payees(Standing standing, PublicKey proposer, Optional<Certificate> shown) {
    Ledger ledger = standing.ledger();
    return charter.rules().at(standing.height() + 1).staking().isPresent()
        ? ledger.payees(charter.rules(), proposer, signers(standing, shown))
        : Payees.all(ledger.validator(proposer).orElseThrow().terms().payout());
  }

  private static List<PublicKey> signers(Standing standing, Optional<Certificate> shown) {
    return shown.stream()
        .flatMap(it -> it.numbers().stream())
        .map(number -> standing.last().orElseThrow().validators().get(number).key())
        .toList();
  }

  private static Prospect prospect(
      Standing standing, Candidate candidate, Verdict.Applied applied) {
    Header header = candidate.header();
    Estate estate = standing.estate().next(applied.state(), header.proposer(), header.reveal());
    StateRoot root = standing.root().next(estate, applied.undo(), header.proposer());
    return new Prospect(candidate, estate, root);
  }

  private static Judgement follows(Prospect prospect) {
    Header header = prospect.candidate().header();
    if (!header.state().equals(prospect.root().hash())) {
      return new Judgement.Wrong(Refusal.WRONG_STATE, Optional.empty());
    }
    return header.next().equals(Header.id(prospect.estate().voters()))
        ? new Judgement.Right(prospect)
        : new Judgement.Wrong(Refusal.WRONG_VALIDATORS, Optional.empty());
  }

  /** For the first time in the round it was made for, or again in a later one. */
  static boolean isOf(Proposal proposal, Header header) {
    return proposal.validRound() == Proposal.NONE
        ? header.round() == proposal.round()
        : header.round() <= proposal.validRound();
  }

  /** What may be in a block. */
  record AtHand(long time, List<Entry> entries, Accusations accusations) {}

  /** A block of what can be in it, by the one whose turn that round is; if any. */
  Optional<Prospect> make(Standing standing, int round, AtHand atHand, Hash reveal) {
    PublicKey self = standing.next().proposer(round);
    Payees payees = payees(standing, self, standing.last().map(Link::certificate));
    var evidence = atHand.accusations().all();
    Ledger.Written written =
        standing.ledger().write(atHand.time(), atHand.entries(), evidence, charter.rules(), payees);
    return switch (written.verdict()) {
      case Verdict.Refused _ -> Optional.empty();
      case Verdict.Applied applied ->
          Optional.of(made(standing, written.block(), applied, new Maker(self, round, reveal)));
    };
  }

  private record Maker(PublicKey key, int round, Hash reveal) {}

  private static Prospect made(Standing standing, Block block, Verdict.Applied applied, Maker by) {
    Optional<Certificate> last = standing.last().map(Link::certificate);
    Estate estate = standing.estate().next(applied.state(), by.key(), by.reveal());
    StateRoot root = standing.root().next(estate, applied.undo(), by.key());
    Header header =
        new Header(
            block.head(),
            by.round(),
            by.key(),
            by.reveal(),
            Beacon.next(standing.seed(), by.reveal()),
            root.hash(),
            Header.id(standing.validators()),
            Header.id(estate.voters()),
            standing.header(),
            last.map(Header::id).orElse(Hash.ZERO));
    return new Prospect(new Candidate(header, block, last), estate, root);
  }

  private static Optional<Refusal> unless(boolean right, Refusal otherwise) {
    return right ? Optional.empty() : Optional.of(otherwise);
  }
}
