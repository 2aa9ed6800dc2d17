package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.grid.zone.Patience;
import rhizome.grid.zone.Quorum;
import rhizome.grid.zone.Sign;
import rhizome.kernel.NodeId;

class WardenTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration UNKNOWN = Duration.ofDays(1);
  private static final NodeId NODE = new NodeId("n1");
  private static final Quorum US = Quorum.of(List.of("a", "b"));

  private final AtomicReference<Duration> clock = new AtomicReference<>(Duration.ofHours(5));
  private final ActorRef<Warden.Message> warden = KIT.spawn(Warden.create("a", LEASE, clock::get));
  private final TestProbe<Warden.Noted> notes = KIT.createTestProbe();
  private final TestProbe<Warden.Silence> silences = KIT.createTestProbe();

  @BeforeEach
  void vote() {
    warden.tell(new Warden.Vote(US));
    silence(); // its answer shows that the vote was heard before the clock goes on
  }

  @AfterEach
  void stop() {
    KIT.stop(warden);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void manySignsAreNotedByOneAnswer() {
    warden.tell(signs(US.view(), new Sign(NODE, "x", 1), new Sign(new NodeId("n2"), "y", 9)));
    assertThat(notes.receiveMessage()).isEqualTo(new Warden.Noted("a", US.view(), 7, List.of()));
  }

  @Test
  void whoCountsOtherVotersGetsNoAnswer() {
    long other = Quorum.of(List.of("a", "b", "c")).view();
    warden.tell(signs(other, new Sign(NODE, "x", 1)));
    warden.tell(new Warden.AskSilence(List.of(NODE), other, 1, silences.getRef()));
    warden.tell(signs(US.view(), new Sign(NODE, "x", 1)));
    assertThat(notes.receiveMessage().batch()).isEqualTo(7);
    notes.expectNoMessage(Duration.ZERO);
    silences.expectNoMessage(Duration.ZERO);
  }

  @Test
  void silenceGrowsWithItsOwnClockWhileItIsAwake() {
    warden.tell(signs(US.view(), new Sign(NODE, "x", 1)));
    notes.receiveMessage();
    passAwake(Duration.ofMillis(2_500));
    assertThat(silence()).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void whoWasStoppedTakesNobodyForSilent() {
    warden.tell(signs(US.view(), new Sign(NODE, "x", 1)));
    notes.receiveMessage();
    clock.updateAndGet(now -> now.plus(Duration.ofSeconds(30)));
    assertThat(silence()).isZero();
  }

  @Test
  void whoHasJustBegunSaysNothingOfThoseItNeverHeard() {
    passAwake(LEASE.multipliedBy(Patience.UNHEARD_LEASES).minusMillis(100));
    assertThat(silence()).isEqualTo(UNKNOWN);
    passAwake(Duration.ofMillis(100));
    assertThat(silence()).isEqualTo(LEASE.multipliedBy(Patience.UNHEARD_LEASES));
  }

  @Test
  void whenOthersVoteEverybodyCountsAsHeard() {
    warden.tell(signs(US.view(), new Sign(NODE, "x", 1)));
    notes.receiveMessage();
    passAwake(Duration.ofSeconds(3));
    assertThat(silence()).isEqualTo(Duration.ofSeconds(3));
    warden.tell(new Warden.Vote(US));
    assertThat(silence()).as("the same voters").isEqualTo(Duration.ofSeconds(3));
    warden.tell(new Warden.Vote(Quorum.of(List.of("a"))));
    warden.tell(new Warden.Vote(US));
    assertThat(silence()).isZero();
  }

  @Test
  void anOlderBootIsNamedInTheAnswer() {
    warden.tell(signs(US.view(), new Sign(NODE, "old", 5)));
    warden.tell(signs(US.view(), new Sign(NODE, "young", 1)));
    warden.tell(signs(US.view(), new Sign(NODE, "old", 6)));
    assertThat(notes.receiveMessage().refused()).isEmpty();
    assertThat(notes.receiveMessage().refused()).isEmpty();
    assertThat(notes.receiveMessage().refused()).containsExactly(NODE);
  }

  private Duration silence() {
    warden.tell(new Warden.AskSilence(List.of(NODE), US.view(), 1, silences.getRef()));
    return silences.receiveMessage().silences().getOrDefault(NODE, UNKNOWN);
  }

  private void passAwake(Duration time) {
    Duration step = Duration.ofMillis(100);
    for (Duration left = time; left.isPositive(); left = left.minus(step)) {
      clock.updateAndGet(now -> now.plus(step));
      TIME.timePasses(step);
      silence();
    }
  }

  private Warden.Signs signs(long view, Sign... signs) {
    return new Warden.Signs(List.of(signs), view, 7, notes.getRef());
  }
}
