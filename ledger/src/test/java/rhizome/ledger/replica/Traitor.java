package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.light.Link;

/** Follows the table, and says something else, as the plot of the round has it. */
final class Traitor extends Host {

  Traitor(World world, int number, PublicKey key) {
    super(world, number, key);
  }

  @Override
  boolean isHonest() {
    return false;
  }

  private Plot plot() {
    return world.plot(state.height() + 1, state.agreement().round());
  }

  @Override
  void say(Message.Said said) {
    switch (plot()) {
      case BEHAVE -> super.say(said);
      case WITHHOLD -> {}
      case SPLIT -> {
        Message.Said other = twisted(said);
        world.everybody().forEach(to -> tell(to, to.number % 2 == 0 ? said : other));
      }
      case SPOIL -> {
        Message.Said wrong = spoiled(said);
        world.everybody().forEach(to -> tell(to, wrong));
      }
      case BABBLE -> world.everybody().forEach(to -> tell(to, world.anything().orElse(said)));
    }
  }

  /** Says something else that may be right as well. */
  private Message.Said twisted(Message.Said said) {
    return switch (said.signed()) {
      case Vote it -> {
        Optional<Hash> value = it.value().isPresent() ? Optional.empty() : any();
        Vote other = Vote.cast(voter, it.kind(), it.height(), it.round(), value);
        yield new Message.Said(other, Optional.empty());
      }
      case Proposal it -> other(it, 1, said);
    };
  }

  private Optional<Hash> any() {
    return state.agreement().proposals().all().stream()
        .map(it -> it.proposal().value())
        .findFirst();
  }

  /** The proposal with a block without entries, at another time. */
  private Message.Said other(Proposal it, long later, Message.Said otherwise) {
    Standing standing = state.standing();
    Optional<Hash> reveal =
        standing.estate().commitment(voter.key()).flatMap(world.country::reveal);
    long time = Math.max(clock(), standing.ledger().tip().time()) + later;
    return reveal
        .filter(_ -> it.validRound() == Proposal.NONE)
        .flatMap(
            shown ->
                new Judge(world.country.charter())
                    .make(
                        standing,
                        it.round(),
                        new Judge.AtHand(time, List.of(), Accusations.NONE),
                        shown))
        .map(prospect -> proposing(it, prospect.candidate()))
        .orElse(otherwise);
  }

  private Message.Said proposing(Proposal it, Candidate candidate) {
    Proposal other =
        Proposal.make(voter, it.height(), it.round(), candidate.value(), it.validRound());
    return new Message.Said(other, Optional.of(candidate));
  }

  private Message.Said spoiled(Message.Said said) {
    if (!(said.signed() instanceof Proposal it) || said.candidate().isEmpty()) {
      return said;
    }
    Candidate right = said.candidate().get();
    return switch (world.random.nextInt(5)) {
      case 0 -> other(it, 5_000, said);
      case 1 -> new Message.Said(it, Optional.empty());
      case 2 -> new Message.Said(it, Optional.of(Wrongs.any(world.random, right)));
      default -> proposing(it, Wrongs.any(world.random, right));
    };
  }

  @Override
  void serve(Host to, long from, int count) {
    if (plot() != Plot.WITHHOLD) {
      super.serve(to, from, count);
    }
  }

  @Override
  void tell(Host to, Message message) {
    super.tell(to, plot() == Plot.SPOIL ? lie(message) : message);
  }

  private Message lie(Message message) {
    return switch (message) {
      case Message.Blocks(var blocks) ->
          new Message.Blocks(blocks.stream().map(this::forged).toList());
      case Message.Offer(var link, var way) ->
          new Message.Offer(
              new Link(
                  Wrongs.state(link.header(), Country.hash(world.random)),
                  link.certificate(),
                  link.validators(),
                  link.next()),
              way);
      case Message.Share it -> new Message.Share(it.height(), it.page(), others(it.items()));
      case Message.Said _, Message.Position _, Message.WantShare _ -> message;
      case Message.Accusation _ -> message;
    };
  }

  private static List<Item> others(List<Item> items) {
    List<Item> others = new ArrayList<>(items);
    others.replaceAll(it -> it instanceof Item.Coin ? new Item.Supply(1) : it);
    return others;
  }

  /** Another header, and a certificate of it that this traitor signs for all. */
  private Sealed forged(Sealed sealed) {
    Candidate wrong = Wrongs.any(world.random, sealed.candidate());
    Certificate it = sealed.certificate();
    Signature mine = voter.sign(wrong.value());
    List<Signature> all = it.signatures().stream().map(_ -> mine).toList();
    return new Sealed(
        wrong, new Certificate(it.height(), it.round(), wrong.value(), it.signers(), all));
  }
}
