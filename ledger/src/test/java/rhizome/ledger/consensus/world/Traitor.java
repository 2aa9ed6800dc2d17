package rhizome.ledger.consensus.world;

import java.util.Optional;
import java.util.random.RandomGenerator;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Follows the table, and says something else, as the plot of the round has it. */
final class Traitor extends Host {

  Traitor(World world, int number, PublicKey key) {
    super(world, number, key);
  }

  @Override
  boolean isHonest() {
    return false;
  }

  @Override
  void say(Signed message) {
    switch (world.plot(message.height(), message.round()).mode()) {
      case BEHAVE, SPOIL -> super.say(message);
      case BABBLE -> world.everybody().forEach(to -> tell(to, any(message)));
      case WITHHOLD -> {}
      case SPLIT ->
          world.everybody().forEach(to -> tell(to, world.side(to) ? message : twisted(message)));
    }
  }

  private Signed any(Signed message) {
    return world.random.nextBoolean() ? message : world.anything().orElse(message);
  }

  private Signed twisted(Signed message) {
    Plot plot = world.plot(message.height(), message.round());
    return switch (message) {
      case Proposal it ->
          Proposal.make(voter, it.height(), it.round(), plot.other(), it.validRound());
      case Vote it -> Vote.cast(voter, it.kind(), it.height(), it.round(), plot.twist(it.value()));
    };
  }

  @Override
  void newRound(long height, int round) {
    Plot plot = world.plot(height, round);
    boolean theirTurn = world.isTraitor(state.height().proposer(round));
    switch (plot.mode()) {
      case SPLIT -> {
        if (theirTurn) {
          world.everybody().forEach(to -> split(to, height, round));
        }
      }
      case SPOIL -> {
        if (isMine(round)) {
          int validRound = round == 0 ? Proposal.NONE : world.random.nextInt(round);
          Proposal it = Proposal.make(voter, height, round, plot.one(), validRound);
          world.everybody().forEach(to -> tell(to, it));
        }
      }
      case BABBLE -> babble(height, round);
      case BEHAVE, WITHHOLD -> {}
    }
  }

  private boolean isMine(int round) {
    return state.height().proposer(round).equals(voter.key());
  }

  private void split(Host to, long height, int round) {
    Hash value = world.plot(height, round).value(world.side(to));
    if (isMine(round)) {
      tell(to, Proposal.make(voter, height, round, value, Proposal.NONE));
    }
    for (Kind kind : Kind.values()) {
      tell(to, Vote.cast(voter, kind, height, round, Optional.of(value)));
    }
  }

  private void babble(long height, int round) {
    RandomGenerator random = world.random;
    for (int i = random.nextInt(12); i > 0; i--) {
      Host to = world.host(random.nextInt(world.size()));
      int when =
          Math.max(0, round + random.nextInt(4) - 2 + random.nextInt(2) * random.nextInt(50));
      Kind kind = random.nextBoolean() ? Kind.PREVOTE : Kind.PRECOMMIT;
      Optional<Hash> value = world.anyValue().filter(_ -> random.nextInt(3) > 0);
      tell(to, Vote.cast(voter, kind, height + random.nextInt(2), when, value));
      world.anything().ifPresent(old -> tell(world.host(random.nextInt(world.size())), old));
    }
  }
}
