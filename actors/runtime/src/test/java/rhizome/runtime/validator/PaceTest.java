package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.replica.Output;
import rhizome.runtime.validator.Pace.Deed;

class PaceTest {

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final long LAST = 1_000_000_000;
  private static final Instant BEGIN = Instant.ofEpochSecond(77);

  private static final LedgerSettings.Timeouts TIMEOUTS =
      new LedgerSettings.Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(5));

  private static final Output.ScheduleTimeout PROPOSE = propose(0);
  private static final Output.AskEntries ASK = new Output.AskEntries(7, 0, 1_000);

  private final Pace pace = new Pace(TIMEOUTS, IDLE, 10_000);

  private static Output.ScheduleTimeout propose(int round) {
    return new Output.ScheduleTimeout(Timer.PROPOSE, 7, round);
  }

  /** So many seconds after the height began, which was when the last block says. */
  private static Pace.Sight sight(double seconds, boolean stirred) {
    long millis = (long) (seconds * 1_000);
    return new Pace.Sight(7, stirred, LAST, LAST + millis, BEGIN.plusMillis(millis));
  }

  private void begin() {
    assertThat(pace.take(PROPOSE)).isEmpty();
    assertThat(pace.take(ASK)).isEmpty();
  }

  private static List<Deed> both() {
    return List.of(new Deed.Time(PROPOSE, Duration.ofSeconds(2)), new Deed.Offer(ASK));
  }

  @Test
  void anIdleHeightBeginsWhenTheIntervalIsOver() {
    begin();
    assertThat(pace.look(sight(0, false))).containsExactly(new Deed.Look(IDLE));
    assertThat(pace.look(sight(4, false))).as("it is looked then already").isEmpty();
    assertThat(pace.look(sight(10, false))).isEqualTo(both());
    assertThat(pace.look(sight(11, true))).isEmpty();
  }

  @Test
  void itBeginsAtOnceWhenThereIsAReason() {
    begin();
    pace.look(sight(0, false));
    assertThat(pace.look(sight(3, true))).isEqualTo(both());
  }

  @Test
  void whatIsAskedAfterItBeganIsNotHeld() {
    assertThat(pace.take(PROPOSE)).isEmpty();
    assertThat(pace.look(sight(0, true))).hasSize(1);
    assertThat(pace.take(ASK)).contains(new Deed.Offer(ASK));
  }

  @Test
  void laterRoundsAreNotHeldAndGrow() {
    assertThat(pace.take(propose(1))).contains(new Deed.Time(propose(1), Duration.ofMillis(2_500)));
    assertThat(pace.take(propose(100)))
        .contains(new Deed.Time(propose(100), Duration.ofSeconds(5)));
    var votes = new Output.ScheduleTimeout(Timer.PREVOTE, 7, 0);
    assertThat(pace.take(votes)).contains(new Deed.Time(votes, Duration.ofSeconds(1)));
    var later = new Output.AskEntries(7, 1, 1_000);
    assertThat(pace.take(later)).contains(new Deed.Offer(later));
  }

  /** Half of what blocks may be ahead is left to those whose clocks are behind. */
  @Test
  void whoIsAheadOfTheClockWaitsForItWhateverTheReason() {
    begin();
    assertThat(pace.look(sight(-6, true))).containsExactly(new Deed.Look(Duration.ofMillis(1_001)));
    assertThat(pace.look(sight(-4, true))).isEqualTo(both());
  }

  @Test
  void oneThatWasLookedAtTooEarlyIsLookedAtAgain() {
    begin();
    pace.look(sight(0, false));
    pace.looked();
    assertThat(pace.look(sight(9.999, false))).containsExactly(new Deed.Look(Duration.ofMillis(1)));
  }

  @Test
  void whatWasHeldOfAnotherHeightIsOver() {
    begin();
    pace.look(sight(0, false));
    var next = new Pace.Sight(8, true, LAST, LAST * 1_000, BEGIN);
    assertThat(pace.look(next)).isEmpty();
  }

  /** The machine's clock may be set while a height is idle. */
  @Test
  void aClockThatIsSetDoesNotMoveTheInterval() {
    begin();
    pace.look(sight(0, false));
    var set = new Pace.Sight(7, false, LAST, LAST * 1_000 + 100_000_000, BEGIN.plusMillis(5));
    assertThat(pace.look(set)).noneMatch(it -> !(it instanceof Deed.Look));
  }

  /** Whatever is seen in between, what was held goes out once, and not later than it should. */
  @Test
  void nothingIsHeldForEverAndNothingGoesOutTwice() {
    Property.forAll(
        random -> {
          Pace some = new Pace(TIMEOUTS, IDLE, 10_000);
          some.take(PROPOSE);
          some.take(ASK);
          int out = 0;
          double at = 0;
          while (at < 30) {
            boolean stirred = random.nextInt(20) == 0;
            if (random.nextBoolean()) {
              some.looked();
            }
            for (Deed deed : some.look(sight(at, stirred))) {
              out += deed instanceof Deed.Look ? 0 : 1;
            }
            assertThat(out).as("at %s", at).isIn(0, 2);
            assertThat(at < 10 || out == 2).isTrue();
            at += random.nextDouble() * 3;
          }
        });
  }
}
