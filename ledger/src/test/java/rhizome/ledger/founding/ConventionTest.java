package rhizome.ledger.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.CandidacyJson;
import rhizome.ledger.json.ConstitutionJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.key.KeyPair;

/** A chain that several hosts found. */
class ConventionTest {

  private static final Condition OWNER = to(90);
  private static final Holding TREASURY = new Holding(5_000, OWNER);

  private static KeyPair key(int number) {
    return KeyPair.of(Blake.of(new byte[] {6, (byte) number}));
  }

  private static Condition to(int number) {
    return new Condition.ToAddress(Address.of(key(number).publicKey()));
  }

  private static Candidacy candidacy(int number) {
    return Candidacy.of(key(number), new Terms(to(number), 250, new Hash(number, 1, 2, 3)));
  }

  private static List<Founder> founders(int count) {
    return IntStream.range(0, count).mapToObj(i -> candidacy(i).with(1_000 + i)).toList();
  }

  private static Constitution found(List<Founder> founders) {
    return Convention.of(1_700_000_000_000L, TREASURY, founders, Development.CHAPTER);
  }

  @Test
  void itIsTheSameChainInWhateverOrderItsFoundersAreNamed() {
    Property.forAll(
        20,
        random -> {
          List<Founder> founders = new ArrayList<>(founders(1 + random.nextInt(6)));
          Constitution first = found(founders);
          Collections.shuffle(founders, new Random(random.nextLong()));
          assertThat(found(founders)).isEqualTo(first);
          assertThat(found(founders).chain()).isEqualTo(first.chain());
          assertThat(ConstitutionJson.read(ConstitutionJson.write(first))).isEqualTo(first);
        });
  }

  @Test
  void itsFoundersVoteWithTheirStakeWhichWhomTheyPayOwns() {
    Constitution found = found(founders(3));
    Ledger ledger = Ledger.of(found.genesis());
    var voters = ledger.epoch().orElseThrow().set();
    for (int i = 0; i < 3; i++) {
      assertThat(voters.get(voters.number(key(i).publicKey())).power()).isEqualTo(1_000 + i);
    }
    assertThat(ledger.supply()).isEqualTo(5_000);
    assertThat(found.genesis().founders())
        .allSatisfy(it -> assertThat(it.stake().condition()).isEqualTo(it.terms().payout()));
  }

  @Test
  void theTreasuryMintsWhereTheRulesLetAnybody() {
    assertThat(found(founders(1)).genesis().minters()).contains(OWNER);
    Chapter usual = Development.CHAPTER;
    Chapter fixed =
        new Chapter(usual.limits(), usual.charges(), List.of(Plugin.BURNING), usual.staking());
    Constitution bare = Convention.of(5, new Holding(0, OWNER), founders(1), fixed);
    assertThat(bare.genesis().minters()).isEmpty();
    assertThat(bare.genesis().coins()).isEmpty();
  }

  @Test
  void whoCannotFoundItIsNamed() {
    refused(List.of(), "1 to 64, not 0");
    refused(founders(65), "1 to 64, not 65");
    Founder poor = candidacy(7).with(999);
    refused(List.of(poor), poor.key() + ": wanted 1000 at least, not 999");
    refused(List.of(candidacy(1).with(1_000), candidacy(1).with(2_000)), "each validator once");
  }

  private static void refused(List<Founder> founders, String why) {
    assertThatThrownBy(() -> found(founders))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(why);
  }

  @Test
  void nobodyChangesACandidacyOnItsWay() {
    Candidacy said = candidacy(1);
    assertThat(CandidacyJson.read(Json.parse(CandidacyJson.write(said).toString())))
        .isEqualTo(said);
    refused("/format", "rhizome-candidacy-1", node -> node.put("format", "rhizome-candidacy-2"));
    refused("signature", "over its terms", node -> node.put("commission", 251));
    refused("signature", "over its terms", node -> node.put("commitment", "00".repeat(32)));
    refused("signature", "over its terms", node -> node.put("key", key(2).publicKey().toString()));
    refused(
        "signature",
        "over its terms",
        node -> node.set("payout", CandidacyJson.write(candidacy(2)).get("payout")));
    refused("signature", "over its terms", node -> node.put("signature", ""));
    refused("/signature", "64 bytes or none", node -> node.put("signature", "00"));
    refused("/commission", "10000", node -> node.put("commission", 10_001));
    refused("/more", "one of", node -> node.put("more", 1));
  }

  private static void refused(String at, String wanted, Consumer<ObjectNode> change) {
    ObjectNode node = CandidacyJson.write(candidacy(1));
    change.accept(node);
    assertThatThrownBy(() -> CandidacyJson.read(node))
        .isInstanceOfSatisfying(
            Malformed.class,
            e -> {
              assertThat(e.at()).isEqualTo(at);
              assertThat(e.wanted()).contains(wanted);
            });
  }
}
