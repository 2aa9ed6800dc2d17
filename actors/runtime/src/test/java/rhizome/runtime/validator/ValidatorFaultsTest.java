package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Entry;
import rhizome.runtime.validator.ScriptedDisk.Fate;

/** Validators whose disks fail: before a write, and after it but before anybody is told. */
class ValidatorFaultsTest {

  private static final int[] UNEQUAL = {40, 30, 20, 10};
  private static final String BRISK = "rhizome.ledger.idle-interval = 30ms";

  /** What fails for good does so again later than a test waits for the first time. */
  private static final String ONCE =
      """

      rhizome.ledger { restart-min = 2s, restart-max = 4s }
      """;

  private static Fate any(RandomGenerator random) {
    synchronized (random) {
      return switch (random.nextInt(60)) {
        case 0 -> Fate.LOST;
        case 1 -> Fate.UNSURE;
        default -> Fate.WRITTEN;
      };
    }
  }

  @Test
  void whateverWriteFailsNobodySpeaksTwiceAndNothingForks() {
    Property.forAll(
        1,
        random -> {
          try (Fleet fleet = new Fleet(BRISK, UNEQUAL)) {
            AtomicInteger failed = new AtomicInteger();
            fleet.disk.script(
                _ -> {
                  Fate fate = any(random);
                  failed.addAndGet(fate == Fate.WRITTEN ? 0 : 1);
                  return fate;
                });
            fleet.startAll(4);
            List<Reader> readers = IntStream.range(0, 4).mapToObj(fleet::follow).toList();
            for (int i = 0; i < 40; i++) {
              Entry entry = fleet.hamlet.spend(i, 1);
              for (int to = 0; to < 4; to++) {
                fleet.submit(to, entry);
              }
              if (i % 4 == 0) {
                readers.getFirst().awaitMore(1);
              }
            }
            fleet.disk.script(_ -> Fate.WRITTEN);
            IntStream.range(40, 44).forEach(i -> fleet.insist(0, fleet.hamlet.spend(i, 1)));
            for (Reader reader : readers) {
              reader.awaitSpent(fleet.hamlet, 40, 44);
              reader.awaitMore(3);
              readers.forEach(reader::agreesWith);
              assertThat(reader.entries).doesNotHaveDuplicates();
            }
            assertThat(fleet.ear.contradictions()).isEmpty();
            assertThat(failed.get()).isPositive();
          }
        });
  }

  /** Each write of the first so many, one after the other. */
  @Test
  void aDeathAtAnyWriteIsSurvived() {
    for (Fate fate : List.of(Fate.LOST, Fate.UNSURE)) {
      try (Fleet fleet = new Fleet(BRISK, 60, 40)) {
        AtomicInteger writes = new AtomicInteger();
        fleet.disk.script(
            id ->
                id.equals(fleet.hamlet.id(1)) && writes.incrementAndGet() % 3 == 0
                    ? fate
                    : Fate.WRITTEN);
        fleet.startAll(2);
        Reader steady = fleet.follow(0);
        Reader shaken = fleet.follow(1);
        steady.awaitMore(6);
        shaken.await(() -> shaken.height >= steady.height);
        shaken.agreesWith(steady);
        assertThat(fleet.ear.contradictions()).isEmpty();
      }
    }
  }

  @Test
  void whoFollowsAndWhatWaitsIsKeptWhenTheJournalFails() {
    try (Fleet fleet = new Fleet("rhizome.ledger.idle-interval = 1h", 1).startAll(1)) {
      Reader reader = fleet.follow(0);
      reader.await(() -> reader.stands == 1);
      AtomicInteger writes = new AtomicInteger();
      fleet.disk.script(_ -> writes.getAndIncrement() < 2 ? Fate.LOST : Fate.WRITTEN);
      fleet.insist(0, fleet.hamlet.spend(0, 1));
      reader.awaitSpent(fleet.hamlet, 0, 1);
      assertThat(reader.stands).isGreaterThan(1);
      assertThat(reader.gone).isEmpty();
    }
  }

  @Test
  void aJumpWhoseSnapshotFailsIsTriedAgain() {
    try (Fleet fleet = new Fleet(BRISK + ONCE, UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(1);
      fleet.stop(3);
      long left = reader.height;
      reader.await(() -> reader.height > left + Hamlet.LIMITS.farBehind() + 25);
      fleet.disk.failSnapshots(true);
      LoggingTestKit.error("nothing may follow blocks that are not here")
          .expect(fleet.kit.system(), () -> fleet.start(3));
      fleet.disk.failSnapshots(false);
      Reader back = fleet.follow(3);
      back.await(() -> back.height > left + Hamlet.LIMITS.farBehind());
      back.awaitMore(5);
      reader.awaitMore(5);
      back.agreesWith(reader);
    }
  }

  @Test
  void aSnapshotThatFailsForgetsNothing() {
    try (Fleet fleet = new Fleet(BRISK, 1)) {
      String id = fleet.hamlet.id(0);
      fleet.disk.failSnapshots(true);
      LoggingTestKit.warn("no snapshot after").expect(fleet.kit.system(), () -> fleet.start(0));
      Reader reader = fleet.follow(0);
      reader.await(() -> reader.height > 60);
      assertThat(fleet.disk.events(id).firstKey()).as("nothing is forgotten").isEqualTo(1L);
      fleet.stop(0);
      fleet.start(0);
      Reader again = fleet.follow(0);
      again.await(() -> again.height >= reader.height);
      fleet.disk.failSnapshots(false);
      again.await(() -> fleet.disk.events(id).firstKey() > 1L);
    }
  }

  /** It halts rather than vote again at a height whose blocks its disk has lost. */
  @Test
  void aJournalThatLostBlocksIsNotGoneOnWith() {
    try (Fleet fleet = new Fleet(BRISK + ONCE, 1).startAll(1)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(3);
      fleet.stop(0);
      fleet.disk.loseBlock(fleet.hamlet.id(0));
      LoggingTestKit.error("a validator's journal failed")
          .expect(fleet.kit.system(), () -> fleet.start(0));
      assertThat(fleet.submit(0, fleet.hamlet.spend(0, 1)))
          .isEqualTo(new Submitted.Refused(ValidatorShell.RECOVERING, "its journal is being read"));
    }
  }
}
