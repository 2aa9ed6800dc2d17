package rhizome.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Transaction;

/** Forms that the seed reads, and what is refused with the place where it stands. */
class JsonTest {

  private static final String ADDRESS =
      "01a6a6c5584b2bfbd08738996cd7930831f958b9a5ed1595525236e861c1a0dc353bdcf54be7d8";

  private static final String KEY = "\"publickey\":\"ed25519:" + "f".repeat(64) + "\"";
  private static final String SIGNATURE = "\"signature\":\"" + "ab".repeat(64) + "\"";
  private static final String TERMS =
      "\"sender\":\"%s\",\"receiver\":\"%s\",\"hashedsecret\":\"%s\",\"timelock\":1522068743"
          .formatted(ADDRESS, ADDRESS, "ab".repeat(32));

  private static Condition condition(String text) {
    return ConditionJson.read(Json.parse(text));
  }

  private static Fulfillment shown(String text) {
    return FulfillmentJson.read(Json.parse(text));
  }

  private static Transaction transaction(String text) {
    return TransactionJson.read(Numbering.RIVCHAIN, Json.parse(text));
  }

  @Test
  void nobodysConditionHasManyFormsAndIsWrittenAsNothing() {
    for (String form :
        List.of("{}", "{\"type\":0}", "{\"type\":0,\"data\":null}", "{\"type\":0,\"data\":{}}")) {
      assertThat(condition(form)).isEqualTo(new Condition.Nil());
      assertThat(shown(form)).isEqualTo(new Fulfillment.Nil());
    }
    assertThat(ConditionJson.write(new Condition.Nil())).hasToString("{}");
    assertThat(FulfillmentJson.write(new Fulfillment.Nil())).hasToString("{}");
  }

  @Test
  void aConditionIsWrittenAsTheSeedWritesIt() {
    for (String text :
        List.of(
            "{\"type\":1,\"data\":{\"unlockhash\":\"" + ADDRESS + "\"}}",
            "{\"type\":2,\"data\":{" + TERMS + "}}",
            "{\"type\":3,\"data\":{\"locktime\":500000000,\"condition\":{}}}",
            "{\"type\":3,\"data\":{\"locktime\":18446744073709551615,\"condition\":{}}}",
            "{\"type\":4,\"data\":{\"unlockhashes\":[\""
                + ADDRESS
                + "\"],\"minimumsignaturecount\":2}}")) {
      assertThat(ConditionJson.write(condition(text))).hasToString(text);
    }
  }

  @Test
  void locksStandInEachOtherNoDeeperThanTheirBytesMay() {
    String inner = "{}";
    for (int depth = 0; depth < ConditionCodec.DEPTH_MAX; depth++) {
      inner = "{\"type\":3,\"data\":{\"locktime\":1,\"condition\":" + inner + "}}";
    }
    assertThat(ConditionJson.write(condition(inner))).hasToString(inner);
    String deeper = "{\"type\":3,\"data\":{\"locktime\":1,\"condition\":" + inner + "}}";
    assertThatThrownBy(() -> condition(deeper)).hasMessageContaining("no more than 16 locks");
  }

  @Test
  void aSwapWithoutSecretHasOneOfZerosAndTheOldFormHasItsTerms() {
    String party = KEY + "," + SIGNATURE;
    Fulfillment refund = shown("{\"type\":2,\"data\":{" + party + "}}");
    assertThat(((Fulfillment.Swap) refund).secret()).isEqualTo(Hash.ZERO);
    assertThat(FulfillmentJson.write(refund).toString()).contains("\"secret\":\"0000");
    String old = "{\"type\":2,\"data\":{" + TERMS + "," + party + ",\"secret\":\"%s\"}}";
    String text = old.formatted("cd".repeat(32));
    assertThat(shown(text)).isInstanceOf(Fulfillment.LegacySwap.class);
    assertThat(FulfillmentJson.write(shown(text))).hasToString(text);
    assertThatThrownBy(() -> shown(text.replace("\"timelock\":1522068743,", "")))
        .hasMessage("/data/timelock: wanted a whole number from 0 to 2^64 - 1");
  }

  @Test
  void whatIsNotKnownIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> condition("{\"kind\":0}"))
        .hasMessage("/kind: wanted one of type, data");
    assertThatThrownBy(() -> condition("{\"type\":9,\"data\":{}}"))
        .hasMessage("/type: wanted a condition of kind 0 to 4");
    assertThatThrownBy(() -> condition("{\"type\":9223372036854775809,\"data\":{}}"))
        .hasMessage("/type: wanted a number of one byte");
    assertThatThrownBy(() -> transaction("{\"version\":1,\"data\":{\"minerfees\":[\"1\",2]}}"))
        .hasMessage("/data/minerfees/1: wanted a text");
    assertThatThrownBy(() -> transaction("{\"version\":7,\"data\":{}}"))
        .hasMessage("/version: wanted a version of RIVCHAIN");
    assertThatThrownBy(() -> transaction("{\"version\":1,\"data\":{\"fees\":[]}}"))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> transaction("{\"version\":128,\"data\":{\"nonce\":\"AAAA\"}}"))
        .hasMessage("/data/nonce: wanted 8 bytes in base 64");
  }

  @Test
  void numbersAndTextsHaveOneForm() {
    for (String fee : List.of("\"01\"", "\"-1\"", "\"+1\"", "\"\"", "\"1.0\"", "1", "\"1e3\"")) {
      assertThatThrownBy(
              () -> transaction("{\"version\":1,\"data\":{\"minerfees\":[" + fee + "]}}"))
          .as(fee)
          .isInstanceOf(Malformed.class);
    }
    for (String time : List.of("-1", "1.5", "\"1\"", "18446744073709551616")) {
      String text = "{\"type\":3,\"data\":{\"locktime\":" + time + ",\"condition\":{}}}";
      assertThatThrownBy(() -> condition(text)).as(time).isInstanceOf(Malformed.class);
    }
    for (String note : List.of("Zm9", "Zm9=Zg==", "Zh==", "%%%%")) {
      String text = "{\"version\":1,\"data\":{\"arbitrarydata\":\"" + note + "\"}}";
      assertThatThrownBy(() -> transaction(text)).as(note).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void aDocumentIsOneValueAndHasNoKeyTwice() {
    for (String text : List.of("{\"type\":0,\"type\":1}", "{} {}", "{", "{'type':0}", "nope")) {
      assertThatThrownBy(() -> Json.parse(text)).as(text).isInstanceOf(Malformed.class);
    }
    assertThatThrownBy(() -> condition("[]")).hasMessage("/: wanted an object");
  }

  /** Versions 176 and 177 mean the opposite on the other chain. */
  @Test
  void theSameVersionMeansSomethingElseOnAnotherChain() {
    String text =
        """
        {"version":177,"data":{"nonce":"1oQFzIwsLs8=","authaddresses":["%s"],\
        "deauthaddresses":null,"authfulfillment":{}}}\
        """
            .formatted(ADDRESS);
    assertThat(transaction(text)).isInstanceOf(Transaction.AddressAuthorization.class);
    assertThat(TransactionJson.write(Numbering.RIVCHAIN, transaction(text))).hasToString(text);
    assertThat(
            TransactionJson.write(Numbering.TFCHAIN, transaction(text)).get("version").intValue())
        .isEqualTo(176);
    assertThatThrownBy(() -> TransactionJson.read(Numbering.TFCHAIN, Json.parse(text)))
        .isInstanceOf(Malformed.class);
  }
}
