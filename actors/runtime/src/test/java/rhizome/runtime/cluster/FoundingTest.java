package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.kernel.Seed;

class FoundingTest {

  private static final HostPort A = new HostPort("a", 1);
  private static final HostPort B = new HostPort("b", 1);
  private static final HostPort C = new HostPort("c", 1);
  private static final List<HostPort> ALL = List.of(A, B, C);
  private static final Instant START = Instant.EPOCH;
  private static final Instant HEARD = START.plus(Founding.LISTEN);

  @Test
  void nobodyIsPromisedAnythingBeforeOthersCouldBeHeard() {
    Founding b = new Founding(B, ALL, START);
    assertThat(b.follows(START)).isEmpty();
    assertThat(b.follows(HEARD.minusMillis(1))).isEmpty();
    assertThat(b.follows(HEARD)).contains(B);
  }

  @Test
  void theLowestThatIsHeardIsFollowed() {
    Founding c = new Founding(C, ALL, START);
    c.hear(B, START);
    c.hear(A, START);
    assertThat(c.follows(HEARD)).contains(A);
  }

  @Test
  void whoIsNoVoterIsNeverFollowed() {
    Founding c = new Founding(C, ALL, START);
    c.hear(new HostPort("0", 1), HEARD);
    assertThat(c.follows(HEARD)).contains(C);
  }

  @Test
  void aPromiseIsKeptAlthoughALowerOneComes() {
    Founding c = new Founding(C, ALL, START);
    c.hear(B, HEARD);
    assertThat(c.follows(HEARD)).contains(B);
    c.hear(A, HEARD);
    assertThat(c.follows(HEARD.plus(Founding.PROMISE).minusMillis(1))).contains(B);
    Instant over = HEARD.plus(Founding.PROMISE);
    c.hear(A, over);
    assertThat(c.follows(over)).contains(A);
  }

  @Test
  void aCandidateThatFellSilentIsNotPromisedAgain() {
    Founding b = new Founding(B, ALL, START);
    b.hear(A, HEARD);
    assertThat(b.follows(HEARD)).contains(A);
    assertThat(b.follows(HEARD.plus(Founding.PROMISE))).contains(B);
  }

  @Test
  void aMajorityOfVotersFoundsAndAMinorityDoesNot() {
    Founding a = new Founding(A, ALL, START);
    assertThat(a.mayFound(List.of(B), HEARD)).isTrue();
    assertThat(a.mayFound(List.of(), HEARD)).isFalse();
    assertThat(a.mayFound(List.of(new HostPort("x", 1)), HEARD)).as("no voter").isFalse();
    assertThat(a.mayFound(List.of(A, A), HEARD)).as("itself, twice").isFalse();
  }

  @Test
  void whoFollowsAnotherDoesNotFoundWhoeverFollowsIt() {
    Founding b = new Founding(B, ALL, START);
    b.hear(A, HEARD);
    assertThat(b.follows(HEARD)).contains(A);
    assertThat(b.mayFound(List.of(C, A), HEARD)).isFalse();
  }

  @Test
  void aListOfOneFoundsAlone() {
    Founding a = new Founding(A, List.of(A), START);
    assertThat(a.mayFound(List.of(), START)).as("even it listens first").isFalse();
    assertThat(a.mayFound(List.of(), HEARD)).isTrue();
  }

  @Test
  void whoIsNotOnTheListNeverFounds() {
    Founding outsider = new Founding(new HostPort("z", 1), ALL, START);
    outsider.hear(A, HEARD);
    assertThat(outsider.follows(HEARD)).contains(A);
    assertThat(outsider.mayFound(ALL, HEARD)).isFalse();
    assertThat(new Founding(new HostPort("z", 1), List.of(), START).follows(HEARD)).isEmpty();
  }

  /** Whatever is lost between them, and whoever starts when. */
  @Test
  void twoNeverFoundWithinTheTimeOfAPromise() {
    Property.forAll(300, FoundingTest::oneFounds);
  }

  private static void oneFounds(RandomGenerator chance) {
    Seed seed = new Seed(chance.nextLong());
    int size = 1 + Math.floorMod(seed.bits(0), 5);
    List<HostPort> voters =
        IntStream.range(0, size).mapToObj(i -> new HostPort("h" + i, 1)).toList();
    Map<HostPort, Founding> members = new TreeMap<>();
    for (HostPort voter : voters) {
      long delay = Math.floorMod(seed.fork("start" + voter).bits(0), 3_000);
      members.put(voter, new Founding(voter, voters, START.plusMillis(delay)));
    }
    List<HostPort> founders = new ArrayList<>();
    int rounds = (int) Founding.PROMISE.dividedBy(Duration.ofMillis(500)) - 2;
    for (int round = 0; round < rounds; round++) {
      Instant now = START.plusMillis(1_000 + 500L * round);
      for (Map.Entry<HostPort, Founding> member : members.entrySet()) {
        Seed luck = seed.fork("round" + round + member.getKey());
        if (member.getValue().mayFound(followers(member.getKey(), members, luck, now), now)) {
          founders.add(member.getKey());
        }
      }
    }
    assertThat(founders.stream().distinct().toList()).as("%s", seed).hasSizeLessThan(2);
  }

  private static List<HostPort> followers(
      HostPort knocker, Map<HostPort, Founding> members, Seed luck, Instant now) {
    List<HostPort> followers = new ArrayList<>();
    for (Map.Entry<HostPort, Founding> other : members.entrySet()) {
      boolean lost = luck.fork(other.getKey().toString()).bits(0) % 2 == 0;
      if (!lost && !other.getKey().equals(knocker)) {
        other.getValue().hear(knocker, now);
        Optional<HostPort> follows = other.getValue().follows(now);
        follows.filter(knocker::equals).ifPresent(_ -> followers.add(other.getKey()));
      }
    }
    return followers;
  }
}
