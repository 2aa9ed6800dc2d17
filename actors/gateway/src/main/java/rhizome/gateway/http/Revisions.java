package rhizome.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.Listing;
import rhizome.gateway.view.RevisionView;
import rhizome.gateway.view.RevisionView.RevisionDetail;
import rhizome.grid.robot.Revision;
import rhizome.grid.robot.Robot;
import rhizome.kernel.RobotId;

/**
 * What robots were told, read from their journals; also of one that was taken down. Where {@code
 * rhizome.entity.delete-events} is on, the journal may have forgotten the oldest.
 */
final class Revisions {

  private final GridPort grid;
  private final Census census;

  Revisions(GridPort grid, Census census) {
    this.grid = grid;
    this.census = census;
  }

  /** Up to {@code limit} revisions before a generation, the newest first. */
  CompletionStage<Listing.Revisions> page(RobotId id, long before, int limit) {
    if (before < 1) {
      throw new Refusal(Kind.BAD_PARAMETER, "'before' is a generation, and they count from 1");
    }
    return newest(id)
        .thenCompose(
            newest -> {
              long last = Math.min(newest, before - 1);
              long first = Math.max(1, last - limit + 1);
              List<RevisionView> views = new ArrayList<>();
              Listener listener =
                  new Listener(
                      last,
                      (revision, previous) -> {
                        if (revision.generation() >= first && revision.generation() <= last) {
                          views.add(RevisionView.of(revision, previous));
                        }
                      });
              Optional<Long> next = first > 1 ? Optional.of(first) : Optional.empty();
              return grid.recount(id, listener)
                  .thenApply(_ -> new Listing.Revisions(id.name(), views.reversed(), next));
            });
  }

  /**
   * One revision, with the steps that lead to it.
   *
   * @param against from where, 0 for nothing; if it is not said, from the one before
   */
  CompletionStage<RevisionDetail> one(RobotId id, long generation, Optional<Long> against) {
    long other = against.orElse(generation - 1);
    return find(id, generation, other)
        .thenApply(
            found -> {
              Revision revision = pick(id, found, generation);
              Optional<Revision> from =
                  against.isPresent() && other > 0
                      ? Optional.of(pick(id, found, other))
                      : Optional.ofNullable(found.get(other));
              return RevisionDetail.of(id, revision, from);
            });
  }

  CompletionStage<Revision> one(RobotId id, long generation) {
    return find(id, generation, 0).thenApply(found -> pick(id, found, generation));
  }

  private CompletionStage<SortedMap<Long, Revision>> find(RobotId id, long one, long other) {
    return newest(id)
        .thenCompose(
            newest -> {
              check(id, one, 1, newest);
              check(id, other, 0, newest);
              SortedMap<Long, Revision> found = new TreeMap<>();
              Listener listener =
                  new Listener(
                      Math.max(one, other),
                      (revision, _) -> {
                        if (revision.generation() == one || revision.generation() == other) {
                          found.put(revision.generation(), revision);
                        }
                      });
              return grid.recount(id, listener).thenApply(_ -> found);
            });
  }

  private static void check(RobotId id, long generation, long first, long newest) {
    if (generation < first || generation > newest) {
      throw new Refusal(
          Kind.UNKNOWN_REVISION,
          "robot '%s' has no generation %d: it has 1 to %d".formatted(id, generation, newest));
    }
  }

  private static Revision pick(RobotId id, SortedMap<Long, Revision> found, long generation) {
    return Optional.ofNullable(found.get(generation))
        .orElseThrow(
            () ->
                new Refusal(
                    Kind.UNKNOWN_REVISION,
                    "the journal does not tell generation %d of robot '%s'"
                        .formatted(generation, id)));
  }

  /** The newest generation of a robot that was ever told something, or a refusal. */
  private CompletionStage<Long> newest(RobotId id) {
    return census
        .robotOrIdle(id)
        .thenCompose(
            state ->
                state.generation() > 0
                    ? CompletableFuture.completedFuture(state)
                    : census.robot(id))
        .thenApply(Robot.State::generation);
  }

  /** Hears each revision with the one before it, up to the last that is wanted. */
  private static final class Listener implements Predicate<Robot.Event> {

    private final long last;
    private final BiConsumer<Revision, Optional<Revision>> hear;
    private Optional<Revision> previous = Optional.empty();

    Listener(long last, BiConsumer<Revision, Optional<Revision>> hear) {
      this.last = last;
      this.hear = hear;
    }

    @Override
    public boolean test(Robot.Event event) {
      Optional<Revision> revision = Revision.of(event);
      revision.ifPresent(told -> hear.accept(told, previous));
      previous = revision.or(() -> previous);
      return previous.map(Revision::generation).orElse(0L) < last;
    }
  }
}
