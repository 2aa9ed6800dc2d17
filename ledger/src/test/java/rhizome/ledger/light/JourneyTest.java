package rhizome.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;

/** From one header to another over a chain whose validators change, with real signatures. */
class JourneyTest {

  private static final int BLOCKS = 64;
  private static final Trust.Terms TERMS = new Trust.Terms(1_000, 1_001, 10, Signatures.ED25519);

  /** How it ended, and what it had asked for. */
  private record Told(Journey.Stage stage, List<Long> asked) {}

  private static Told travel(List<Link> told, Link goal, int asksMax) {
    List<Long> asked = new ArrayList<>();
    Journey.Stage stage = Journey.begin(Links.beginning(), goal, asksMax, TERMS);
    while (stage instanceof Journey.Stage.Needs(var journey, var height)) {
      asked.add(height);
      stage = journey.with(told.get((int) height - 1), TERMS);
    }
    return new Told(stage, asked);
  }

  @Test
  void wholeSetsAreSkippedAsLongAsNobodyNewHasTwoThirds() {
    List<Link> chain = Links.chain(BLOCKS, BLOCKS);
    Told told = travel(chain, chain.getLast(), 0);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Arrived(Trust.of(chain.getLast())));
  }

  @Test
  void headersBetweenAreAskedForWhereTheSetChangesAndNoOthers() {
    List<Link> chain = Links.chain(BLOCKS, 8);
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
    List<Link> chain = Links.chain(blocks, 1 + random.nextInt(4));
    Told told = travel(chain, chain.getLast(), blocks);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Arrived(Trust.of(chain.getLast())));
    assertThat(told.asked()).doesNotHaveDuplicates();
  }

  @Test
  void itEndsWhenSoManyWereAskedFor() {
    List<Link> chain = Links.chain(BLOCKS, 1);
    Told told = travel(chain, chain.getLast(), 5);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Ended(Doubt.TOO_FEW_TRUSTED));
    assertThat(told.asked()).hasSize(5);
  }

  /** A goal of strangers is doubted where it first departs from what those who are trusted said. */
  @Test
  void aForkIsNotBelieved() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    ValidatorSet strangers = Links.set(20, 21, 22, 23);
    Header forged = Links.header(BLOCKS, BLOCKS, strangers, strangers, Hash.ZERO);
    Told told = travel(chain, Links.link(forged, strangers, strangers), BLOCKS);
    assertThat(told.stage()).isEqualTo(new Journey.Stage.Ended(Doubt.NOT_NEXT));
  }

  @Test
  void onlyTheHeaderThatIsNeededIsTaken() {
    List<Link> chain = Links.chain(BLOCKS, 8);
    var begun = Journey.begin(Links.beginning(), chain.getLast(), BLOCKS, TERMS);
    assertThat(begun).isInstanceOf(Journey.Stage.Needs.class);
    Journey journey = ((Journey.Stage.Needs) begun).journey();
    assertThat(journey.with(chain.get(3), TERMS))
        .isEqualTo(new Journey.Stage.Ended(Doubt.OTHER_HEADER));
  }
}
