package rhizome.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.ChainSamples;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Order;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;

/** Entries of our own chain as JSON. */
class EntryJsonTest {

  private static final String CHAIN = "ab".repeat(32);

  private static Entry read(String text) {
    return EntryJson.read(Json.parse(text));
  }

  @Test
  void anyEntryIsReadAsItWasWritten() {
    var kinds = new TreeSet<String>();
    Property.forAll(
        400,
        random -> {
          Entry entry = ChainSamples.of(random).entry();
          ObjectNode written = EntryJson.write(entry);
          Entry again = EntryJson.read(Json.parse(written.toString()));
          assertThat(again).isEqualTo(entry);
          assertThat(again.id()).isEqualTo(entry.id());
          entry.content().order().map(Order::getClass).ifPresent(it -> kinds.add(it.getName()));
        });
    assertThat(kinds).as("orders of each kind").hasSize(6);
  }

  @Test
  void whatIsNothingMayBeLeftOut() {
    Entry entry =
        read(
            """
            {"chain": "%s", "coininputs": [{"parentid": "%s"}],
             "coinoutputs": [{"value": "5", "condition": {}}]}
            """
                .formatted(CHAIN, CHAIN));
    assertThat(entry).isEqualTo(Entry.open(entry.content()));
    assertThat(entry.content().fee()).isZero();
    assertThat(EntryJson.write(entry))
        .hasToString(
            """
            {"chain":"%s","coininputs":[{"parentid":"%s","fulfillment":{}}],\
            "coinoutputs":[{"value":"5","condition":{}}],"fee":"0"}\
            """
                .formatted(CHAIN, CHAIN));
  }

  @Test
  void whatIsNoEntryIsRefusedWithItsPlace() {
    refuses("{}", "/chain: wanted a text");
    refuses("{\"chain\":\"%s\",\"fees\":\"1\"}", "/fees: wanted one of chain");
    refuses("{\"chain\":\"%s\",\"fee\":1}", "/fee: wanted a text");
    refuses("{\"chain\":\"%s\",\"fee\":\"0.5\"}", "/fee: wanted decimal digits");
    refuses("{\"chain\":\"%s\",\"burned\":\"9223372036854775808\"}", "/burned: wanted from 0 to");
    refuses(
        "{\"chain\":\"%s\",\"coinoutputs\":[{\"value\":\"1\"},7]}",
        "/coinoutputs/0/condition: wanted an object");
    refuses("{\"chain\":\"%s\",\"bond\":\"me\"}", "/bond: wanted ed25519");
    refuses("{\"chain\":\"%s\",\"order\":{\"kind\":\"steal\"}}", "/order/kind: wanted mint");
    refuses(
        "{\"chain\":\"%s\",\"order\":{\"kind\":\"mint\",\"nonce\":1,\"value\":\"1\",\"to\":1}}",
        "/order/to: wanted one of kind");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> read(text.formatted(CHAIN)))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith(why);
  }

  private static Header header(ChainSamples of, Block block) {
    Hash hash = of.samples().hash();
    return new Header(
        block.head(), 3, of.samples().key(), hash, hash, hash, hash, hash, hash, hash);
  }

  @Test
  void aBlockIsToldWithoutItsEntriesAndEachOfThoseInARow() {
    Property.forAll(
        50,
        random -> {
          var samples = ChainSamples.of(random);
          var block = samples.block();
          if (block.height() < 1) {
            return;
          }
          JsonNode told = ChainBlockJson.write(header(samples, block), block);
          assertThat(told.at("/id").asText()).isEqualTo(block.id().toString());
          assertThat(told.at("/height").asLong()).isEqualTo(block.height());
          assertThat(told.at("/entries").asInt()).isEqualTo(block.entries().size());
          assertThat(told.at("/payouts")).hasSize(block.payouts().size());
          assertThat(told.at("/evidence")).hasSize(block.evidence().size());
          for (Entry entry : block.entries()) {
            assertThat(ChainBlockJson.row(entry).at("/id").asText())
                .isEqualTo(entry.id().toString());
          }
        });
  }
}
