package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.PaperJson;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;

/** A wallet that pays for what a validator orders. */
class OrderTest {

  private static final KeyPair FOUNDER = KeyPair.of(Blake.of(new byte[] {8}));
  private static final KeyPair NEW = KeyPair.of(Blake.of(new byte[] {9}));

  private static final Chapter CHAPTER =
      new Chapter(
          new Chapter.Limits(60_000, 16_000, 10, 6, 100),
          new Chapter.Charges(1, 50, 1_000, 2),
          List.of(),
          Optional.of(new Staking(4, 3, 20, 5, 7, 2_000, 500, 2)));

  private static final RuleBook RULES = RuleBook.of(CHAPTER);

  private Ledger ledger = ledger(5_000, 700, 400, 300);

  private static Ledger ledger(long... coins) {
    return Ledger.of(
        new Genesis(
            1_000_000_000,
            java.util.Arrays.stream(coins).mapToObj(it -> new Holding(it, Walk.to(0))).toList(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(
                new Genesis.Founder(FOUNDER.publicKey(), terms(0), new Holding(100, Walk.to(2))))));
  }

  private static Terms terms(int commission) {
    return new Terms(Walk.to(2), commission, Blake.of(new byte[] {4}));
  }

  private Wallet wallet() {
    return new Wallet(Walk.keyring(1, 1), RULES, ledger);
  }

  private void next(Entry entry) {
    PublicKey key = FOUNDER.publicKey();
    Payees payees = ledger.payees(RULES, key, List.of(key));
    Block block = ledger.next(ledger.tip().time() + 1, List.of(entry), RULES, payees);
    assertThat(block.entries()).as("the ledger takes it").containsExactly(entry);
    ledger = ((Verdict.Applied) ledger.apply(block, RULES, payees)).state();
  }

  @Test
  void aValidatorEnrolsServesOnOtherTermsAndLeaves() {
    PublicKey key = NEW.publicKey();
    next(Walk.ready(wallet().order(new Order.Enrol(1, key, terms(500)), NEW, 120)));
    assertThat(ledger.validator(key).orElseThrow().terms()).isEqualTo(terms(500));
    next(Walk.ready(wallet().order(new Order.Enrol(2, key, terms(400)), NEW, 120)));
    assertThat(ledger.validator(key).orElseThrow().terms()).isEqualTo(terms(400));
    next(Walk.ready(wallet().order(new Order.Leave(3, key), NEW, 120)));
    assertThat(ledger.validator(key).filter(Enrolled::isActive)).isEmpty();
  }

  /** The validator signs what it orders, and the fee is signed for where the coins' keys are. */
  @Test
  void whatIsOrderedIsPaidByKeysThatAreElsewhere() {
    Keyring keys = Walk.keyring(1, 1);
    Wallet watching = new Wallet(Keyring.watching(keys.addresses()), RULES, ledger);
    Built built = watching.order(new Order.Enrol(1, NEW.publicKey(), terms(500)), NEW, 120);
    Paper paper = ((Built.Ready) built).paper().open();
    assertThat(paper.lacks()).isNotEmpty();
    assertThat(PaperJson.read(Json.parse(PaperJson.write(paper).toString()))).isEqualTo(paper);
    Paper signed = Paper.decode(paper.encode()).signed(keys);
    assertThat(paper.combined(signed)).isEqualTo(signed);
    next(Walk.ready(new Built.Ready(signed)));
    assertThat(ledger.validator(NEW.publicKey())).isPresent();
  }

  /** Whatever coins there are, and whatever fee is wished. */
  @Test
  void theFeeIsThatOfAllItsBytesTheOrdersSignatureAmongThem() {
    Property.forAll(
        40,
        random -> {
          long[] coins = random.longs(1 + random.nextInt(6), 60, 2_000).toArray();
          ledger = ledger(coins);
          int percent = 100 + random.nextInt(200);
          Order.Enrol order =
              new Order.Enrol(random.nextLong(Long.MAX_VALUE), NEW.publicKey(), terms(7));
          switch (wallet().order(order, NEW, percent)) {
            case Built.Ready(Paper paper) -> {
              Entry entry = paper.entry();
              long least = CHAPTER.charges().feeMin(entry.encode().length);
              assertThat(entry.content().fee())
                  .isBetween(least * percent / 100, least * percent / 100 + 60 + 60 * 3);
              assertThat(entry.content().order()).contains(order);
              next(entry);
            }
            case Built.Refused(var why, _) -> assertThat(why).isEqualTo(Refusal.NOT_ENOUGH);
          }
        });
  }

  @Test
  void nobodyOrdersForAnotherNorWithoutCoins() {
    Order.OfValidator order = new Order.Leave(1, NEW.publicKey());
    assertThat(wallet().order(order, FOUNDER, 120)).isEqualTo(new Built.Refused(Refusal.NOT_OURS));
    Wallet poor = new Wallet(Walk.keyring(2, 1), RULES, ledger);
    assertThat(poor.order(order, NEW, 120))
        .isInstanceOfSatisfying(
            Built.Refused.class, it -> assertThat(it.why()).isEqualTo(Refusal.NOT_ENOUGH));
  }
}
