package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.Consensus;
import rhizome.ledger.consensus.Input.CertificateReceived;
import rhizome.ledger.consensus.Input.ProposalReceived;
import rhizome.ledger.consensus.Input.StartHeight;
import rhizome.ledger.consensus.Input.VoteReceived;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Judge.Judgement;

/** Where one input has led so far; lives no longer than the step. */
final class Turn {

  /** Proposals of rounds further ahead are not looked at. */
  private static final int ROUNDS_AHEAD_MAX = 8;

  private final Charter charter;
  private final Consensus consensus;
  private final Judge judge;
  private final long now;
  private final List<Output> outputs = new ArrayList<>();
  private State state;

  Turn(Charter charter, Voter self, State state, long now) {
    this.charter = charter;
    this.consensus = new Consensus(self);
    this.judge = new Judge(charter);
    this.state = state;
    this.now = now;
  }

  State state() {
    return state;
  }

  List<Output> outputs() {
    return outputs;
  }

  long now() {
    return now;
  }

  void to(State next) {
    state = next;
  }

  void put(Output output) {
    outputs.add(output);
  }

  void refuse(Refusal why) {
    put(new Output.Refused(why));
  }

  /** Whether a block of that time can be proposed now. */
  boolean isAhead(long time) {
    return time - charter.limits().aheadMax() > now;
  }

  /** The agreement takes a step; what comes of it is carried out here, or goes out. */
  void feed(rhizome.ledger.consensus.Input input) {
    var step = consensus.step(state.agreement(), input);
    state = state.with(step.state());
    step.outputs().forEach(this::carryOut);
  }

  private void carryOut(rhizome.ledger.consensus.Output output) {
    switch (output) {
      case rhizome.ledger.consensus.Output.Persist(var agreement) ->
          put(new Output.Persist(agreement));
      case rhizome.ledger.consensus.Output.Broadcast(var signed) ->
          said(signed).ifPresent(it -> put(new Output.Broadcast(it)));
      case rhizome.ledger.consensus.Output.ScheduleTimeout(var timer, var height, var round) ->
          put(new Output.ScheduleTimeout(timer, height, round));
      case rhizome.ledger.consensus.Output.Propose(var height, var round) ->
          put(new Output.AskEntries(height, round, bytesMax(height)));
      case rhizome.ledger.consensus.Output.Decided(_, var certificate) -> decided(certificate);
      case rhizome.ledger.consensus.Output.Accuse(var evidence) -> {
        put(new Output.Accuse(evidence));
        state = state.with(state.accusations().with(evidence));
      }
      case rhizome.ledger.consensus.Output.NewRound _ -> {}
      case rhizome.ledger.consensus.Output.Refused(_, var why) -> put(new Output.NotCounted(why));
    }
  }

  private int bytesMax(long height) {
    return charter.rules().at(height).limits().blockBytesMax();
  }

  /** With the block of a proposal; nothing where that is not at hand, or not right. */
  Optional<Message.Said> said(Signed signed) {
    return switch (signed) {
      case Vote vote -> Optional.of(new Message.Said(vote, Optional.empty()));
      case Proposal it ->
          Optional.ofNullable(state.prospects().get(it.value()))
              .map(known -> said(it, known.candidate()));
    };
  }

  private Message.Said said(Proposal it, Candidate candidate) {
    return new Message.Said(it, Optional.of(candidate), state.agreement().backing(it));
  }

  /** The block is durable before the next height begins. */
  private void decided(Certificate certificate) {
    Prospect prospect = state.prospects().get(certificate.value());
    if (prospect == null) {
      throw new IllegalStateException("no block is at hand for " + certificate);
    }
    Standing after = prospect.become(state.standing(), certificate);
    Sealed sealed = new Sealed(prospect.candidate(), certificate);
    put(new Output.Store(sealed));
    List<Message.Said> early = state.early();
    Accusations left = state.accusations().after(after, charter.rules());
    state = state.after(after).with(left);
    put(new Output.Committed(sealed, after.ledger()));
    if (after.height() % charter.limits().checkpointEvery() == 0) {
      save(after);
    }
    feed(new StartHeight(after.next()));
    early.forEach(this::hear);
  }

  private void save(Standing standing) {
    put(new Output.Save(standing));
    long below = standing.height() + 1 - charter.limits().blocksKept();
    if (below > state.oldest()) {
      put(new Output.Forget(below));
    }
    state = state.shelving(standing, Math.max(below, state.oldest()));
  }

  /** Looks at who says it, and whether it is of this height or the next. */
  void hear(Message.Said said) {
    Signed signed = said.signed();
    long height = state.agreement().number();
    if (signed.height() != height && signed.height() != height + 1) {
      put(new Output.NotCounted(rhizome.ledger.consensus.Refusal.OTHER_HEIGHT));
    } else if (!state.standing().validators().has(signed.validator())) {
      put(new Output.NotCounted(rhizome.ledger.consensus.Refusal.UNKNOWN_VALIDATOR));
    } else if (!isKnown(signed)) {
      if (!isAuthentic(signed)) {
        refuse(Refusal.FORGED);
      } else if (signed.height() > height) {
        keepEarly(said);
      } else {
        switch (signed) {
          case Vote vote -> feed(new VoteReceived(vote));
          case Proposal proposal -> hear(proposal, said.candidate());
        }
      }
    }
    if (signed instanceof Proposal proposal) {
      hearBacking(proposal, said);
    }
  }

  /** What stands behind a proposal that counts, also if it was heard without that before. */
  private void hearBacking(Proposal proposal, Message.Said said) {
    if (proposal.height() == state.agreement().number() && isKnown(proposal)) {
      said.backing().stream()
          .limit(state.standing().validators().size())
          .forEach(vote -> hear(new Message.Said(vote, Optional.empty())));
    }
  }

  /** What another replica has against a validator is kept once it is seen to be proof. */
  void hear(Evidence evidence) {
    Standing standing = state.standing();
    Accusations before = state.accusations();
    Accusations more = before.with(evidence).after(standing, charter.rules());
    if (before.with(evidence).equals(before) || !more.all().contains(evidence)) {
      refuse(Refusal.NOT_WANTED);
    } else if (!isProof(evidence, standing)) {
      refuse(Refusal.FORGED);
    } else {
      state = state.with(more);
    }
  }

  private static boolean isProof(Evidence evidence, Standing standing) {
    return standing
        .ledger()
        .roll()
        .at(evidence.first().height())
        .filter(epoch -> evidence.isProof(epoch.set(), standing.chain()))
        .isPresent();
  }

  private boolean isAuthentic(Signed signed) {
    return charter
        .signatures()
        .verifies(signed.validator(), signed.message(state.standing().chain()), signed.signature());
  }

  private boolean isKnown(Signed signed) {
    return switch (signed) {
      case Vote vote ->
          vote.height() == state.agreement().number()
              && state
                  .agreement()
                  .votes()
                  .of(
                      state.standing().validators().number(vote.validator()),
                      vote.kind(),
                      vote.round())
                  .filter(vote::equals)
                  .isPresent();
      case Proposal it ->
          state
              .agreement()
              .proposals()
              .in(it.round())
              .filter(to -> to.proposal().equals(it))
              .isPresent();
    };
  }

  private void keepEarly(Message.Said said) {
    long kept =
        state.early().stream()
            .filter(it -> it.signed().validator().equals(said.signed().validator()))
            .count();
    if (kept < charter.limits().early() && !state.early().contains(said)) {
      state = state.with(said);
    }
  }

  private void hear(Proposal proposal, Optional<Candidate> told) {
    var agreement = state.agreement();
    if (proposal.round() > agreement.round() + ROUNDS_AHEAD_MAX) {
      put(new Output.NotCounted(rhizome.ledger.consensus.Refusal.ROUND_AHEAD));
      return;
    }
    boolean first = agreement.proposals().in(proposal.round()).isEmpty();
    boolean turn = agreement.height().proposer(proposal.round()).equals(proposal.validator());
    if (!first || !turn) {
      feed(new ProposalReceived(proposal, false));
      return;
    }
    Optional<Candidate> known =
        Optional.ofNullable(state.prospects().get(proposal.value())).map(Prospect::candidate);
    Optional<Candidate> candidate = known.or(() -> told);
    if (candidate.isEmpty()) {
      refuse(Refusal.BLOCK_MISSING);
    } else if (!candidate.get().value().equals(proposal.value()) || !candidate.get().isBound()) {
      refuse(Refusal.NOT_BOUND);
    } else {
      feed(new ProposalReceived(proposal, isRight(proposal, candidate.get())));
    }
  }

  private boolean isRight(Proposal proposal, Candidate candidate) {
    Header header = candidate.header();
    if (!Judge.isOf(proposal, header)) {
      refuse(Refusal.WRONG_PROPOSER);
      return false;
    }
    if (isAhead(header.time())) {
      refuse(Refusal.TIME_AHEAD);
      return false;
    }
    return isRight(candidate);
  }

  /** If so it is kept, before anybody hears that it was voted for. */
  private boolean isRight(Candidate candidate) {
    if (state.prospects().containsKey(candidate.value())) {
      return true;
    }
    return switch (judge.judge(state.standing(), candidate)) {
      case Judgement.Right(var prospect) -> {
        keep(prospect);
        yield true;
      }
      case Judgement.Wrong(var why, var because) -> {
        put(new Output.Refused(why, because));
        yield false;
      }
    };
  }

  void keep(Prospect prospect) {
    put(new Output.Keep(prospect.candidate()));
    state = state.with(prospect);
  }

  /** A block of this height that others have agreed on, whatever the clock says. */
  void take(Sealed sealed) {
    Candidate candidate = sealed.candidate();
    if (!candidate.isBound()) {
      refuse(Refusal.NOT_BOUND);
    } else if (!isProven(sealed)) {
      refuse(Refusal.UNPROVEN);
    } else if (isRight(candidate)) {
      feed(new CertificateReceived(sealed.certificate()));
    }
  }

  private boolean isProven(Sealed sealed) {
    Standing standing = state.standing();
    return judge.proves(
        standing, sealed.certificate(), sealed.candidate().header(), standing.validators());
  }
}
