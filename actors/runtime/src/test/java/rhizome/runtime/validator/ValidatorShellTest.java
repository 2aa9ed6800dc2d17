package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Message;
import rhizome.ledger.transaction.TransactionId;

/** Validators with real keys and real timers in one actor system. */
class ValidatorShellTest {

  private static final int[] UNEQUAL = {40, 30, 20, 10};

  private static List<Entry> spends(Fleet fleet, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> fleet.hamlet.spend(i, 1)).toList();
  }

  private static List<Reader> readers(Fleet fleet, int count) {
    return IntStream.range(0, count).mapToObj(fleet::follow).toList();
  }

  private static void agree(List<Reader> readers) {
    readers.forEach(one -> readers.forEach(one::agreesWith));
  }

  @Test
  void whatIsSubmittedToAnyIsFinalOnAllAndNothingElse() {
    try (Fleet fleet = new Fleet("", UNEQUAL).startAll(4)) {
      List<Reader> readers = readers(fleet, 4);
      List<Entry> entries = spends(fleet, 0, 1_000);
      for (int i = 0; i < entries.size(); i++) {
        fleet.insist(i % 4, entries.get(i));
      }
      readers.forEach(reader -> reader.awaitAll(entries));
      readers.forEach(reader -> reader.awaitMore(1));
      TransactionId[] ids = entries.stream().map(Entry::id).toArray(TransactionId[]::new);
      for (Reader reader : readers) {
        assertThat(reader.entries).containsExactlyInAnyOrder(ids);
        assertThat(reader.gone).isEmpty();
      }
      agree(readers);
      assertThat(fleet.status(2))
          .satisfies(
              it -> {
                assertThat(it.key()).isEqualTo(fleet.hamlet.key(2).publicKey());
                assertThat(it.chain()).isEqualTo(fleet.hamlet.chain());
                assertThat(it.power()).isEqualTo(20);
                assertThat(it.totalPower()).isEqualTo(100);
                assertThat(it.waiting()).isZero();
                assertThat(it.peers()).as("three others and an ear").isEqualTo(4);
                assertThat(it.turnsLeft().orElseThrow()).isBetween(1, 5_000);
              });
      assertThat(fleet.await(1, it -> it.heard() > 0).heard()).as("of its peers").isPositive();
      assertThat(fleet.ear.contradictions()).isEmpty();
    }
  }

  @Test
  void ofTwoThatSpendTheSameOneIsFinalAndTheOtherRefusedOrGone() {
    try (Fleet fleet = new Fleet("", UNEQUAL).startAll(4)) {
      List<Reader> readers = readers(fleet, 4);
      Entry first = fleet.hamlet.spend(0, 1);
      Entry second = fleet.hamlet.spend(0, 2);
      fleet.insist(0, first);
      Submitted other = fleet.submit(3, second);
      readers.forEach(
          reader ->
              reader.await(
                  () ->
                      reader.entries.contains(first.id()) || reader.entries.contains(second.id())));
      readers.forEach(reader -> reader.awaitMore(3));
      for (Reader reader : readers) {
        assertThat(reader.entries).hasSize(1);
        assertThat(reader.entries).isEqualTo(readers.getFirst().entries);
      }
      boolean refused = other instanceof Submitted.Refused;
      boolean gone =
          readers.stream().anyMatch(it -> it.gone.contains(first.id()))
              || readers.stream().anyMatch(it -> it.gone.contains(second.id()));
      assertThat(refused || gone).isTrue();
      assertThat(fleet.submit(1, first)).isInstanceOf(Submitted.Refused.class);
    }
  }

  @Test
  void aRefusalSaysWhy() {
    try (Fleet fleet = new Fleet("", 1).startAll(1)) {
      fleet.await(0, it -> it.height() > 0);
      Entry unsigned = Entry.open(fleet.hamlet.spend(0, 1).content());
      assertThat(fleet.submit(0, unsigned))
          .isInstanceOfSatisfying(
              Submitted.Refused.class,
              it -> {
                assertThat(it.why()).isEqualTo("NOT_VALID");
                assertThat(it.because()).isNotEmpty();
              });
      Entry twice = fleet.hamlet.spend(1, 1);
      // The second one is known to the pool, or to the ledger, as fast as the block is.
      fleet.insist(0, twice);
      assertThat(fleet.submit(0, twice)).isInstanceOf(Submitted.Refused.class);
    }
  }

  @Test
  void oneOfFourIsMissedByNobody() {
    try (Fleet fleet = new Fleet("", UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(2);
      fleet.stop(1);
      List<Entry> entries = spends(fleet, 0, 20);
      entries.forEach(it -> fleet.insist(2, it));
      reader.awaitAll(entries);
      fleet.start(1);
      Reader back = fleet.follow(1);
      back.await(() -> back.height >= reader.height);
      reader.awaitMore(3);
      back.awaitMore(3);
      back.agreesWith(reader);
      assertThat(fleet.ear.contradictions()).isEmpty();
    }
  }

  @Test
  void withoutTwoThirdsItHaltsAndGoesOnWhenOneReturns() {
    try (Fleet fleet = new Fleet("", UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(2);
      fleet.stop(1);
      fleet.stop(2);
      fleet.awaitRetellings(5);
      Status halted = fleet.status(0);
      fleet.awaitRetellings(20);
      assertThat(fleet.status(0).height()).isEqualTo(halted.height());
      assertThat(fleet.status(0).peers()).as("one other and an ear").isEqualTo(2);
      Entry entry = fleet.hamlet.spend(0, 1);
      fleet.insist(0, entry);
      fleet.start(2);
      reader.awaitAll(List.of(entry));
      reader.awaitMore(3);
      assertThat(fleet.ear.contradictions()).isEmpty();
    }
  }

  @Test
  void whoWasAwayTooLongComesBackByASnapshotAndKeepsWhatWaited() {
    try (Fleet fleet = new Fleet("rhizome.ledger.idle-interval = 20ms", UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(1);
      fleet.stop(3);
      long left = reader.height;
      reader.await(() -> reader.height > left + Hamlet.LIMITS.farBehind() + 25);
      fleet.start(3);
      Reader back = fleet.follow(3);
      back.await(() -> back.stands > 1);
      assertThat(back.height).isGreaterThan(left + 10);
      back.awaitMore(15);
      reader.awaitMore(15);
      back.agreesWith(reader);
      Entry entry = fleet.hamlet.spend(0, 1);
      fleet.insist(3, entry);
      reader.awaitAll(List.of(entry));
      fleet.stop(3);
      fleet.start(3);
      Reader again = fleet.follow(3);
      again.awaitMore(2);
      reader.awaitMore(2);
      again.agreesWith(reader);
    }
  }

  /** Its journal ends where the last snapshot is, and blocks before that are gone. */
  @Test
  void blocksAreKeptForAWhileAndReadBackOnTheHost() {
    try (Fleet fleet = new Fleet("rhizome.ledger.idle-interval = 5ms", 1)) {
      JournalBlocks blocks = fleet.disk.blocks(fleet.hamlet.id(0));
      fleet.kit.spawn(
          ValidatorShell.create(fleet.hamlet.parts(0, fleet.settings, blocks)), "validator");
      TestProbe<Object> patience = fleet.kit.createTestProbe();
      patience.awaitAssert(
          Duration.ofSeconds(60),
          () -> {
            assertThat(blocks.places()).isNotEmpty();
            assertThat(blocks.places().firstKey()).isGreaterThan(30);
            return true;
          });
      long oldest = blocks.places().firstKey();
      List<Sealed> some = blocks.from(oldest + 5, 4).toCompletableFuture().join();
      assertThat(some)
          .extracting(Sealed::height)
          .containsExactly(oldest + 5, oldest + 6, oldest + 7, oldest + 8);
      assertThat(blocks.from(1, 4).toCompletableFuture().join()).isEmpty();
      assertThat(fleet.disk.events(fleet.hamlet.id(0)).firstKey()).isGreaterThan(1L);
      assertThat(fleet.disk.snapshot(fleet.hamlet.id(0))).isPresent();
    }
  }

  @Test
  void anIdleChainMakesABlockAnIntervalInOneRoundEach() {
    String calm =
        """
        rhizome.ledger {
          idle-interval = 200ms
          timeouts { propose = 20s, prevote = 20s, precommit = 20s }
        }
        """;
    try (Fleet fleet = new Fleet(calm, UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(0);
      reader.awaitMore(2);
      int before = fleet.ear.broadcasts();
      reader.awaitMore(10);
      int perHeight = 1 + 2 * UNEQUAL.length;
      assertThat(fleet.ear.broadcasts() - before).isLessThanOrEqualTo(12 * perHeight);
    }
  }

  @Test
  void anEntryIsNotKeptWaitingByAnIdleChain() {
    String drowsy =
        """
        rhizome.ledger {
          idle-interval = 1h
          timeouts { propose = 20s, prevote = 20s, precommit = 20s, max = 60s }
        }
        """;
    try (Fleet fleet = new Fleet(drowsy, UNEQUAL).startAll(4)) {
      Reader reader = fleet.follow(1);
      for (int i = 0; i < 3; i++) {
        Entry entry = fleet.hamlet.spend(i, 1);
        fleet.insist(i, entry);
        reader.awaitAll(List.of(entry));
      }
      assertThat(reader.height).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void aPeerThatIsNewHearsWhatWaits() {
    String stopped = "rhizome.ledger.idle-interval = 1h";
    // The first two have less than two thirds, so what waits here waits until the third is there.
    try (Fleet fleet = new Fleet(stopped, 40, 20, 40)) {
      fleet.start(0);
      List<Entry> entries = spends(fleet, 0, 30);
      entries.forEach(it -> fleet.insist(0, it));
      fleet.start(1);
      fleet.await(1, it -> it.waiting() == 30);
      fleet.start(2);
      Reader reader = fleet.follow(2);
      reader.awaitAll(entries);
    }
  }

  @Test
  void aFloodOfPeersIsCountedAndDroppedWhileItWritesAndItGoesOn() {
    // It says so with each retelling, and this is about one time.
    String small = "rhizome.ledger { waiting-max = 50, retelling-interval = 2s }";
    try (Fleet fleet = new Fleet(small, 1)) {
      fleet.start(0);
      Reader reader = fleet.follow(0);
      reader.awaitMore(1);
      TestProbe<Request> peer = fleet.kit.createTestProbe();
      Voter nobody = Voter.of(fleet.hamlet.chain(), fleet.hamlet.key(0));
      Vote vote = Vote.cast(nobody, Vote.Kind.PREVOTE, 1, 0, Optional.empty());
      Request flood =
          new Request.Hear(peer.getRef(), new Message.Said(vote, Optional.empty(), List.of()));
      LoggingTestKit.warn("messages of peers found no room")
          .expect(
              fleet.kit.system(),
              () -> {
                ScriptedDisk.Hold hold = fleet.disk.hold(fleet.hamlet.id(0));
                hold.awaitBegun();
                IntStream.range(0, 20_000).forEach(_ -> fleet.ref(0).tell(flood));
                assertThat(fleet.status(0).key()).isEqualTo(fleet.hamlet.key(0).publicKey());
                hold.letGo();
                return true;
              });
      reader.awaitMore(3);
    }
  }

  @Test
  void oneWhoOnlyFollowsHasNoPowerAndPassesOnWhatComesIn() {
    try (Fleet fleet = new Fleet("", 60, 40, 0).startAll(3)) {
      List<Reader> readers = readers(fleet, 3);
      List<Entry> entries = new ArrayList<>(spends(fleet, 0, 10));
      entries.forEach(it -> fleet.insist(2, it));
      readers.forEach(reader -> reader.awaitAll(entries));
      assertThat(fleet.status(2).power()).isZero();
      agree(readers);
    }
  }
}
