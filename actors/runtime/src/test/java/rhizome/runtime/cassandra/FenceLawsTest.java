package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

/**
 * The protocol of the fence, with the real rules and a table in memory, under any order of its
 * steps: writers are paused anywhere, and rows land whenever they like or never.
 */
class FenceLawsTest {

  private static final int CASES = 3000;
  private static final int STEPS = 120;

  @Test
  void whatWasAcknowledgedIsReplayedByEveryLaterWriterInItsPlace() {
    Property.forAll(CASES, random -> new World(random, true, true).run());
  }

  @Test
  void withoutALookBeforeTheAcknowledgementEventsAreLost() {
    assertThat(losses(false, true)).isPositive();
  }

  @Test
  void withoutASealBeforeTheFirstWriteEventsAreLost() {
    assertThat(losses(true, false)).isPositive();
  }

  private static int losses(boolean verifies, boolean seals) {
    int losses = 0;
    for (int seed = 0; seed < CASES; seed++) {
      try {
        new World(new Random(seed), verifies, seals).run();
      } catch (AssertionError lost) {
        losses++;
      }
    }
    return losses;
  }

  private record Row(long number, long epoch, String value) {}

  /** An acknowledged event and all that was before it, as its writer saw it. */
  private record Acknowledged(long epoch, List<String> story) {}

  private enum Step {
    LOAD,
    CLAIM,
    READ_NEWEST,
    REPLAY,
    VERIFY_REPLAY,
    SEAL,
    WRITE,
    VERIFY,
    GONE
  }

  private static final class World {
    final RandomGenerator random;
    final boolean verifies;
    final boolean seals;
    final List<Row> table = new ArrayList<>();
    final List<List<Row>> inFlight = new ArrayList<>();
    final List<List<String>> snapshots = new ArrayList<>();
    final List<Acknowledged> promises = new ArrayList<>();
    final List<Writer> writers = new ArrayList<>();
    Claim claim = Claim.NONE;
    int values;

    World(RandomGenerator random, boolean verifies, boolean seals) {
      this.random = random;
      this.verifies = verifies;
      this.seals = seals;
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        if (writers.isEmpty() || random.nextInt(12) == 0) {
          writers.add(new Writer(this));
        } else if (!inFlight.isEmpty() && random.nextInt(4) == 0) {
          land(inFlight.remove(random.nextInt(inFlight.size())));
        } else {
          writers.get(random.nextInt(writers.size())).step();
        }
      }
    }

    /** In the order in which the table keeps them; what has one number comes in any order. */
    void land(List<Row> rows) {
      for (Row row : rows) {
        table.add(random.nextInt(table.size() + 1), row);
      }
      table.sort(Comparator.comparingLong(Row::number));
    }

    List<String> replay(Claim known, List<String> snapshot, long to) {
      Succession<Row> succession = new Succession<>("it", known, to);
      List<String> story = new ArrayList<>(snapshot);
      for (Row row : table) {
        if (row.number > snapshot.size()) {
          succession.next(row.number, row.epoch + ":w", row).ifPresent(r -> story.add(r.value));
        }
      }
      succession.last().ifPresent(row -> story.add(row.value));
      return story;
    }

    long newest(Claim known, long from) {
      return table.reversed().stream()
          .filter(row -> row.number > from && known.counts(row.number, row.epoch))
          .mapToLong(Row::number)
          .findFirst()
          .orElse(from);
    }
  }

  private static final class Writer {
    final World world;
    Step next = Step.LOAD;
    Claim claim = Claim.NONE;
    long newest;
    List<String> story = List.of();
    List<Row> written = List.of();

    Writer(World world) {
      this.world = world;
    }

    void step() {
      next =
          switch (next) {
            case LOAD -> {
              story =
                  world.snapshots.stream()
                      .max(Comparator.comparingInt(List::size))
                      .orElse(List.of());
              yield Step.CLAIM;
            }
            case CLAIM -> claim();
            case READ_NEWEST -> {
              newest = world.newest(claim, story.size());
              yield Step.REPLAY;
            }
            case REPLAY -> {
              story = world.replay(claim, story, newest);
              yield Step.VERIFY_REPLAY;
            }
            case VERIFY_REPLAY -> verifyReplay();
            case SEAL -> seal();
            case WRITE -> write();
            case VERIFY -> verify();
            case GONE -> Step.GONE;
          };
    }

    private Step claim() {
      world.claim = world.claim.next();
      claim = world.claim;
      return Step.READ_NEWEST;
    }

    private Step verifyReplay() {
      if (world.verifies && world.claim.epoch() != claim.epoch()) {
        return Step.GONE;
      }
      assertThat(story).as("one event for each number").hasSize((int) newest);
      for (Acknowledged promise : world.promises) {
        int length = promise.story.size();
        assertThat(story.size() >= length && story.subList(0, length).equals(promise.story))
            .as("acknowledged %s and replayed %s", promise.story, story)
            .isTrue();
      }
      snapshot();
      return world.seals && !claim.isSealed() ? Step.SEAL : Step.WRITE;
    }

    /** By whoever has recovered or written, stale or not. */
    private void snapshot() {
      if (world.random.nextInt(4) == 0) {
        world.snapshots.add(List.copyOf(story));
      }
    }

    private Step seal() {
      if (world.claim.epoch() != claim.epoch()) {
        return Step.GONE;
      }
      world.claim = world.claim.sealedAt(newest);
      claim = world.claim;
      return Step.WRITE;
    }

    /** A writer that hears nothing of its write is gone; the row may still land. */
    private Step write() {
      List<Row> rows = new ArrayList<>();
      for (int i = world.random.nextInt(3); i >= 0; i--) {
        rows.add(new Row(newest + rows.size() + 1, claim.epoch(), "e" + ++world.values));
      }
      if (world.random.nextInt(3) == 0) {
        world.inFlight.add(rows);
        return Step.GONE;
      }
      world.land(rows);
      written = rows;
      return Step.VERIFY;
    }

    private Step verify() {
      if (world.verifies && world.claim.epoch() != claim.epoch()) {
        return Step.GONE;
      }
      newest += written.size();
      written.forEach(row -> story.add(row.value));
      world.promises.add(new Acknowledged(claim.epoch(), List.copyOf(story)));
      snapshot();
      return Step.WRITE;
    }
  }
}
