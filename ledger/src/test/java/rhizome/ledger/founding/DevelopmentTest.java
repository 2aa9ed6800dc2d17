package rhizome.ledger.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConstitutionJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.key.KeyPair;

class DevelopmentTest {

  private static final List<Hash> CHANCE =
      IntStream.range(0, 5).mapToObj(i -> Blake.of(new byte[] {3, (byte) i})).toList();
  private static final Development FOUND =
      Development.of(1_700_000_000, CHANCE, secret -> new HashChain(secret, 10).tip());

  @Test
  void fourOfEqualStakeVoteOnItsFirstBlock() {
    Ledger ledger = Ledger.of(FOUND.constitution().genesis());
    var voters = ledger.epoch().orElseThrow().set();
    assertThat(voters.all()).extracting(it -> it.power()).containsOnly(100_000L).hasSize(4);
    assertThat(FOUND.keys())
        .allSatisfy(secret -> assertThat(voters.has(KeyPair.of(secret).publicKey())).isTrue());
    assertThat(ledger.supply()).isEqualTo(1_000_000 * Development.COIN);
  }

  @Test
  void nothingOfItsSecretsIsSaid() {
    assertThat(FOUND.toString()).contains(FOUND.constitution().chain().hex());
    CHANCE.forEach(secret -> assertThat(FOUND.toString()).doesNotContain(secret.hex()));
    CHANCE.forEach(secret -> assertThat(json().toString()).doesNotContain(secret.hex()));
  }

  @Test
  void whatIsWrittenOfAChainIsReadAsTheSame() {
    assertThat(read(json())).isEqualTo(FOUND.constitution());
    Genesis genesis = FOUND.constitution().genesis();
    Constitution bare =
        new Constitution(
            new Genesis(
                genesis.time(),
                genesis.coins(),
                genesis.coins(),
                Optional.empty(),
                Optional.of(new Condition.TimeLock(7, new Condition.Nil())),
                List.of(),
                genesis.founders()),
            FOUND.constitution().rules().from(9, FOUND.constitution().rules().at(0)));
    assertThat(read(ConstitutionJson.write(bare))).isEqualTo(bare);
  }

  @Test
  void whatIsWrongIsRefusedWhereItStands() {
    refused("/chain", node -> node.put("chain", "00".repeat(32)));
    refused("/chain", node -> genesis(node).put("time", 5));
    refused("/genesis/coins/0/units", node -> coin(node).put("units", -1));
    refused("/genesis/coins/0", node -> coin(node).put("units", Long.MAX_VALUE).put("unit", 1));
    refused("/genesis/founders/1/key", node -> founder(node).put("key", "rsa:00"));
    refused("/genesis/founders/1", node -> founder(node).put("commission", 10_001));
    refused("/rules", node -> chapter(node).put("from", 1));
    refused("/rules/0/charges", node -> charges(node).put("reward", -1));
    refused("/rules/0/staking", node -> staking(node).put("validators", 0));
    refused("/rules/0/plugins/0", node -> plugins(node).insert(0, "printing"));
    refused("/format", node -> node.put("format", "rhizome-chain-2"));
  }

  private static void refused(String at, Consumer<ObjectNode> wrong) {
    ObjectNode node = json();
    wrong.accept(node);
    assertThatThrownBy(() -> read(node))
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.at()).startsWith(at));
  }

  private static ObjectNode json() {
    return ConstitutionJson.write(FOUND.constitution());
  }

  private static Constitution read(ObjectNode node) {
    return ConstitutionJson.read(Json.parse(node.toString()));
  }

  private static ObjectNode genesis(ObjectNode node) {
    return (ObjectNode) node.get("genesis");
  }

  private static ObjectNode coin(ObjectNode node) {
    return (ObjectNode) genesis(node).get("coins").get(0);
  }

  private static ObjectNode founder(ObjectNode node) {
    return (ObjectNode) genesis(node).get("founders").get(1);
  }

  private static ObjectNode chapter(ObjectNode node) {
    return (ObjectNode) node.get("rules").get(0);
  }

  private static ObjectNode charges(ObjectNode node) {
    return (ObjectNode) chapter(node).get("charges");
  }

  private static ObjectNode staking(ObjectNode node) {
    return (ObjectNode) chapter(node).get("staking");
  }

  private static ArrayNode plugins(ObjectNode node) {
    return (ArrayNode) chapter(node).get("plugins");
  }
}
