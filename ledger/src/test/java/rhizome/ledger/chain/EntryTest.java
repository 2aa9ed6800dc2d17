package rhizome.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;

/** An entry has one form, and one name whatever is shown for it. */
class EntryTest {

  private static void isRefusedOrSame(byte[] octets) {
    Entry read;
    try {
      read = Entry.decode(octets);
    } catch (Malformed _) {
      return;
    }
    assertThat(read.encode()).as("%s", read).isEqualTo(octets);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Property.forAll(
        random -> {
          Entry entry = ChainSamples.of(random).entry();
          assertThat(Entry.decode(entry.encode())).isEqualTo(entry);
        });
  }

  @Test
  void nothingIsReadThatIsCutOffOrHasMoreBehind() {
    Property.forAll(
        20,
        random -> {
          byte[] octets = ChainSamples.of(random).entry().encode();
          for (int size = 0; size <= octets.length + 1; size++) {
            byte[] other = Arrays.copyOf(octets, size);
            if (size != octets.length) {
              assertThatThrownBy(() -> Entry.decode(other)).isInstanceOf(Malformed.class);
            }
          }
        });
  }

  @Test
  void aFlippedByteIsRefusedOrIsTheOneFormOfSomethingElse() {
    Property.forAll(
        60,
        random -> {
          byte[] octets = ChainSamples.of(random).entry().encode();
          for (int at = 0; at < octets.length; at++) {
            byte[] flipped = octets.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            isRefusedOrSame(flipped);
            flipped[at] = (byte) random.nextInt(256);
            isRefusedOrSame(flipped);
          }
        });
  }

  @Test
  void noBytesMakeTheReaderTakeMoreThanTheyAreWorth() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Property.forAll(
        200,
        random -> {
          byte[] octets = ChainSamples.of(random).entry().encode();
          for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(octets.length);
            Arrays.fill(octets, at, Math.min(octets.length, at + random.nextInt(8)), (byte) 0xff);
          }
          isRefusedOrSame(octets);
          long before = threads.getCurrentThreadAllocatedBytes();
          isRefusedOrSame(octets);
          long taken = threads.getCurrentThreadAllocatedBytes() - before;
          assertThat(taken).isLessThan(64_000 + 200L * octets.length);
        });
  }

  @Test
  void itsNameIsThatOfWhatItSaysWhateverIsShown() {
    Property.forAll(
        random -> {
          ChainSamples some = ChainSamples.of(random);
          Content content = some.content();
          assertThat(some.shown(content).id()).isEqualTo(some.shown(content).id());
          Content other = some.content();
          assertThat(some.shown(other).id().equals(some.shown(content).id()))
              .isEqualTo(other.equals(content));
        });
  }

  @Test
  void whatIsSignedIsAnotherAtEveryPlaceAndOnEveryChain() {
    Property.forAll(
        random -> {
          ChainSamples some = ChainSamples.of(random);
          Content here = some.content();
          Content there =
              new Content(
                  new Hash(1, 2, 3, 4),
                  here.coins(),
                  here.stakes(),
                  here.burned(),
                  here.fee(),
                  here.order(),
                  here.note());
          TreeSet<Hash> all = new TreeSet<>();
          for (int i = 0; i < 5; i++) {
            all.add(Entry.open(here).signing(i).with(_ -> {}));
            all.add(Entry.open(there).signing(i).with(_ -> {}));
            all.add(Entry.open(here).signing(i).with(to -> to.octet(0)));
          }
          assertThat(all).hasSize(15);
        });
  }

  @Test
  void outputsOfEachKindAndPlaceHaveNamesOfTheirOwn() {
    var id = Entry.open(ChainSamples.of(RandomGenerator.getDefault()).content()).id();
    TreeSet<Hash> all = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      all.add(Names.coin(id, i).hash());
      all.add(Names.stake(id, i).hash());
      all.add(Names.payout(new BlockId(id.hash()), i).hash());
    }
    assertThat(all).hasSize(9);
  }

  @Test
  void anEntryShowsAsMuchAsItHasPlacesFor() {
    Content content = ChainSamples.of(RandomGenerator.getDefault()).content();
    List<Fulfillment> more = new ArrayList<>(Entry.open(content).shown());
    more.add(new Fulfillment.Nil());
    assertThatThrownBy(() -> new Entry(content, more)).isInstanceOf(Malformed.class);
  }

  @Test
  void unitsAreNeverNegativeNorMoreThanThereCanBe() {
    var nobody = new rhizome.ledger.condition.Condition.Nil();
    assertThatThrownBy(() -> new Holding(-1, nobody)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Order.Mint(1, -1)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Terms(nobody, Terms.PARTS + 1, Hash.ZERO))
        .isInstanceOf(Malformed.class);
    var most = new Holding(Long.MAX_VALUE, nobody);
    assertThatThrownBy(
            () ->
                new Genesis(
                    0,
                    List.of(most, new Holding(1, nobody)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of()))
        .isInstanceOf(Malformed.class);
  }
}
