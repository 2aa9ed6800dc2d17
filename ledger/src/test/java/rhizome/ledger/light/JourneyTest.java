package rhizome.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;

/** From one header to another over a chain whose validators change, with real signatures. */
class JourneyTest {

  private static final int BLOCKS = 64;
  private static final int SEATS = 4;
  private static final int VALIDATORS = 20;
  private static final Trust.Terms TERMS = new Trust.Terms(1_000, 1_001, 10, Signatures.ED25519);

  /** How it ended, and what it had asked for. */
  private record Told(Journey.Stage stage, List<Long> asked) {}

  /** One seat of the set changes after every so many blocks; height 0 is the beginning. */
  private static List<Link> chain(int blocks, int each) {
    List<Link> links = new ArrayList<>();
    Hash previous = Hash.ZERO;
    for (int height = 1; height <= blocks; height++) {
      ValidatorSet now = set((height - 1) / each);
      ValidatorSet next = set(height / each);
      Header header = Links.header(height, height, now, next, previous);
      links.add(Links.link(header, now, next));
      previous = header.id();
    }
    return links;
  }

  private static ValidatorSet set(int first) {
    return Links.set(IntStream.range(first, first + SEATS).map(i -> i % VALIDATORS).toArray());
  }

  private static Trust beginning() {
    return new Trust(Links.CHAIN, 0, 0, Hash.ZERO, set(0));
  }

  private static Told travel(List<Link> told, Link goal, int asksMax) {
    List<Long> asked = new ArrayList<>();
    Journey.Stage stage = Journey.begin(beginning(), goal, asksMax, TERMS);
    while (stage instanceof Journey.Stage.Needs(var journey, var height)) {
      asked.add(height);
      stage = journey.with(told.get((int) height - 1), TERMS);
    }
    return new Told(stage, asked);
  }

  @Test
  void wholeSetsAreSkippedAsLongAsNobodyNewHasTwoThirds() {
    List<Link> chain = chain(BLOCKS, BLOCKS);
    Told told = travel(chain, chain.getLast(), 0);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Arrived(Trust.of(chain.getLast())));
  }

  @Test
  void headersBetweenAreAskedForWhereTheSetChangesAndNoOthers() {
    List<Link> chain = chain(BLOCKS, 8);
    Told told = travel(chain, chain.getLast(), BLOCKS);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Arrived(Trust.of(chain.getLast())));
    assertThat(told.asked()).containsExactly(32L, 16L, 48L);
  }

  @Test
  void everyChainLeadsToItsEndWhateverChangesWhen() {
    Property.forAll(20, JourneyTest::leadsToItsEnd);
  }

  private static void leadsToItsEnd(RandomGenerator random) {
    int blocks = 2 + random.nextInt(30);
    List<Link> chain = chain(blocks, 1 + random.nextInt(4));
    Told told = travel(chain, chain.getLast(), blocks);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Arrived(Trust.of(chain.getLast())));
    assertThat(told.asked()).doesNotHaveDuplicates();
  }

  @Test
  void itEndsWhenSoManyWereAskedFor() {
    List<Link> chain = chain(BLOCKS, 1);
    Told told = travel(chain, chain.getLast(), 5);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Ended(Doubt.TOO_FEW_TRUSTED));
    assertThat(told.asked()).hasSize(5);
  }

  /** A goal of strangers is doubted where it first departs from what those who are trusted said. */
  @Test
  void aForkIsNotBelieved() {
    List<Link> chain = chain(BLOCKS, 8);
    ValidatorSet strangers = Links.set(20, 21, 22, 23);
    Header forged = Links.header(BLOCKS, BLOCKS, strangers, strangers, Hash.ZERO);
    Told told = travel(chain, Links.link(forged, strangers, strangers), BLOCKS);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Ended(Doubt.NOT_NEXT));
  }

  @Test
  void onlyTheHeaderThatIsNeededIsTaken() {
    List<Link> chain = chain(BLOCKS, 8);
    var begun = Journey.begin(beginning(), chain.getLast(), BLOCKS, TERMS);
    assertThat(begun).isInstanceOf(Journey.Stage.Needs.class);
    Journey journey = ((Journey.Stage.Needs) begun).journey();
    assertThat(journey.with(chain.get(3), TERMS))
        .isEqualTo(new Journey.Stage.Ended(Doubt.OTHER_HEADER));
  }
}
