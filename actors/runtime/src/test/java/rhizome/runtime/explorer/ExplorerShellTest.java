package rhizome.runtime.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.json.EntryJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.Payment;
import rhizome.ledger.wallet.Wallet;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.StoredBlocks;

class ExplorerShellTest {

  private static final Keyring OURS = keyring(1);
  private static final Address OTHER = keyring(2).addresses().getFirst();
  private static final Address OURS_FIRST = OURS.addresses().getFirst();

  private final PlayedValidator played =
      new PlayedValidator(
          new Holding(1_000_000, new Condition.ToAddress(OURS_FIRST)),
          new Holding(2_000_000, new Condition.ToAddress(OURS_FIRST)),
          new Holding(300_000, new Condition.TimeLock(5, new Condition.ToAddress(OURS_FIRST))));

  private ActorTestKit kit;
  private ActorRef<Request> validator;
  private ActorRef<Inquiry> explorer;

  private static Keyring keyring(int seed) {
    return Keyring.of(WalletSeed.of(Blake.of(new byte[] {(byte) seed})), 2);
  }

  @BeforeEach
  void open() {
    kit = ActorTestKit.create();
    validator = kit.spawn(played.behavior());
    explorer = kit.spawn(ExplorerShell.create(played.beside(validator), PlayedLedger.settings(3)));
    awaitHeard();
  }

  private void awaitHeard() {
    TestProbe<Answered> asker = kit.createTestProbe();
    asker.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          assertThat(ask(new Question.Supply())).isInstanceOf(Answered.Found.class);
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

  private JsonNode found(Question question) {
    Answered answer = ask(question);
    assertThat(answer).isInstanceOf(Answered.Found.class);
    return Json.parse(((Answered.Found) answer).json());
  }

  /** The explorer has heard of the block when this returns: the validator told it before. */
  private long mine() {
    TestProbe<Long> asker = kit.createTestProbe();
    validator.tell(new PlayedValidator.Mine(asker.getRef()));
    return asker.receiveMessage(Duration.ofSeconds(10));
  }

  private Entry payment(long units) {
    Wallet wallet = new Wallet(OURS, played.rules(), played.ledger());
    return ((Built.Ready) wallet.send(Payment.to(OTHER, units))).paper().entry();
  }

  private static Question submit(Entry entry) {
    return new Question.Submit(Bytes.of(entry.encode()).hex());
  }

  @Test
  void whatHoldsIsToldWithTheRulesAndTheValidator() {
    mine();
    JsonNode tip = found(new Question.Tip());
    assertThat(tip.at("/chain").asText()).isEqualTo(played.chain().hex());
    assertThat(tip.at("/height").asLong()).isEqualTo(1);
    assertThat(tip.at("/block").asText())
        .isEqualTo(played.blocks().getFirst().candidate().block().id().toString());
    assertThat(tip.at("/rules/feePerByte").asInt()).isEqualTo(1);
    assertThat(tip.at("/validator/peers").asInt()).isEqualTo(3);
    assertThat(tip.at("/validator/key").asText())
        .isEqualTo(PlayedValidator.KEY.publicKey().toString());
  }

  @Test
  void anEntryWaitsAndIsThenFinalInItsBlock() {
    Entry entry = payment(40_000);
    JsonNode taken = found(submit(entry));
    assertThat(taken.at("/id").asText()).isEqualTo(entry.id().toString());
    JsonNode waits = found(new Question.Transaction(entry.id().toString()));
    assertThat(waits.at("/status").asText()).isEqualTo("waiting");
    assertThat(EntryJson.read(waits.at("/entry"))).isEqualTo(entry);
    assertThat(ask(submit(entry))).isEqualTo(new Answered.Refused("KNOWN", ""));

    mine();
    JsonNode done = found(new Question.Transaction(entry.id().toString()));
    assertThat(done.at("/status").asText()).isEqualTo("final");
    assertThat(done.at("/height").asLong()).isEqualTo(1);
    assertThat(done.at("/place").asInt()).isZero();
    assertThat(done.at("/confirmations").asInt()).isEqualTo(1);
    assertThat(EntryJson.read(done.at("/entry"))).isEqualTo(entry);

    JsonNode block = found(new Question.Block("1", ""));
    assertThat(block.at("/transactions/0/id").asText()).isEqualTo(entry.id().toString());
    assertThat(found(new Question.Block(block.at("/id").asText(), ""))).isEqualTo(block);
    assertThat(ask(submit(entry)))
        .isInstanceOfSatisfying(
            Answered.Refused.class, it -> assertThat(it.why()).isEqualTo("ORPHAN"));
  }

  @Test
  void anAddressIsToldWithWhatItHoldsAndWhatWasDoneToIt() {
    for (int i = 0; i < 4; i++) {
      found(submit(payment(1_000 + i)));
      mine();
    }
    JsonNode other = found(new Question.Holder(OTHER.toString(), ""));
    assertThat(other.at("/balance/coins").asText()).isEqualTo("4006");
    assertThat(other.at("/coins")).hasSize(3);
    assertThat(other.at("/history")).hasSize(3);
    assertThat(other.at("/history/0/height").asLong()).isEqualTo(4);
    assertThat(other.at("/history/0/coinsIn").asText()).isEqualTo("1003");
    String page = other.at("/nextCoins").asText();
    JsonNode more = found(new Question.Holder(OTHER.toString(), page));
    assertThat(more.at("/coins")).hasSize(1);
    assertThat(more.has("nextCoins") || more.has("history")).isFalse();
    JsonNode older =
        found(new Question.Holder(OTHER.toString(), other.at("/nextHistory").asText()));
    assertThat(older.at("/history")).hasSize(1);
    assertThat(older.at("/history/0/height").asLong()).isEqualTo(1);

    JsonNode ours = found(new Question.Holder(OURS_FIRST.toString(), ""));
    long all = ours.at("/balance/coins").asLong();
    assertThat(ours.at("/balance/spendable").asLong()).isEqualTo(all);
    assertThat(ours.at("/history/0/coinsOut").asLong()).isPositive();
    assertThat(ask(new Question.Holder("02" + OTHER.toString().substring(2), "")))
        .as("its checksum is another's")
        .isInstanceOf(Answered.Bad.class);
  }

  @Test
  void validatorsAndTheSupplyAreTold() {
    mine();
    JsonNode all = found(new Question.Validators(""));
    assertThat(all.at("/epoch/power").asLong()).isEqualTo(100);
    assertThat(all.at("/validators/0/key").asText())
        .isEqualTo(PlayedValidator.KEY.publicKey().toString());
    assertThat(all.at("/validators/0/bonded").asText()).isEqualTo("100");
    assertThat(all.at("/validators/0/power").asLong()).isEqualTo(100);
    assertThat(all.at("/validators/0/standing").asText()).isEqualTo("active");
    JsonNode supply = found(new Question.Supply());
    assertThat(supply.at("/coins").asLong()).isEqualTo(3_300_000 + PlayedValidator.REWARD);
    assertThat(supply.at("/stake").asText()).isEqualTo("107");
    assertThat(supply.at("/unspent").asLong() + supply.at("/kept").asLong())
        .isEqualTo(supply.at("/coins").asLong());
  }

  @Test
  void whatIsNotThereAndWhatIsNoQuestionAreToldApart() {
    mine();
    String hash = "ab".repeat(32);
    assertThat(ask(new Question.Block("2", "")))
        .isEqualTo(new Answered.Unknown("there is no block 2: the last is 1"));
    assertThat(ask(new Question.Block(hash, ""))).isInstanceOf(Answered.Unknown.class);
    assertThat(ask(new Question.Transaction(hash)))
        .isInstanceOfSatisfying(
            Answered.Unknown.class,
            it -> assertThat(it.why()).contains("the history begins at height 1"));
    for (Question bad :
        List.of(
            new Question.Block("first", ""),
            new Question.Block("1", "two"),
            new Question.Block("99999999999999999999", ""),
            new Question.Transaction("ab"),
            new Question.Holder("01", ""),
            new Question.Holder(OTHER.toString(), "coins-7"),
            new Question.Holder(OTHER.toString(), "lines-1"),
            new Question.Validators("me"),
            new Question.Submit("zz"),
            new Question.Submit("00"))) {
      assertThat(ask(bad)).as("%s", bad).isInstanceOf(Answered.Bad.class);
    }
  }

  @Test
  void blocksPastAHeightAreToldInTheirOrder() {
    for (int i = 0; i < 4; i++) {
      mine();
    }
    assertThat(heights(new Question.Blocks(-1, 3))).containsExactly(4L);
    assertThat(heights(new Question.Blocks(0, 2))).containsExactly(1L, 2L);
    assertThat(heights(new Question.Blocks(2, 100))).containsExactly(3L, 4L);
    assertThat(heights(new Question.Blocks(4, 100))).isEmpty();
  }

  private List<Long> heights(Question question) {
    List<Long> heights = new ArrayList<>();
    found(question).at("/blocks").forEach(it -> heights.add(it.at("/height").asLong()));
    return heights;
  }

  /** An explorer that comes late, whose store answers as {@code blocks} does. */
  private void late(StoredBlocks blocks) {
    var beside =
        new ExplorerShell.Beside(
            played.chain(), played.genesis(), played.rules(), validator, blocks);
    explorer = kit.spawn(ExplorerShell.create(beside, PlayedLedger.settings(3)));
    awaitHeard();
  }

  private JsonNode awaitRead() {
    TestProbe<Answered> asker = kit.createTestProbe();
    return asker.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          JsonNode tip = found(new Question.Tip());
          assertThat(tip.at("/historyRead")).isEqualTo(tip.at("/height"));
          return tip;
        });
  }

  @Test
  void whoComesLateReadsBackWhatWasBeforeAndSaysSoMeanwhile() {
    Entry entry = payment(5_000);
    found(submit(entry));
    for (int i = 0; i < 7; i++) {
      mine();
    }
    CompletableFuture<Void> gate = new CompletableFuture<>();
    late((height, count) -> gate.thenCompose(_ -> played.from(height, count)));
    Question asked = new Question.Transaction(entry.id().toString());
    assertThat(ask(asked))
        .isInstanceOfSatisfying(
            Answered.NotYet.class, it -> assertThat(it.why()).contains("is read up to 0 of 7"));
    assertThat(found(new Question.Holder(OTHER.toString(), "")).at("/balance/coins").asLong())
        .as("what is unspent is known at once")
        .isEqualTo(5_000);
    gate.complete(null);
    assertThat(awaitRead().at("/historySince").asLong()).isEqualTo(1);
    assertThat(found(asked).at("/height").asLong()).isEqualTo(1);
    assertThat(heights(new Question.Blocks(0, 100))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aStoreThatFailsIsAskedAgainAndOneThatLostBlocksIsNot() {
    for (int i = 0; i < 4; i++) {
      mine();
    }
    AtomicInteger asked = new AtomicInteger();
    late(
        (height, count) ->
            asked.incrementAndGet() < 3
                ? CompletableFuture.failedFuture(new IllegalStateException("a bad disk"))
                : played.from(height, count));
    assertThat(awaitRead().at("/historySince").asLong()).isEqualTo(1);
    assertThat(asked.get()).isGreaterThan(3);

    late((_, _) -> CompletableFuture.completedFuture(List.of()));
    assertThat(awaitRead().at("/historySince").asLong()).isEqualTo(5);
    assertThat(ask(new Question.Block("2", "")))
        .isEqualTo(new Answered.Unknown("block 2 is not kept here, or no longer"));
    mine();
    assertThat(found(new Question.Tip()).at("/height").asLong()).isEqualTo(5);
    assertThat(heights(new Question.Blocks(0, 9))).containsExactly(5L);
  }

  @Test
  void blocksThatWereJumpedOverAreKnownByTheirEnd() {
    mine();
    TestProbe<Long> asker = kit.createTestProbe();
    validator.tell(new PlayedValidator.Jump(6, asker.getRef()));
    assertThat(asker.receiveMessage()).isEqualTo(7);
    JsonNode tip = awaitRead();
    assertThat(tip.at("/height").asLong()).isEqualTo(7);
    assertThat(tip.at("/historySince").asLong()).isEqualTo(7);
    mine();
    assertThat(heights(new Question.Blocks(0, 9))).containsExactly(7L, 8L);
  }

  @Test
  void beforeTheValidatorHasSaidAnythingNothingIsAnswered() {
    TestProbe<Request> silent = kit.createTestProbe();
    explorer =
        kit.spawn(ExplorerShell.create(played.beside(silent.getRef()), PlayedLedger.settings(3)));
    silent.expectMessageClass(Request.Follow.class);
    for (Question question : List.of(new Question.Tip(), new Question.Supply())) {
      assertThat(ask(question)).isInstanceOf(Answered.NotYet.class);
    }
  }

  @Test
  void itIsFoundByTheNameOfItsChain() {
    Explorers here = new Explorers(kit.system(), played.chain(), Duration.ofSeconds(10));
    TestProbe<Answered> asker = kit.createTestProbe();
    Optional<Answered> answer =
        asker.awaitAssert(
            Duration.ofSeconds(10),
            () -> {
              Optional<Answered> found =
                  here.ask(new Question.Supply()).toCompletableFuture().join();
              assertThat(found).isPresent();
              return found;
            });
    assertThat(answer.orElseThrow()).isInstanceOf(Answered.Found.class);
    Explorers others = new Explorers(kit.system(), Blake.of(new byte[1]), Duration.ofSeconds(10));
    assertThat(others.ask(new Question.Tip()).toCompletableFuture().join()).isEmpty();
  }
}
