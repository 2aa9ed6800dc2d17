package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.Received;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Judge.Judgement;

/**
 * A replica that is told what is durable of it, piece by piece in the order in which that was
 * written. However long the chain is, it holds one standing and the candidates of one height.
 *
 * @param standing what holds after what was told so far
 * @param saved the last standing that was saved
 * @param oldest height of the first block that is kept; if none is, of the next
 * @param agreement on the next height, as it was persisted last
 * @param kept candidates that it may refer to
 */
public record Recovering(
    Charter charter,
    Standing standing,
    Optional<Standing> saved,
    long oldest,
    Optional<rhizome.ledger.consensus.State> agreement,
    List<Candidate> kept) {

  public Recovering {
    kept = List.copyOf(kept);
  }

  /** Of a replica that has nothing durable yet. */
  public static Recovering beginning(Charter charter) {
    Standing standing = charter.beginning();
    return new Recovering(
        charter, standing, Optional.empty(), standing.height() + 1, Optional.empty(), List.of());
  }

  /** {@link Output.Save}; what was durable of that height and those before is over. */
  public Recovering saved(Standing next) {
    boolean jumps = next.height() > standing.height();
    long first = jumps ? next.height() + 1 : oldest;
    return new Recovering(charter, next, Optional.of(next), first, agreement, kept)
        .after(next.height());
  }

  /** {@link Output.Store}; a block that what was saved holds already is only counted. */
  public Recovering stored(Sealed sealed) {
    long height = sealed.height();
    Standing next = height > standing.height() ? become(sealed) : standing;
    return new Recovering(charter, next, saved, Math.min(oldest, height), agreement, kept)
        .after(height);
  }

  private Recovering after(long height) {
    return new Recovering(
        charter,
        standing,
        saved,
        oldest,
        agreement.filter(it -> it.number() > height),
        kept.stream().filter(it -> it.header().height() > height).toList());
  }

  /** {@link Output.Keep}. */
  public Recovering kept(Candidate candidate) {
    List<Candidate> more = new ArrayList<>(kept);
    more.add(candidate);
    return new Recovering(charter, standing, saved, oldest, agreement, more);
  }

  /** {@link Output.Persist}; what it does not refer to can no longer come about. */
  public Recovering persisted(rhizome.ledger.consensus.State next) {
    var wanted = State.wanted(next);
    List<Candidate> left = kept.stream().filter(it -> wanted.contains(it.value())).toList();
    return new Recovering(charter, standing, saved, oldest, Optional.of(next), left);
  }

  /** {@link Output.Forget}; or that blocks from there on are kept of which nobody tells. */
  public Recovering keptFrom(long height) {
    return new Recovering(charter, standing, saved, height, agreement, kept);
  }

  private Standing become(Sealed sealed) {
    return switch (new Judge(charter).judge(standing, sealed.candidate())) {
      case Judgement.Right(var prospect) -> prospect.become(standing, sealed.certificate());
      case Judgement.Wrong(var why, _) ->
          throw new IllegalStateException(
              "block %d that was stored is not right: %s".formatted(sealed.height(), why));
    };
  }

  /** The replica as it was, but for what never left it; {@link Input.Started} goes on with it. */
  public State state() {
    State state = State.of(standing, saved.stream().toList(), oldest);
    long height = standing.height() + 1;
    // It would forget what it voted at that height, and vote again.
    if (agreement.filter(it -> it.number() > height).isPresent()) {
      throw new IllegalStateException("blocks from " + height + " on are lost");
    }
    return agreement
        .filter(it -> it.number() == height)
        .map(it -> resumed(state.with(it)))
        .orElse(state);
  }

  private State resumed(State state) {
    Judge judge = new Judge(charter);
    State all = state;
    for (Candidate candidate : kept) {
      if (judge.judge(standing, candidate) instanceof Judgement.Right(var prospect)) {
        all = all.with(prospect);
      }
    }
    for (Received received : all.agreement().proposals().all()) {
      if (received.valid() && !all.prospects().containsKey(received.proposal().value())) {
        throw new IllegalStateException("the block of " + received + " is lost");
      }
    }
    return all;
  }
}
