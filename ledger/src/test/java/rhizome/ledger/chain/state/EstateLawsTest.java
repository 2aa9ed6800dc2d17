package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Gathered;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.tree.Page;

/** The root of all that a chain holds, over random towns with all kinds of orders. */
class EstateLawsTest {

  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(20_000, 4_000, 12, 12, 100),
              new Chapter.Charges(2, 10, 1_003, 2),
              List.of(Plugin.values()),
              Optional.of(new Staking(4, 3, 20, 5, 15, 2_000, 500, 2))));

  /** A town with beacons, whose root goes along with each block. */
  private static final class Realm {
    final Town town;
    final NaiveLedger books;
    final RandomGenerator random;
    Estate estate;
    StateRoot root;
    final TreeSet<Integer> seen = new TreeSet<>();

    Realm(RandomGenerator random) {
      this.random = random;
      town = new Town(random);
      Genesis genesis = town.founded();
      books = new NaiveLedger(genesis);
      estate = Estate.of(Ledger.of(genesis));
      root = StateRoot.of(estate);
    }

    Hash hash() {
      return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    Realm grow(int blocks) {
      for (int i = 0; i < blocks; i++) {
        Block block = town.block(books, RULES);
        PublicKey proposer = somebody();
        Verdict.Applied applied = applied(block, proposer);
        seen.add(applied.undo().epochs().size() - applied.state().roll().epochs().size());
        estate = estate.next(applied.state(), proposer, hash());
        root = root.next(estate, applied.undo(), proposer);
      }
      return this;
    }

    /** Who has something to reveal. */
    private PublicKey somebody() {
      List<PublicKey> able =
          Town.HOT.stream()
              .map(KeyPair::publicKey)
              .filter(key -> estate.commitment(key).isPresent())
              .toList();
      return able.get(random.nextInt(able.size()));
    }

    private Verdict.Applied applied(Block block, PublicKey proposer) {
      Ledger ledger = estate.ledger();
      var makers = new NaiveStake.Makers(proposer, List.of(Town.hot(random.nextInt(3))));
      books.apply(block, RULES, makers);
      var payees = ledger.payees(RULES, proposer, makers.signers());
      return (Verdict.Applied) ledger.apply(block, RULES, payees);
    }
  }

  @Test
  void theRootThatGoesAlongIsTheOneMadeFromNothing() {
    TreeSet<Integer> seen = new TreeSet<>();
    Property.forAll(
        40,
        random -> {
          Realm realm = new Realm(random);
          for (int i = 0; i < 14; i++) {
            realm.grow(1);
            assertThat(realm.root.hash()).isEqualTo(StateRoot.of(realm.estate).hash());
            assertThat(realm.root.tree().size()).isEqualTo(realm.estate.items().size());
          }
          seen.addAll(realm.seen);
        });
    assertThat(seen).as("epochs forgotten, and begun").contains(1, 0, -1);
  }

  /** Whatever is different, in any kind of item, is another root. */
  @Test
  void allThatIsHeldIsUnderTheRoot() {
    Property.forAll(
        20,
        random -> {
          Realm realm = new Realm(random).grow(3);
          for (Item item : realm.estate.items()) {
            assertThat(realm.root.proof(item.kind(), item.name()).value()).contains(item.value());
            assertThat(
                    realm.root.proof(item.kind(), item.name()).holds(realm.root.hash(), item.key()))
                .isTrue();
            assertThat(realm.estate.get(item.kind(), item.name())).contains(item);
          }
          assertThat(realm.estate.items().stream().map(Item::kind).distinct())
              .contains(Item.Kind.COIN, Item.Kind.STAKE, Item.Kind.ADMITTED, Item.Kind.OFFICE)
              .contains(Item.Kind.SUPPLY, Item.Kind.COMMITMENT)
              .contains(Item.Kind.ENROLLED, Item.Kind.EPOCH);
        });
  }

  @Test
  void whatIsHeldIsMadeAgainOfPagesAndItems() {
    Property.forAll(
        20,
        random -> {
          Realm realm = new Realm(random).grow(4);
          Gathered gathered = Gathered.NOTHING;
          Hash from = Hash.ZERO;
          for (boolean more = true; more; ) {
            Page page = realm.root.page(from, 1 + random.nextInt(9));
            assertThat(page.holds(realm.root.hash(), from)).isTrue();
            gathered = gathered.with(page.entries().stream().map(realm.estate::of).toList());
            more = page.next().isPresent();
            from = page.next().orElse(from);
          }
          assertThat(gathered.at(realm.estate.ledger().tip())).isEqualTo(realm.estate);
        });
  }
}
