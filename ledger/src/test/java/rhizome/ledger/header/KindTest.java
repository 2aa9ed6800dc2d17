package rhizome.ledger.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.hash.Hash;

class KindTest {

  /** The same name in two kinds is two keys, and keys are in the order of kinds. */
  @Test
  void kindsAreApartAndInOrder() {
    Property.forAll(
        random -> {
          Hash name = new Samples(random).hash();
          Hash other = new Samples(random).hash();
          Item.Kind[] kinds = Item.Kind.values();
          for (int i = 1; i < kinds.length; i++) {
            assertThat(kinds[i - 1].key(name)).isLessThan(kinds[i].key(other));
          }
        });
  }

  @Test
  void aKeyIsTheNameButForItsFirstFourBits() {
    Hash name = Hash.ofHex("f123456789abcdef".repeat(4));
    assertThat(Item.Kind.STAKE.key(name).hex()).isEqualTo("2" + name.hex().substring(1));
  }
}
