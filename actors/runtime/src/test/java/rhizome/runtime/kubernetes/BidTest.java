package rhizome.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.kernel.Seed;
import rhizome.runtime.kubernetes.Bid.Aim;
import rhizome.runtime.kubernetes.Reading.Entry;

class BidTest {

  private static final List<Aim> AIMS = List.of(Aim.values());
  private static final Duration TERM = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "TAKE, me, 10, renewed", "KEEP, me, 10, renewed", "LEAVE, me, 10, vacated",
    "TAKE, me, 31, renewed", "KEEP, me, 31, renewed", "LEAVE, me, 31, vacated",
    "TAKE, you, 10, denied", "KEEP, you, 10, denied", "LEAVE, you, 10, settled",
    "TAKE, you, 30, denied", "KEEP, you, 30, denied", "LEAVE, you, 30, settled",
    "TAKE, you, 31, passed", "KEEP, you, 31, denied", "LEAVE, you, 31, settled",
    "TAKE, '', 1, passed", "KEEP, '', 1, denied", "LEAVE, '', 1, settled",
  })
  void whatIsWrittenFollowsFromWhoHoldsItAndForHowLong(
      Aim aim, String holder, long seconds, String expected) {
    Instant now = START.plusSeconds(seconds);
    Terms before = new Terms(holder, TERM, START, START, 4);
    Bid bid = Bid.of(aim, new Reading(Optional.of(new Entry("v7", before)), now), "me", TERM);
    assertThat(bid)
        .isEqualTo(
            switch (expected) {
              case "renewed" -> new Bid.Amend("v7", new Terms("me", TERM, START, now, 4));
              case "passed" -> new Bid.Amend("v7", new Terms("me", TERM, now, now, 5));
              case "vacated" -> new Bid.Amend("v7", new Terms("", TERM, START, now, 4));
              case "denied" -> new Bid.Denied(holder);
              default -> new Bid.Settled();
            });
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseThatWasNeverMadeIsMadeByWhoTakesIt(Aim aim) {
    Bid bid = Bid.of(aim, new Reading(Optional.empty(), START), "me", TERM);
    assertThat(bid)
        .isEqualTo(
            switch (aim) {
              case TAKE -> new Bid.Create(new Terms("me", TERM, START, START, 0));
              case KEEP -> new Bid.Denied("");
              case LEAVE -> new Bid.Settled();
            });
  }

  /** Three who read and write in any order, with time passing between; versions are the judge. */
  @Test
  void itGoesToAnotherOnlyWhenItWasLeftOrItsTermIsOver() {
    Seed seed = new Seed(Long.getLong("property.seed", System.nanoTime()));
    System.err.println("BidTest: -Dproperty.seed=" + seed.value());
    List<Optional<Reading>> read =
        new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.empty()));
    Optional<Entry> kept = Optional.empty();
    Instant now = START;
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      int who = seed.below(3, 4L * i);
      now = now.plusSeconds(seed.below(20, 4L * i + 1) == 0 ? 31 : seed.below(3, 4L * i + 2));
      if (read.get(who).isEmpty()) {
        read.set(who, Optional.of(new Reading(kept, now)));
        continue;
      }
      Aim aim = AIMS.get(seed.below(AIMS.size(), 4L * i + 3));
      Reading reading = read.get(who).get();
      Optional<Entry> next = write(Bid.of(aim, reading, "m" + who, TERM), kept, i);
      if (next.isPresent() && kept.isPresent()) {
        Terms before = kept.get().terms();
        if (!next.get().terms().holder().equals(before.holder())) {
          assertThat(before.isFree(reading.now()) || before.holder().equals("m" + who))
              .as("%s after %s, %s", next, kept, seed)
              .isTrue();
          passed++;
        }
      }
      kept = next.isPresent() ? next : kept;
      read.set(who, Optional.empty());
    }
    assertThat(passed).isGreaterThan(100);
  }

  /** As the API does: nothing if the version is another one by now. */
  private static Optional<Entry> write(Bid bid, Optional<Entry> kept, int number) {
    return switch (bid) {
      case Bid.Create(var terms) when kept.isEmpty() -> Optional.of(new Entry("v" + number, terms));
      case Bid.Amend(var version, var terms)
          when kept.filter(one -> one.version().equals(version)).isPresent() ->
          Optional.of(new Entry("v" + number, terms));
      case Bid.Create _, Bid.Amend _, Bid.Denied _, Bid.Settled _ -> Optional.empty();
    };
  }
}
