package rhizome.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.hash.Hash;

/** From any header to a later one over a chain whose validators change, with real signatures. */
class WayTest {

  private static final int BLOCKS = 64;
  private static final Trust.Terms TERMS = new Trust.Terms(1_000, 1_001, 10, Signatures.ED25519);

  private static Way along(List<Link> chain, long oldest) {
    Way way = Way.NONE;
    for (Link link : chain) {
      way = way.with(link, oldest);
    }
    return way;
  }

  private static List<Long> heights(List<Link> links) {
    return links.stream().map(it -> it.header().height()).toList();
  }

  @Test
  void onlyHeadersAfterWhichOthersVoteAreKeptEachOnce() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    Way way = along(chain, 0);
    assertThat(heights(way.links())).containsExactly(8L, 16L, 24L, 32L, 40L, 48L, 56L, 64L);
    assertThat(way.with(chain.getLast(), 0)).isSameAs(way);
    assertThat(along(Links.chain(BLOCKS, BLOCKS + 1), 0)).isEqualTo(Way.NONE);
  }

  @Test
  void whatIsTooOldIsForgotten() {
    assertThat(heights(along(Links.chain(BLOCKS, 8), 40).links()))
        .containsExactly(40L, 48L, 56L, 64L);
    Way way = along(Links.chain(BLOCKS, 8), 0);
    assertThat(heights(way.with(Links.chain(BLOCKS + 1, 8).getLast(), 41).links()))
        .containsExactly(48L, 56L, 64L);
  }

  /** Two of four seats are enough, one is not. */
  @Test
  void noMoreAreShownThanAreNeeded() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    Way way = along(chain.subList(0, BLOCKS - 1), 0);
    assertThat(way.between(0, Links.seats(0), chain.getLast()).map(WayTest::heights))
        .hasValue(List.of(24L, 48L));
    assertThat(way.between(0, Links.seats(0), chain.get(20))).hasValue(List.of());
  }

  @Test
  void whereHeadersAreMissingNoWayIsShown() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    assertThat(along(chain, 33).between(0, Links.seats(0), chain.getLast())).isEmpty();
    assertThat(Way.NONE.between(0, Links.seats(0), chain.getLast())).isEmpty();
  }

  @Test
  void noMoreAreShownThanOneMessageTakes() {
    int far = 3 * (Way.SHOWN_MAX + 2);
    List<Link> chain = Links.chain(far, 1);
    Way way = along(chain, 0);
    assertThat(way.between(0, Links.seats(0), chain.getLast())).isEmpty();
    assertThat(way.between(10, Links.seats(10), chain.getLast()).map(List::size))
        .hasValueSatisfying(size -> assertThat(size).isLessThanOrEqualTo(Way.SHOWN_MAX));
  }

  @Test
  void whoIsShownTheWayBelievesEachStepOfIt() {
    Property.forAll(20, WayTest::isBelieved);
  }

  private static void isBelieved(RandomGenerator random) {
    int blocks = 2 + random.nextInt(30);
    List<Link> chain = Links.chain(blocks, 1 + random.nextInt(4));
    int known = random.nextInt(blocks - 1);
    Link goal = chain.get(known + 1 + random.nextInt(blocks - known - 1));
    Trust at = known == 0 ? Links.beginning() : Trust.of(chain.get(known - 1));
    for (Link each : along(chain, 0).between(known, at.next(), goal).orElseThrow()) {
      assertThat(at.doubt(each, TERMS)).isEmpty();
      at = Trust.of(each);
    }
    assertThat(at.doubt(goal, TERMS)).isEmpty();
  }

  /** Who has the names of a set, and not its signatures, leads nobody astray. */
  @Test
  void aWayOfStrangersIsNotTaken() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    var strangers = Links.set(20, 21, 22, 23);
    Link forged =
        Links.link(
            Links.header(BLOCKS, BLOCKS, strangers, strangers, Hash.ZERO), strangers, strangers);
    assertThat(along(chain, 0).between(0, Links.seats(0), forged)).isEmpty();
  }
}
