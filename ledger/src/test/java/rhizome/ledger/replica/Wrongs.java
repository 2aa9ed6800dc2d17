package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Header;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** A candidate that is right, with one thing made wrong; its header names what is there. */
final class Wrongs {

  private static final Hash OTHER = new Hash(1, 2, 3, 4);

  private Wrongs() {}

  static Candidate any(RandomGenerator random, Candidate right) {
    return switch (random.nextInt(8)) {
      case 0 -> state(right);
      case 1 -> seed(right);
      case 2 -> reveal(right);
      case 3 -> time(right, 0);
      case 4 -> previous(right);
      case 5 -> certificate(right);
      case 6 -> round(right);
      default -> next(right);
    };
  }

  static Candidate with(Candidate of, Header header) {
    return new Candidate(header, of.block(), of.last());
  }

  static Header state(Header it, Hash state) {
    return new Header(
        it.head(),
        it.round(),
        it.proposer(),
        it.reveal(),
        it.seed(),
        state,
        it.validators(),
        it.next(),
        it.previous(),
        it.certificate());
  }

  static Candidate state(Candidate right) {
    return with(right, state(right.header(), OTHER));
  }

  private static Header beacon(Header it, Hash reveal, Hash seed) {
    return new Header(
        it.head(),
        it.round(),
        it.proposer(),
        reveal,
        seed,
        it.state(),
        it.validators(),
        it.next(),
        it.previous(),
        it.certificate());
  }

  static Candidate seed(Candidate right) {
    return with(right, beacon(right.header(), right.header().reveal(), OTHER));
  }

  static Candidate reveal(Candidate right) {
    return with(right, beacon(right.header(), OTHER, right.header().seed()));
  }

  private static Header made(Header it, int round, PublicKey proposer) {
    return new Header(
        it.head(),
        round,
        proposer,
        it.reveal(),
        it.seed(),
        it.state(),
        it.validators(),
        it.next(),
        it.previous(),
        it.certificate());
  }

  static Candidate round(Candidate right) {
    return with(right, made(right.header(), 77, right.header().proposer()));
  }

  static Candidate proposer(Candidate right) {
    return with(right, made(right.header(), right.header().round(), new PublicKey(OTHER)));
  }

  private static Header sets(Header it, Hash validators, Hash next) {
    return new Header(
        it.head(),
        it.round(),
        it.proposer(),
        it.reveal(),
        it.seed(),
        it.state(),
        validators,
        next,
        it.previous(),
        it.certificate());
  }

  static Candidate validators(Candidate right) {
    return with(right, sets(right.header(), OTHER, right.header().next()));
  }

  static Candidate next(Candidate right) {
    return with(right, sets(right.header(), right.header().validators(), OTHER));
  }

  private static Header after(Header it, Block.Head head, Hash previous, Hash certificate) {
    return new Header(
        head,
        it.round(),
        it.proposer(),
        it.reveal(),
        it.seed(),
        it.state(),
        it.validators(),
        it.next(),
        previous,
        certificate);
  }

  static Candidate previous(Candidate right) {
    Header it = right.header();
    return with(right, after(it, it.head(), OTHER, it.certificate()));
  }

  /** The block at that time. */
  static Candidate time(Candidate right, long time) {
    Block it = right.block();
    return block(right, at(it, time, it.parent()));
  }

  static Candidate parent(Candidate right) {
    Block it = right.block();
    return block(right, at(it, it.time(), BlockId.NONE));
  }

  private static Block at(Block it, long time, BlockId parent) {
    return new Block(
        new Block.Position(it.chain(), it.height(), time, parent),
        it.entries(),
        it.payouts(),
        it.evidence());
  }

  static Candidate block(Candidate right, Block block) {
    Header it = right.header();
    return new Candidate(
        after(it, block.head(), it.previous(), it.certificate()), block, right.last());
  }

  /** What proves the last header is signed by nobody, or is not there. */
  static Candidate certificate(Candidate right) {
    Header it = right.header();
    Optional<Certificate> forged = right.last().map(Wrongs::forged);
    Hash id = forged.map(Header::id).orElse(Hash.ZERO);
    return new Candidate(after(it, it.head(), it.previous(), id), right.block(), forged);
  }

  static Certificate forged(Certificate it) {
    Signature first = it.signatures().getFirst();
    List<Signature> all = it.signatures().stream().map(_ -> first).toList();
    return new Certificate(it.height(), it.round(), it.value(), it.signers(), all);
  }
}
