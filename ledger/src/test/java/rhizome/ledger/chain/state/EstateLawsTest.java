package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Gathered;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.tree.Page;

/** The root of all that a chain holds, over random towns with all kinds of orders. */
class EstateLawsTest {

  private static final List<PublicKey> VALIDATORS =
      List.of(Town.KEYS.get(0).publicKey(), Town.KEYS.get(1).publicKey());

  /** A town with beacons, whose root goes along with each block. */
  private static final class Realm {
    final Town town;
    final NaiveLedger books;
    final RandomGenerator random;
    Estate estate;
    StateRoot root;

    Realm(RandomGenerator random) {
      this.random = random;
      town = new Town(random);
      Genesis genesis = town.genesis();
      books = new NaiveLedger(genesis);
      TreeMap<Hash, Hash> commitments = new TreeMap<>();
      VALIDATORS.forEach(key -> commitments.put(key.octets(), hash()));
      estate = new Estate(Ledger.of(genesis), commitments);
      root = StateRoot.of(estate);
    }

    Hash hash() {
      return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    Realm grow(int blocks) {
      for (int i = 0; i < blocks; i++) {
        Block block = town.block(books, Town.RULES);
        Verdict.Applied applied = LedgerLawsTest.applied(estate.ledger(), block);
        books.apply(block, Town.RULES, Town.PAYEES);
        PublicKey proposer = VALIDATORS.get(random.nextInt(2));
        estate = estate.next(applied.state(), proposer, hash());
        root = root.next(estate, applied.undo(), proposer);
      }
      return this;
    }
  }

  @Test
  void theRootThatGoesAlongIsTheOneMadeFromNothing() {
    Property.forAll(
        40,
        random -> {
          Realm realm = new Realm(random);
          for (int i = 0; i < 10; i++) {
            realm.grow(1);
            assertThat(realm.root.hash()).isEqualTo(StateRoot.of(realm.estate).hash());
            assertThat(realm.root.tree().size()).isEqualTo(realm.estate.items().size());
          }
        });
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
              .contains(Item.Kind.SUPPLY, Item.Kind.COMMITMENT);
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
