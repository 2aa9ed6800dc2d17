package rhizome.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.PaperSamples;
import rhizome.ledger.wallet.PublicPart;
import rhizome.ledger.wallet.Watched;

/** What wallets keep and pass on beside their keys, as JSON. */
class PaperJsonTest {

  private static final String HEX = "ab".repeat(32);
  private static final Address ONE = new Address(Address.KEY, Blake.of(new byte[] {1}));
  private static final Address TWO = new Address(Address.KEY, Blake.of(new byte[] {2}));

  private static Paper read(String text) {
    return PaperJson.read(Json.parse(text));
  }

  @Test
  void anyPaperIsReadAsItWasWritten() {
    Property.forAll(
        200,
        random -> {
          Paper paper = PaperSamples.of(random);
          JsonNode written = PaperJson.write(paper);
          assertThat(read(written.toPrettyString())).isEqualTo(paper);
        });
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> read(text.formatted(HEX, HEX)))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void whatIsNoPaperIsRefusedWithItsPlace() {
    refuses("{}", "/format: wanted a text");
    refuses("{\"format\":\"rhizome-paper-2\"}", "/format: wanted rhizome-paper-1");
    refuses("{\"format\":\"rhizome-paper-1\",\"entry\":{}}", "/entry/chain: wanted a text");
    refuses(
        "{\"format\":\"rhizome-paper-1\",\"entry\":{\"chain\":\"%s\",\"tip\":1}}", "/entry/tip");
    String entry =
        "{\"format\":\"rhizome-paper-1\",\"entry\":{\"chain\":\"%s\","
            + "\"coininputs\":[{\"parentid\":\"%s\"}]},";
    refuses(entry + "\"spent\":[]}", "/spent: wanted one for each of 1 inputs, not 0");
    refuses(entry + "\"spent\":[{\"value\":\"1\",\"condition\":{}}],\"moved\":[{}]}", "/moved/0");
    refuses(
        entry + "\"spent\":[{\"value\":\"-1\",\"condition\":{}}]}",
        "/spent/0/value: wanted decimal digits");
    refuses(
        "{\"format\":\"rhizome-paper-1\",\"entry\":{\"chain\":\"%s\",\"order\":{\"kind\":\"mint\","
            + "\"nonce\":1,\"value\":\"1\"}}}",
        "/entry/order: wanted an order of a validator, or none");
    refuses("{\"format\":\"rhizome-paper-1\",\"format\":1}", "line 1:");
  }

  @Test
  void whatIsWatchedIsReadAsItWasWritten() {
    List<Watched> watched =
        List.of(
            new Watched(new Condition.Multisig(1, List.of(ONE, TWO))),
            new Watched(new Condition.Swap(ONE, TWO, Hash.ofHex(HEX), 7), Optional.of(hash())));
    assertThat(WatchedJson.read(Json.parse(WatchedJson.write(watched).toString())))
        .isEqualTo(watched);
    assertThat(watched.getLast().toString()).doesNotContain(hash().hex());
  }

  private static Hash hash() {
    return Blake.of(new byte[] {7});
  }

  private static void refusesWatched(String text, String why) {
    assertThatThrownBy(() -> WatchedJson.read(Json.parse(text))).hasMessageStartingWith(why);
  }

  @Test
  void whatCannotStandInABlockIsNotWatched() {
    String begin = "{\"format\":\"rhizome-watched-1\",\"watched\":[";
    refusesWatched("{\"format\":\"rhizome-public-1\"}", "/format: wanted rhizome-watched-1");
    refusesWatched(begin + "{}]}", "/watched/0/condition: wanted an object");
    refusesWatched(begin + "{\"condition\":{},\"secret\":\"a\"}]}", "/watched/0/secret: wanted");
    refusesWatched(
        begin
            + "{\"condition\":{\"type\":4,\"data\":{\"unlockhashes\":[\""
            + ONE
            + "\"],\"minimumsignaturecount\":1}}}]}",
        "/watched/0/condition: wanted a condition that may stand, not TOO_FEW_SIGNERS");
  }

  @Test
  void thePublicPartHasAddressesAndConditionsAndNoSecret() {
    PublicPart part =
        new PublicPart(List.of(ONE, TWO), List.of(new Condition.Multisig(2, List.of(ONE, TWO))));
    JsonNode written = WatchedJson.write(part);
    assertThat(WatchedJson.isPublic(written)).isTrue();
    assertThat(WatchedJson.isPublic(WatchedJson.write(List.of()))).isFalse();
    assertThat(WatchedJson.readPublic(Json.parse(written.toString()))).isEqualTo(part);
    assertThatThrownBy(
            () ->
                WatchedJson.readPublic(
                    Json.parse("{\"format\":\"rhizome-public-1\",\"addresses\":[]}")))
        .hasMessageContaining("from 1 to 2500");
    assertThatThrownBy(
            () -> new PublicPart(List.of(new Address(Address.MULTISIG, hash())), List.of()))
        .hasMessageContaining("addresses of keys");
  }
}
