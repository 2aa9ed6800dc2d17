package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Votes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.PublicKey;

/** One replica on a desk, and what a chain without it would be. */
public final class Desk {

  static final Peer PEER = new Peer("peer");

  public final Country country;
  final Charter charter;
  final RandomGenerator random;
  final List<Sealed> chain = new ArrayList<>();
  final List<Standing> standings = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  State state;

  private final Judge judge;
  private final Replica replica;

  /** By one who only follows. */
  Desk() {
    this(new PublicKey(new Hash(9, 9, 9, 9)));
  }

  Desk(PublicKey self) {
    this(self, Country.LIMITS);
  }

  Desk(PublicKey self, Limits limits) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    country = new Country(random, 4);
    charter = country.charter(limits);
    judge = new Judge(charter);
    replica = new Replica(charter, country.voter(self), country::reveal);
    state = replica.beginning();
    standings.add(charter.beginning());
  }

  /** By the one whose turn is in round 0 of the first height. */
  static Desk proposing(Limits limits) {
    return new Desk(new Desk().standing().next().proposer(0), limits);
  }

  /** Of the chain that there would be. */
  Standing standing() {
    return standings.getLast();
  }

  Sealed last() {
    return chain.getLast();
  }

  long now() {
    return standing().ledger().tip().time() + 1;
  }

  Candidate candidate(int round, List<Entry> entries) {
    PublicKey by = standing().next().proposer(round);
    Hash reveal = standing().estate().commitment(by).flatMap(country::reveal).orElseThrow();
    return judge
        .make(standing(), round, new Judge.AtHand(now(), entries, Accusations.NONE), reveal)
        .orElseThrow()
        .candidate();
  }

  Candidate candidate() {
    return candidate(0, country.transfer(random, standing().ledger()).stream().toList());
  }

  Message.Said proposal(Candidate candidate) {
    return proposal(candidate, 0, Proposal.NONE);
  }

  Message.Said proposal(Candidate candidate, int round, int validRound) {
    var voter = country.voter(standing().next().proposer(round));
    Proposal it =
        Proposal.make(voter, standing().height() + 1, round, candidate.value(), validRound);
    return new Message.Said(it, Optional.of(candidate));
  }

  Message.Said vote(int number, Kind kind, Candidate candidate) {
    var voter = country.voter(country.validators().get(number).key());
    Vote vote =
        Vote.cast(voter, kind, candidate.header().height(), 0, Optional.of(candidate.value()));
    return new Message.Said(vote, Optional.empty());
  }

  Sealed sealed(Candidate candidate) {
    return new Sealed(candidate, certificate(country, country.validators(), candidate));
  }

  /** By all of them. */
  static Certificate certificate(Country country, ValidatorSet validators, Candidate candidate) {
    long height = candidate.header().height();
    Votes votes = Votes.none(validators);
    for (Validator each : validators.all()) {
      var voter = country.voter(each.key());
      Vote vote = Vote.cast(voter, Kind.PRECOMMIT, height, 0, Optional.of(candidate.value()));
      votes = votes.add(vote, 0) instanceof Votes.Outcome.Counted(var more) ? more : votes;
    }
    return votes.certificate(0, candidate.value());
  }

  /** The chain without the replica grows by so many blocks. */
  Desk grow(int blocks) {
    for (int i = 0; i < blocks; i++) {
      Sealed next = sealed(candidate());
      if (!(judge.judge(standing(), next.candidate())
          instanceof Judge.Judgement.Right(var prospect))) {
        throw new AssertionError("block " + next.height() + " is not right");
      }
      standings.add(prospect.become(standing(), next.certificate()));
      chain.add(next);
    }
    return this;
  }

  /** The replica as it is after so many blocks of the chain. */
  Desk at(int height) {
    Recovering all = Recovering.beginning(charter);
    for (Sealed sealed : chain.subList(0, height)) {
      all = all.stored(sealed);
    }
    state = all.state();
    return on(new Input.Started(now()));
  }

  Desk on(Input input) {
    var step = replica.step(state, input);
    state = step.state();
    outputs.clear();
    outputs.addAll(step.outputs());
    return this;
  }

  Desk told(Message message) {
    return on(new Input.Arrived(now(), PEER, message));
  }

  List<Refusal> refusals() {
    return outputs.stream()
        .filter(Output.Refused.class::isInstance)
        .map(it -> ((Output.Refused) it).why())
        .toList();
  }

  List<Message> answers() {
    return outputs.stream()
        .filter(Output.Tell.class::isInstance)
        .map(it -> ((Output.Tell) it).message())
        .toList();
  }

  <T extends Output> List<T> outputs(Class<T> kind) {
    return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
