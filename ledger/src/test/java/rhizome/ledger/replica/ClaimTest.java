package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Item;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Doubt;
import rhizome.ledger.light.Inclusion;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Trust;

/** What a light client that trusts the beginning of a chain is shown of its last block. */
class ClaimTest {

  private static final Desk DESK = new Desk().grow(5);
  private static final Link LINK = DESK.standing().last().orElseThrow();

  private static Header believed() {
    Standing beginning = DESK.standings.getFirst();
    var terms = new Trust.Terms(DESK.now(), 1_000, 10, DESK.charter.signatures());
    assertThat(beginning.trust().doubt(LINK, terms)).isEmpty();
    return LINK.header();
  }

  @Test
  void eachItemIsShown() {
    Header header = believed();
    Standing standing = DESK.standing();
    for (Item item : standing.estate().items()) {
      var proof = standing.root().proof(item.kind(), item.name());
      assertThat(new Claim.Holds(item, proof).doubt(header)).isEmpty();
    }
  }

  @Test
  void anItemThatIsNotSoIsNotShown() {
    Standing standing = DESK.standing();
    var proof = standing.root().proof(Item.Kind.SUPPLY, Hash.ZERO);
    Item more = new Item.Supply(standing.ledger().supply() + 1);
    assertThat(new Claim.Holds(more, proof).doubt(LINK.header())).contains(Doubt.NOT_SHOWN);
    Header old = DESK.standings.get(3).last().orElseThrow().header();
    Item supply = new Item.Supply(standing.ledger().supply());
    assertThat(new Claim.Holds(supply, proof).doubt(old)).contains(Doubt.NOT_SHOWN);
  }

  @Test
  void thatAnOutputIsSpentIsShownByItsAbsence() {
    Hash spent =
        DESK.last()
            .candidate()
            .block()
            .entries()
            .getFirst()
            .content()
            .coins()
            .inputs()
            .getFirst()
            .hash();
    Header header = believed();
    var proof = DESK.standing().root().proof(Item.Kind.COIN, spent);
    assertThat(new Claim.Lacks(Item.Kind.COIN, spent, proof).doubt(header)).isEmpty();
    Standing before = DESK.standings.get(4);
    var earlier = before.root().proof(Item.Kind.COIN, spent);
    assertThat(
            new Claim.Lacks(Item.Kind.COIN, spent, earlier)
                .doubt(before.last().orElseThrow().header()))
        .contains(Doubt.NOT_SHOWN);
    assertThat(
            new Claim.Lacks(Item.Kind.STAKE, spent, proof)
                .doubt(before.last().orElseThrow().header()))
        .contains(Doubt.NOT_SHOWN);
  }

  @Test
  void anEntryIsShownToBeInItsBlock() {
    Entry entry = DESK.last().candidate().block().entries().getFirst();
    Inclusion inclusion = Inclusion.of(List.of(entry), 0);
    assertThat(new Claim.Contains(entry, inclusion).doubt(believed())).isEmpty();
    Entry other = DESK.chain.getFirst().candidate().block().entries().getFirst();
    assertThat(new Claim.Contains(other, inclusion).doubt(LINK.header())).contains(Doubt.NOT_SHOWN);
  }

  /** In blocks of any size, at any place; and nowhere else. */
  @Test
  void inclusionIsShownOfEachPlaceAndOfNoOther() {
    List<Entry> entries = new ArrayList<>();
    for (int size = 1; size <= 20; size++) {
      entries.add(DESK.country.transfer(DESK.random, DESK.standing().ledger()).orElseThrow());
      Hash root = rhizome.ledger.hash.Merkle.root(entries.stream().map(Entry::encode).toList());
      for (int i = 0; i < size; i++) {
        Inclusion way = Inclusion.of(entries, i);
        assertThat(way.holds(root, entries.get(i))).isTrue();
        assertThat(way.holds(Hash.ZERO, entries.get(i))).isFalse();
        assertThat(size > 1 && way.holds(root, entries.get((i + 1) % size))).isFalse();
        Writer writer = Writer.rivbin();
        way.write(writer);
        assertThat(Reader.whole(Encoding.RIVBIN, writer.toArray(), Inclusion::read)).isEqualTo(way);
      }
    }
  }
}
