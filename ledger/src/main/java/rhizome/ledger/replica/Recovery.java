package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.Received;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Judge.Judgement;

/**
 * What is durable of a replica.
 *
 * @param saved the last standing that was saved
 * @param blocks those that were stored and not forgotten, in order
 * @param agreement what was persisted last
 * @param kept candidates of its height, at least
 */
public record Recovery(
    Optional<Standing> saved,
    List<Sealed> blocks,
    Optional<rhizome.ledger.consensus.State> agreement,
    List<Candidate> kept) {

  public Recovery {
    blocks = List.copyOf(blocks);
    kept = List.copyOf(kept);
  }

  /** The replica as it was, but for what never left it; {@link Input.Started} goes on with it. */
  public State recover(Charter charter) {
    Judge judge = new Judge(charter);
    Standing standing = saved.orElseGet(charter::beginning);
    for (Sealed sealed : blocks) {
      if (sealed.height() > standing.height()) {
        standing =
            right(judge, standing, sealed.candidate()).become(standing, sealed.certificate());
      }
    }
    long oldest = blocks.isEmpty() ? standing.height() + 1 : blocks.getFirst().height();
    State state = State.of(standing, saved.stream().toList(), oldest);
    long height = standing.height() + 1;
    // It would forget what it voted at that height, and vote again.
    if (agreement.filter(it -> it.number() > height).isPresent()) {
      throw new IllegalStateException("blocks from " + height + " on are lost");
    }
    return agreement
        .filter(it -> it.number() == height)
        .map(it -> resumed(judge, state.with(it)))
        .orElse(state);
  }

  private State resumed(Judge judge, State state) {
    State all = state;
    for (Candidate candidate : kept) {
      if (judge.judge(state.standing(), candidate) instanceof Judgement.Right(var prospect)) {
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

  private static Prospect right(Judge judge, Standing standing, Candidate candidate) {
    return switch (judge.judge(standing, candidate)) {
      case Judgement.Right(var prospect) -> prospect;
      case Judgement.Wrong(var why, _) ->
          throw new IllegalStateException(
              "block %d that was stored is not right: %s"
                  .formatted(candidate.header().height(), why));
    };
  }
}
