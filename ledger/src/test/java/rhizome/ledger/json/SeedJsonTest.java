package rhizome.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.explorer.Paid;
import rhizome.ledger.explorer.ToldBlock;
import rhizome.ledger.explorer.ToldEntry;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Transaction;

/** Our entries and blocks in the seed's form, by the reader of the seed's form where it has one. */
class SeedJsonTest {

  private static final Condition ANNA =
      new Condition.ToAddress(Address.of(new PublicKey(Blake.of(new byte[] {1}))));
  private static final OutputId COIN = new OutputId(Blake.of(new byte[] {2}));
  private static final OutputId STAKE = new OutputId(Blake.of(new byte[] {3}));
  private static final Bytes NOTE = Bytes.of(new byte[] {'h', 'i'});

  private static Entry entry(long burned, long fee, Optional<Order> order, Bytes note) {
    Move coins = new Move(List.of(COIN), List.of(new Holding(5, ANNA)));
    Move stakes = new Move(List.of(STAKE), List.of(new Holding(7, ANNA)));
    return Entry.open(new Content(Hash.ZERO, coins, stakes, burned, fee, order, note));
  }

  private static Entry empty() {
    return Entry.open(
        new Content(Hash.ZERO, Move.NONE, Move.NONE, 0, 0, Optional.empty(), Bytes.EMPTY));
  }

  private static ToldEntry told(Entry entry) {
    return new ToldEntry(
        entry.id(), entry, List.of(Optional.of(new Holding(9, ANNA))), List.of(Optional.empty()));
  }

  @Test
  void whatMovesCoinsAndStakeOnlyIsReadAsATransactionOfTheSeed() {
    JsonNode raw = SeedEntryJson.raw(entry(0, 4, Optional.empty(), NOTE));
    Transaction read = TransactionJson.read(Numbering.RIVCHAIN, raw);
    assertThat(read).isInstanceOf(Transaction.V1.class);
    assertThat(TransactionJson.write(Numbering.RIVCHAIN, read)).isEqualTo(raw);
    assertThat(raw.at("/data/minerfees")).hasToString("[\"4\"]");
    assertThat(raw.at("/data/arbitrarydata").asText()).isEqualTo("aGk=");
    assertThat(SeedEntryJson.raw(empty()))
        .hasToString("{\"version\":1,\"data\":{\"coininputs\":null,\"minerfees\":null}}");
  }

  @Test
  void whatSaysMoreHasAVersionThatNoChainOfTheSeedUses() {
    JsonNode burns = SeedEntryJson.raw(entry(3, 4, Optional.empty(), NOTE));
    assertThat(burns.at("/version").asInt()).isEqualTo(200);
    assertThat(burns.at("/data/burned").asText()).isEqualTo("3");
    assertThat(burns.at("/data/coinoutputs/0/condition/data/unlockhash").asText())
        .isEqualTo(ANNA.address().toString());
    JsonNode mints = SeedEntryJson.raw(entry(0, 4, Optional.of(new Order.Mint(1, 8)), NOTE));
    assertThat(mints.at("/version").asInt()).isEqualTo(200);
    assertThat(mints.at("/data/order/kind").asText()).isEqualTo("mint");
    assertThat(mints.at("/data").fieldNames())
        .toIterable()
        .containsExactly(
            "coininputs",
            "coinoutputs",
            "blockstakeinputs",
            "blockstakeoutputs",
            "minerfees",
            "arbitrarydata",
            "order");
  }

  @Test
  void whatAnInputWasWorthIsSaidAndNothingWhereThatIsNotKnown() {
    JsonNode told = SeedEntryJson.waiting(told(entry(0, 4, Optional.empty(), NOTE)));
    assertThat(told.at("/coininputoutputs/0/value").asText()).isEqualTo("9");
    assertThat(told.at("/coininputoutputs/0/unlockhash").asText())
        .isEqualTo(ANNA.address().toString());
    assertThat(told.at("/blockstakeinputoutputs"))
        .hasToString("[{\"value\":\"0\",\"condition\":{},\"unlockhash\":\"\"}]");
    assertThat(told.at("/unconfirmed").asBoolean()).isTrue();
    assertThat(told.at("/height").asLong()).isZero();
    assertThat(told.at("/minerpayouts").isNull()).isTrue();
  }

  @Test
  void aBlockSaysSecondsAndNeverNullWhereItsListsAreLookedAt() {
    BlockId id = new BlockId(Blake.of(new byte[] {4}));
    BlockId parent = new BlockId(Blake.of(new byte[] {5}));
    var facts = new SeedBlockJson.Facts(id, 7, 5_999, rhizome.ledger.explorer.Tally.NOTHING);
    JsonNode block =
        SeedBlockJson.write(new ToldBlock(id, parent, 7, 9_999, List.of(), List.of()), facts);
    assertThat(block.at("/rawblock/timestamp").asLong()).isEqualTo(9);
    assertThat(block.at("/maturitytimestamp").asLong()).isEqualTo(5);
    assertThat(block.at("/rawblock/parentid").asText()).isEqualTo(parent.toString());
    assertThat(block.at("/blockid").asText()).isEqualTo(id.toString());
    for (String list : List.of("/minerpayoutids", "/transactions", "/rawblock/minerpayouts")) {
      assertThat(block.at(list).isArray()).as(list).isTrue();
    }
    assertThat(block.at("/target")).hasSize(32).allMatch(it -> it.asInt() == 0);
  }

  @Test
  void anEntryNamesItsBlockAsParentAndWhatTheBlockPaid() {
    BlockId id = new BlockId(Blake.of(new byte[] {4}));
    ToldEntry entry = told(entry(0, 4, Optional.empty(), NOTE));
    Paid paid = new Paid(COIN, new Holding(11, ANNA));
    ToldBlock block =
        new ToldBlock(id, new BlockId(Hash.ZERO), 7, 9_999, List.of(entry), List.of(paid));
    JsonNode told = SeedEntryJson.told(entry, block, 3);
    assertThat(told.at("/parent").asText()).isEqualTo(id.toString());
    assertThat(told.at("/order").asInt()).isEqualTo(3);
    assertThat(told.at("/timestamp").asLong()).isEqualTo(9);
    assertThat(told.at("/minerpayouts/0/value").asText()).isEqualTo("11");
    assertThat(told.at("/unconfirmed").asBoolean()).isFalse();
  }

  @Test
  void whatIsNotMeantIsThereAndSaysNothing() {
    JsonNode many = SeedHashJson.many(SeedHashJson.Type.COIN, List.of(), List.of(), List.of());
    assertThat(many.at("/hashtype").asText()).isEqualTo("coinoutputid");
    for (String none : List.of("/blocks", "/transactions", "/multisigaddresses")) {
      assertThat(many.at(none).isNull()).as(none).isTrue();
    }
    assertThat(many.at("/block/blockid").asText()).isEqualTo(Hash.ZERO.hex());
    assertThat(many.at("/block/transactions").isNull()).isTrue();
    assertThat(many.at("/transaction/id").asText()).isEqualTo(Hash.ZERO.hex());
    assertThat(many.at("/transaction/rawtransaction"))
        .hasToString("{\"version\":0,\"data\":{\"coininputs\":[],\"minerfees\":null}}");
  }
}
