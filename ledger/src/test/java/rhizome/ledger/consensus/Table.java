package rhizome.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.consensus.world.ScriptedVoter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Four validators of equal power, seen by one whose turn it is not in rounds 0 and 1. */
final class Table {

  static final Hash CHAIN = named("chain");
  static final Hash V = named("v");
  static final Hash W = named("w");
  static final ValidatorSet SET =
      ValidatorSet.of(
          IntStream.range(0, 4)
              .mapToObj(i -> new Validator(new PublicKey(named("k" + i)), 1))
              .toList());
  static final Height HEIGHT = new Height(7, SET, named("seed"));

  final Voter self;
  final List<Output> outputs = new ArrayList<>();
  final List<String> trace = new ArrayList<>();
  State state;
  private State durable;

  private final Consensus consensus;
  private final List<PublicKey> others = new ArrayList<>();

  private Table(PublicKey self) {
    this.self = voter(self);
    this.consensus = new Consensus(this.self);
    this.state = State.of(HEIGHT);
    this.durable = state;
    SET.all().stream().map(Validator::key).filter(key -> !key.equals(self)).forEach(others::add);
  }

  static Hash named(String name) {
    byte[] octets = new byte[name.length()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) name.charAt(i);
    }
    return Blake.of(octets);
  }

  static Voter voter(PublicKey key) {
    return new ScriptedVoter(CHAIN, key);
  }

  /** By one whose turn is in none of the first rounds. */
  static Table started() {
    PublicKey idle =
        SET.all().stream()
            .map(Validator::key)
            .filter(key -> IntStream.range(0, 3).noneMatch(r -> HEIGHT.proposer(r).equals(key)))
            .findFirst()
            .orElseThrow();
    return new Table(idle).on(new Input.Start());
  }

  /** By the one whose turn is in round 0. */
  static Table proposing() {
    return new Table(HEIGHT.proposer(0)).on(new Input.Start());
  }

  Table on(Input input) {
    var step = consensus.step(state, input);
    state = step.state();
    outputs.clear();
    outputs.addAll(step.outputs());
    trace.add("> " + Story.of(input));
    for (Output output : outputs) {
      trace.add("  " + Story.of(output));
      if (output instanceof Output.Persist(var persisted)) {
        durable = persisted;
      }
    }
    return this;
  }

  /** Only what is durable is left. */
  Table crash() {
    state = StateCodec.decode(StateCodec.encode(durable));
    trace.add("crash");
    return this;
  }

  Table proposal(int round, Hash value, int validRound) {
    return proposal(round, value, validRound, true);
  }

  Table proposal(int round, Hash value, int validRound, boolean valid) {
    Voter proposer = voter(HEIGHT.proposer(round));
    Proposal it = Proposal.make(proposer, HEIGHT.number(), round, value, validRound);
    return on(new Input.ProposalReceived(it, valid));
  }

  Vote vote(int other, Kind kind, int round, @Nullable Hash value) {
    Voter voter = voter(others.get(other));
    return Vote.cast(voter, kind, HEIGHT.number(), round, Optional.ofNullable(value));
  }

  /** That many of the other three vote so. */
  Table votes(int many, Kind kind, int round, @Nullable Hash value) {
    return votes(0, many, kind, round, value);
  }

  Table votes(int from, int to, Kind kind, int round, @Nullable Hash value) {
    List<Output> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      on(new Input.VoteReceived(vote(i, kind, round, value)));
      all.addAll(outputs);
    }
    outputs.clear();
    outputs.addAll(all);
    return this;
  }

  Table timeout(Timer timer) {
    return on(new Input.TimedOut(timer, HEIGHT.number(), state.round()));
  }

  /** The votes that left in the last step, as {@code PREVOTE v}. */
  List<String> said() {
    return outputs.stream()
        .filter(Output.Broadcast.class::isInstance)
        .map(it -> ((Output.Broadcast) it).message())
        .map(Story::brief)
        .toList();
  }

  List<Timer> timers() {
    return outputs.stream()
        .filter(Output.ScheduleTimeout.class::isInstance)
        .map(it -> ((Output.ScheduleTimeout) it).timer())
        .toList();
  }
}
