package rhizome.runtime.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.SeedEntryJson;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.Payment;
import rhizome.ledger.wallet.Wallet;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.StoredBlocks;

/** What the seed's explorers and tools ask, of a real ledger. */
class SeedAnswersTest {

  private static final Keyring OURS = Keyring.of(WalletSeed.of(Blake.of(new byte[] {1})), 2);
  private static final Address OURS_FIRST = OURS.addresses().getFirst();
  private static final Address OTHER =
      Keyring.of(WalletSeed.of(Blake.of(new byte[] {2})), 1).addresses().getFirst();
  private static final Condition SHARED = new Condition.Multisig(1, List.of(OURS_FIRST, OTHER));

  private final PlayedValidator played =
      new PlayedValidator(
          new Holding(1_000_000, new Condition.ToAddress(OURS_FIRST)), new Holding(77, SHARED));

  private ActorTestKit kit;
  private ActorRef<Request> validator;
  private ActorRef<Inquiry> explorer;

  @BeforeEach
  void open() {
    kit = ActorTestKit.create();
    validator = kit.spawn(played.behavior());
    follow(played, 20);
  }

  private void follow(StoredBlocks blocks, int pageMax) {
    var beside =
        new ExplorerShell.Beside(
            played.chain(), played.genesis(), played.rules(), validator, blocks);
    explorer = kit.spawn(ExplorerShell.create(beside, PlayedLedger.settings(pageMax)));
    TestProbe<Answered> asker = kit.createTestProbe();
    asker.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          assertThat(ask(new SeedQuestion.Facts())).isInstanceOf(Answered.Found.class);
          return "heard";
        });
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
  }

  private Answered ask(Question question) {
    TestProbe<Answered> asker = kit.createTestProbe();
    explorer.tell(new Inquiry(question, asker.getRef()));
    return asker.receiveMessage(Duration.ofSeconds(10));
  }

  private JsonNode found(String shape, Question question) {
    Answered answer = ask(question);
    assertThat(answer).as("%s", question).isInstanceOf(Answered.Found.class);
    JsonNode document = Json.parse(((Answered.Found) answer).json());
    assertThat(SeedShapes.wrong(shape, document)).as("%s", question).isEmpty();
    return document;
  }

  private JsonNode hash(Object hash) {
    return found("hash", new SeedQuestion.Hashed(hash.toString(), ""));
  }

  private void mine(int blocks) {
    TestProbe<Long> asker = kit.createTestProbe();
    for (int i = 0; i < blocks; i++) {
      validator.tell(new PlayedValidator.Mine(asker.getRef()));
      asker.receiveMessage(Duration.ofSeconds(10));
    }
  }

  private Entry pay(long units) {
    Wallet wallet = new Wallet(OURS, played.rules(), played.ledger());
    Entry entry = ((Built.Ready) wallet.send(Payment.to(OTHER, units))).paper().entry();
    assertThat(ask(new Question.Submit(Bytes.of(entry.encode()).hex())))
        .isInstanceOf(Answered.Found.class);
    return entry;
  }

  private static List<String> texts(JsonNode list, String at) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.at(at).asText()));
    return texts;
  }

  @Test
  void theChainAsAWholeHasTheSeedsForm() {
    pay(5_000);
    mine(3);
    JsonNode facts = found("facts", new SeedQuestion.Facts());
    assertThat(facts.at("/height").asLong()).isEqualTo(3);
    assertThat(facts.at("/transactioncount").asLong()).as("the first and ours").isEqualTo(2);
    assertThat(facts.at("/maturitytimestamp").asLong()).isEqualTo(1_700_000_010L);
    JsonNode consensus = found("consensus", new SeedQuestion.Consensus());
    assertThat(consensus.at("/height").asLong()).isEqualTo(3);
    assertThat(consensus.at("/currentblock")).isEqualTo(facts.at("/blockid"));
    assertThat(consensus.at("/synced").asBoolean()).isTrue();
    JsonNode constants = found("constants", new SeedQuestion.Constants());
    assertThat(constants.at("/chaininfo/NetworkName").asText()).isEqualTo(played.chain().hex());
    assertThat(constants.at("/genesistimestamp").asLong()).isEqualTo(1_700_000_000L);
    assertThat(constants.at("/maturitydelay").asLong()).isEqualTo(2);
    assertThat(constants.at("/blockstakecount").asText()).isEqualTo("107");
    assertThat(constants.at("/onecoin").asText()).isEqualTo("1000000000");
  }

  @Test
  void aBlockIsToldByItsHeightAndByItsId() {
    Entry entry = pay(5_000);
    mine(1);
    JsonNode block = found("alone", new SeedQuestion.At("1")).at("/block");
    assertThat(block.at("/transactions/0/id").asText()).isEqualTo(entry.id().toString());
    assertThat(block.at("/rawblock/transactions/0")).isEqualTo(SeedEntryJson.raw(entry));
    assertThat(block.at("/rawblock/timestamp").asLong()).isEqualTo(1_700_000_010L);
    assertThat(block.at("/rawblock/parentid").asText()).isEqualTo(played.chain().hex());
    JsonNode hashed = hash(block.at("/blockid").asText());
    assertThat(hashed.at("/hashtype").asText()).isEqualTo("blockid");
    assertThat(hashed.at("/block")).isEqualTo(block);
    assertThat(hashed.at("/transaction/id").asText()).isEqualTo(Hash.ZERO.hex());
  }

  @Test
  void howTheChainBeganIsItsFirstBlock() {
    JsonNode first = found("alone", new SeedQuestion.At("0")).at("/block");
    assertThat(first.at("/blockid").asText()).isEqualTo(played.chain().hex());
    assertThat(first.at("/transactions/0/rawtransaction/data/coinoutputs/0/value").asText())
        .isEqualTo("1000000");
    assertThat(first.at("/blockstakeoutputcount").asInt()).isEqualTo(2);
    assertThat(hash(played.chain()).at("/block")).isEqualTo(first);
    JsonNode coin = hash(played.genesis().coin(0));
    assertThat(coin.at("/hashtype").asText()).isEqualTo("coinoutputid");
    assertThat(texts(coin.at("/transactions"), "/height")).containsExactly("0");
    JsonNode stake = hash(played.genesis().stake(0));
    assertThat(stake.at("/hashtype").asText()).isEqualTo("blockstakeoutputid");
  }

  @Test
  void anEntryIsToldWithWhatItSpentWhileItWaitsAndAfterwards() {
    Entry entry = pay(5_000);
    JsonNode waits = hash(entry.id());
    assertThat(waits.at("/hashtype").asText()).isEqualTo("transactionid");
    assertThat(waits.at("/unconfirmed").asBoolean()).isTrue();
    assertThat(waits.at("/transaction/unconfirmed").asBoolean()).isTrue();
    assertThat(waits.at("/transaction/coininputoutputs/0/value").asText()).isEqualTo("1000000");
    assertThat(found("pool", new SeedQuestion.Pool("")).at("/transactions/0"))
        .isEqualTo(SeedEntryJson.raw(entry));

    mine(2);
    assertThat(found("pool", new SeedQuestion.Pool("")).at("/transactions").isNull()).isTrue();
    JsonNode done = hash(entry.id());
    assertThat(done.at("/unconfirmed").asBoolean()).isFalse();
    assertThat(done.at("/transaction/height").asLong()).isEqualTo(1);
    assertThat(done.at("/transaction/parent").asText())
        .isEqualTo(played.blocks().getFirst().candidate().block().id().toString());
    assertThat(done.at("/transaction/coininputoutputs/0/unlockhash").asText())
        .isEqualTo(OURS_FIRST.toString());
    JsonNode raw = SeedEntryJson.raw(entry);
    assertThat(found("raw", new SeedQuestion.Final(entry.id().toString()))).isEqualTo(raw);
    assertThat(found("raw", new SeedQuestion.Final(Long.toString(1 << 14)))).isEqualTo(raw);
  }

  @Test
  void anOutputIsToldWithWhatMadeItAndWhatSpentIt() {
    Entry first = pay(5_000);
    mine(1);
    String change = Names.coin(first.id(), 1).toString();
    assertThat(texts(hash(change).at("/transactions"), "/id"))
        .containsExactly(first.id().toString());
    assertThat(found("unspent", new SeedQuestion.UnspentCoin(change)).at("/output/condition/type"))
        .isEqualTo(Json.parse("1"));
    Entry second = pay(6_000);
    mine(1);
    assertThat(texts(hash(change).at("/transactions"), "/id"))
        .containsExactly(first.id().toString(), second.id().toString());
    assertThat(ask(new SeedQuestion.UnspentCoin(change))).isInstanceOf(Answered.Unknown.class);
    String stake = played.genesis().stake(0).toString();
    assertThat(found("unspent", new SeedQuestion.UnspentStake(stake)).at("/output/value").asText())
        .isEqualTo("7");
    assertThat(ask(new SeedQuestion.UnspentCoin(stake))).isInstanceOf(Answered.Unknown.class);
  }

  @Test
  void anAddressIsToldWithAllThatTouchesItInTheOrderOfTheChain() {
    for (int i = 0; i < 3; i++) {
      pay(5_000 + i);
      mine(1);
    }
    Entry waits = pay(9_000);
    JsonNode other = hash(OTHER);
    assertThat(other.at("/hashtype").asText()).isEqualTo("unlockhash");
    assertThat(texts(other.at("/transactions"), "/height"))
        .as("what waits is in no block; it is one of the two whom the first block pays")
        .containsExactly("0", "0", "1", "2", "3");
    assertThat(other.at("/transactions/0/id").asText()).isEqualTo(waits.id().toString());
    assertThat(other.at("/transactions/0/unconfirmed").asBoolean()).isTrue();
    assertThat(other.at("/blocks").isNull()).isTrue();
    assertThat(other.at("/multisigaddresses")).hasSize(1);
    assertThat(other.at("/multisigaddresses/0").asText()).isEqualTo(SHARED.address().toString());
    JsonNode late = found("hash", new SeedQuestion.Hashed(OTHER.toString(), "3"));
    assertThat(texts(late.at("/transactions"), "/height")).containsExactly("0", "3");
    follow(played, 2);
    assertThat(texts(hash(OTHER).at("/transactions"), "/height"))
        .as("no more than a page, the newest; and nothing waits there")
        .containsExactly("2", "3");
    String nobody = Address.of(PlayedValidator.KEY.publicKey()).toString();
    assertThat(ask(new SeedQuestion.Hashed(nobody.replaceFirst("^..", "03"), "")))
        .isInstanceOf(Answered.Bad.class);
  }

  @Test
  void whoIsPaidByABlockIsToldThatBlock() {
    mine(4); // the end of an epoch
    Address payout = Address.of(PlayedValidator.KEY.publicKey());
    JsonNode paid = hash(payout);
    assertThat(texts(paid.at("/blocks"), "/height")).containsExactly("4");
    JsonNode block = paid.at("/blocks/0");
    assertThat(block.at("/rawblock/minerpayouts/0/unlockhash").asText())
        .isEqualTo(payout.toString());
    JsonNode coin = hash(block.at("/minerpayoutids/0").asText());
    assertThat(coin.at("/hashtype").asText()).isEqualTo("coinoutputid");
    assertThat(coin.at("/transactions").isNull()).isTrue();
    assertThat(texts(coin.at("/blocks"), "/blockid"))
        .containsExactly(block.at("/blockid").asText());
  }

  @Test
  void figuresOfBlocksAreToldSideBySide() {
    pay(5_000);
    mine(4);
    JsonNode all = found("stats", new SeedQuestion.Newest("75"));
    assertThat(all.at("/blockheights")).hasToString("[1,2,3,4]");
    assertThat(all.at("/blocktimes")).hasToString("[10,10,10,10]");
    assertThat(all.at("/blocktransactioncounts")).hasToString("[1,0,0,0]");
    assertThat(all.at("/transactioncounts")).hasToString("[2,2,2,2]");
    assertThat(all.at("/creators/" + Address.of(PlayedValidator.KEY.publicKey())).asInt())
        .isEqualTo(4);
    assertThat(found("stats", new SeedQuestion.Newest("2")).at("/blockheights"))
        .hasToString("[3,4]");
    assertThat(found("stats", new SeedQuestion.Between("2", "3")).at("/blockheights"))
        .hasToString("[2,3]");
    assertThat(found("stats", new SeedQuestion.Between("3", "99")).at("/blockheights"))
        .hasToString("[3,4]");
    assertThat(ask(new SeedQuestion.Between("9", "99"))).isEqualTo(new Answered.Found("null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.5", "99999999999999999999", "0x1"})
  void whatIsNoNumberIsABadQuestion(String number) {
    for (Question question :
        List.of(
            new SeedQuestion.At(number),
            new SeedQuestion.Newest(number),
            new SeedQuestion.Between(number, "1"),
            new SeedQuestion.Between("1", number),
            new SeedQuestion.Final(number))) {
      assertThat(ask(question)).as("%s", question).isInstanceOf(Answered.Bad.class);
    }
  }

  @Test
  void badHashesAreBadQuestionsAndOthersUnknown() {
    mine(1);
    String some = "ab".repeat(32);
    for (String bad :
        List.of("", "ab", "z".repeat(64), "0".repeat(64), "0".repeat(78), some + "ab")) {
      assertThat(ask(new SeedQuestion.Hashed(bad, ""))).as(bad).isInstanceOf(Answered.Bad.class);
    }
    assertThat(ask(new SeedQuestion.Hashed(OTHER.toString(), "x")))
        .isInstanceOf(Answered.Bad.class);
    assertThat(ask(new SeedQuestion.Newest("0"))).isInstanceOf(Answered.Bad.class);
    assertThat(ask(new SeedQuestion.Between("2", "1"))).isInstanceOf(Answered.Bad.class);
    assertThat(ask(new SeedQuestion.Pool("x"))).isInstanceOf(Answered.Bad.class);
    for (Question unknown :
        List.of(
            new SeedQuestion.Hashed(some, ""),
            new SeedQuestion.At("2"),
            new SeedQuestion.At(Long.toString(Long.MAX_VALUE)),
            new SeedQuestion.Final(some),
            new SeedQuestion.Final("9223372036854775807"),
            new SeedQuestion.UnspentCoin(some),
            new SeedQuestion.UnspentStake(some))) {
      assertThat(ask(unknown)).as("%s", unknown).isInstanceOf(Answered.Unknown.class);
    }
  }

  @Test
  void aBlockThatTheStoreLostIsSaidToBeLost() {
    Entry entry = pay(5_000);
    mine(2);
    List<Boolean> lost = new ArrayList<>();
    follow(
        (height, count) ->
            lost.isEmpty()
                ? played.from(height, count)
                : CompletableFuture.completedFuture(List.of()),
        20);
    TestProbe<Answered> asker = kit.createTestProbe();
    asker.awaitAssert(Duration.ofSeconds(10), () -> hash(entry.id()));
    lost.add(true);
    assertThat(ask(new SeedQuestion.Hashed(entry.id().toString(), "")))
        .isInstanceOfSatisfying(
            Answered.Unknown.class, it -> assertThat(it.why()).contains("no longer"));
    assertThat(ask(new SeedQuestion.At("1"))).isInstanceOf(Answered.Unknown.class);
  }
}
