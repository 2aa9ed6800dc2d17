package rhizome.ledger.light;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.consensus.vote.Votes;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;
import rhizome.ledger.key.KeyPair;

/** Headers with real signatures of validators that are known by number, each with a power of 1. */
final class Links {

  static final Hash CHAIN = new Hash(1, 1, 1, 1);

  private static final List<KeyPair> KEYS =
      IntStream.range(0, 224)
          .mapToObj(i -> KeyPair.of(Blake.of(new byte[] {(byte) i, (byte) (i >> 7)})))
          .toList();

  private Links() {}

  static ValidatorSet set(int... who) {
    return ValidatorSet.of(
        IntStream.of(who).mapToObj(i -> new Validator(KEYS.get(i).publicKey(), 1)).toList());
  }

  static Header header(
      long height, long time, ValidatorSet validators, ValidatorSet next, Hash previous) {
    Hash any = new Hash(2, 2, 2, 2);
    return new Header(
        new Block.Head(CHAIN, height, time, BlockId.NONE, any, any, any),
        0,
        KEYS.getFirst().publicKey(),
        any,
        any,
        any,
        Header.id(validators),
        Header.id(next),
        previous,
        any);
  }

  /** One of four seats changes after every so many blocks; height 0 is the beginning. */
  static List<Link> chain(int blocks, int each) {
    List<Link> links = new ArrayList<>();
    Hash previous = Hash.ZERO;
    for (int height = 1; height <= blocks; height++) {
      ValidatorSet now = seats((height - 1) / each);
      ValidatorSet next = seats(height / each);
      Header header = header(height, height, now, next, previous);
      links.add(link(header, now, next));
      previous = header.id();
    }
    return links;
  }

  static ValidatorSet seats(int first) {
    return set(IntStream.range(first, first + 4).map(i -> i % 220).toArray());
  }

  static Trust beginning() {
    return new Trust(CHAIN, 0, 0, Hash.ZERO, seats(0));
  }

  static Certificate certificate(Header header, ValidatorSet set, Hash chain) {
    Votes votes = Votes.none(set);
    for (KeyPair pair : KEYS) {
      if (set.has(pair.publicKey())) {
        Vote vote =
            Vote.cast(
                Voter.of(chain, pair),
                Kind.PRECOMMIT,
                header.height(),
                0,
                Optional.of(header.id()));
        votes = votes.add(vote, 0) instanceof Votes.Outcome.Counted(var more) ? more : votes;
      }
    }
    return votes.certificate(0, header.id());
  }

  static Link link(Header header, ValidatorSet validators, ValidatorSet next) {
    return new Link(header, certificate(header, validators, CHAIN), validators, next);
  }
}
