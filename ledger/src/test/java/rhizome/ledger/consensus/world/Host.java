package rhizome.ledger.consensus.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rhizome.ledger.consensus.Consensus;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.Input;
import rhizome.ledger.consensus.Output;
import rhizome.ledger.consensus.State;
import rhizome.ledger.consensus.StateCodec;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** A machine of a validator: runs the table, keeps what is durable, dies and comes back. */
class Host {

  private static final int EARLY_MAX = 400;

  final World world;
  final int number;
  final ScriptedVoter voter;
  final List<Certificate> chain = new ArrayList<>();

  private final Consensus consensus;
  private final List<Height> heights = new ArrayList<>();
  private final Deque<Signed> early = new ArrayDeque<>();
  private State durable;
  private int life;
  private boolean up = true;

  State state;

  Host(World world, int number, PublicKey key) {
    this.world = world;
    this.number = number;
    this.voter = new ScriptedVoter(World.CHAIN, key);
    this.consensus = new Consensus(voter);
    this.state = State.of(world.first());
    this.durable = state;
    heights.add(world.first());
  }

  boolean isHonest() {
    return true;
  }

  void begin() {
    feed(new Input.Start());
    gossip();
  }

  void crash() {
    up = false;
    life++;
    early.clear();
  }

  void restart() {
    if (!up) {
      up = true;
      state = StateCodec.decode(StateCodec.encode(durable));
      begin();
    }
  }

  final void feed(Input input) {
    var step = consensus.step(state, input);
    state = step.state();
    for (Output output : step.outputs()) {
      if (world.crashes(this)) {
        crash();
        return;
      }
      carryOut(output);
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Persist(var persisted) -> durable = persisted;
      case Output.Broadcast(var message) -> say(message);
      case Output.ScheduleTimeout(var timer, var height, var round) ->
          after(patience(timer, round), () -> feed(new Input.TimedOut(timer, height, round)));
      case Output.Propose(var height, var round) ->
          after(world.random.nextInt(20), () -> feed(answer(height, round)));
      case Output.Decided(var height, var certificate) -> decided(height, certificate);
      case Output.Accuse(var evidence) -> accuse(evidence);
      case Output.NewRound(var height, var round) -> newRound(height, round);
      case Output.Refused(var input, _) -> refused(input);
    }
  }

  private Input answer(long height, int round) {
    Hash value = world.value(true);
    world.validity.proposed(height, value);
    return new Input.ValueReady(height, round, value);
  }

  void say(Signed message) {
    if (isHonest()) {
      world.voice.leaves(message, durable);
    }
    world.heard(message);
    world.everybody().forEach(to -> tell(to, message));
  }

  final void tell(Host to, Signed message) {
    if (message instanceof Proposal proposal) {
      world.validity.proposed(proposal.height(), proposal.value());
    }
    world.send(this, to, new Parcel.Message(message, state.backing(message)));
  }

  void newRound(long height, int round) {
    world.stats.rounds(round);
  }

  private void accuse(Evidence evidence) {
    if (isHonest()) {
      world.innocence.accused(evidence);
    }
  }

  private void refused(Input input) {
    if (input instanceof Input.VoteReceived(var vote)) {
      keep(vote);
    } else if (input instanceof Input.ProposalReceived(var proposal, _)) {
      keep(proposal);
    }
  }

  private void keep(Signed message) {
    if (message.height() == state.number() + 1 && early.size() < EARLY_MAX) {
      early.add(message);
    }
  }

  private void decided(long height, Certificate certificate) {
    if (chain.size() == height) {
      chain.add(certificate);
      heights.add(World.next(state.height(), certificate.value()));
      if (isHonest()) {
        world.decided(this, certificate);
      }
    }
    after(
        0,
        () -> {
          feed(new Input.StartHeight(heights.get((int) height + 1)));
          List<Signed> kept = List.copyOf(early);
          early.clear();
          kept.forEach(this::take);
        });
  }

  final void hear(Parcel parcel) {
    if (!up) {
      return;
    }
    switch (parcel) {
      case Parcel.Message(var signed, var backing) -> {
        take(signed);
        backing.forEach(this::take);
      }
      case Parcel.Gossip gossip -> answer(gossip);
      case Parcel.Proof(var certificate) -> feed(new Input.CertificateReceived(certificate));
    }
  }

  private void answer(Parcel.Gossip gossip) {
    if (gossip.height() < chain.size()) {
      Certificate certificate = chain.get((int) gossip.height());
      world.send(this, world.host(gossip.from()), new Parcel.Proof(certificate));
    } else if (gossip.height() == state.number()) {
      gossip.known().forEach(this::take);
    }
  }

  private void take(Signed signed) {
    if (up) {
      feed(
          switch (signed) {
            case Vote vote -> new Input.VoteReceived(vote);
            case Proposal it -> new Input.ProposalReceived(it, world.validity.isValid(it.value()));
          });
    }
  }

  private void gossip() {
    Host to = world.host(world.random.nextInt(world.size()));
    world.send(this, to, new Parcel.Gossip(number, chain.size(), news()));
    after(200 + world.random.nextInt(100), this::gossip);
  }

  /** What others may need now, and the polka behind what may be proposed again. */
  private List<Signed> news() {
    return state.messages().stream()
        .filter(
            it ->
                it.round() >= state.round() - 1
                    || state.valid().filter(valid -> valid.round() == it.round()).isPresent())
        .toList();
  }

  /** Unless it dies before. */
  final void after(long millis, Runnable task) {
    int now = life;
    world.after(
        millis,
        () -> {
          if (life == now) {
            task.run();
          }
        });
  }

  private static long patience(Timer timer, int round) {
    long grown = 50L * Math.min(round, 8);
    return switch (timer) {
      case PROPOSE -> 200 + grown;
      case PREVOTE, PRECOMMIT -> 100 + grown;
    };
  }
}
