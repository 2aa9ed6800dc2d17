package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;

/** What can be done on a chain of the seed and not here; numbers are those of its list. */
class SeedWeaknessTest {

  private static final Condition SHARED =
      new Condition.Multisig(2, List.of(Town.address(0), Town.address(1), Town.address(2)));
  private static final Genesis GENESIS =
      new Genesis(
          Town.START,
          List.of(new Holding(1_000, SHARED), new Holding(1_000, Town.to(3))),
          List.of(),
          Optional.of(SHARED),
          Optional.empty(),
          List.of(),
          List.of());
  private static final Ledger LEDGER = Ledger.of(GENESIS);
  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              Chapter.Limits.USUAL,
              new Chapter.Charges(0, 0, 50, 0),
              List.of(Plugin.MINTING, Plugin.BURNING)));

  private static Content content(Move coins, long fee, Optional<Order> order) {
    return new Content(GENESIS.chain(), coins, Move.NONE, 0, fee, order, Bytes.EMPTY);
  }

  private static Entry signed(Content content) {
    return Town.signed(content, new NaiveLedger(GENESIS));
  }

  private static Ledger after(Ledger ledger, Block block) {
    return ((Verdict.Applied) ledger.apply(block, RULES, Town.PAYEES)).state();
  }

  /** 2: a block may be earlier than its parent. */
  @Test
  void timeDoesNotRunBackwardsNorStandStill() {
    for (long late = -1; late <= 0; late++) {
      Block right = RefusalsTest.after(LEDGER, RULES);
      Block block =
          new Block(
              new Block.Position(
                  right.chain(), right.height(), LEDGER.tip().time() + late, right.parent()),
              right.entries(),
              right.payouts(),
              List.of());
      assertThat(LEDGER.apply(block, RULES, Town.PAYEES))
          .isEqualTo(new Verdict.Refused(Place.BLOCK, Objection.TIME_NOT_LATER));
    }
  }

  /** 6: whoever passes a block on may put himself in for its payouts; and 1.6, the beneficiary. */
  @Test
  void payoutsGoToWhoShouldHaveThemAndToNobodyElse() {
    Block right = RefusalsTest.after(LEDGER, RULES);
    Block lifted =
        new Block(
            new Block.Position(right.chain(), right.height(), right.time(), right.parent()),
            right.entries(),
            List.of(new Holding(50, Town.to(4))),
            List.of());
    assertThat(lifted.id()).isNotEqualTo(right.id());
    assertThat(LEDGER.apply(lifted, RULES, Town.PAYEES))
        .isEqualTo(new Verdict.Refused(Place.BLOCK, Objection.WRONG_PAYEES));
  }

  /** 7: to reorder or trim what is shown gives another id, and breaks what builds on it. */
  @Test
  void whatIsShownCanBeReorderedOrTrimmedAndWhatBuildsOnItStillHolds() {
    Entry first =
        Entry.open(
            content(
                new Move(List.of(GENESIS.coin(0)), List.of(new Holding(1_000, Town.to(4)))),
                0,
                Optional.empty()));
    Fulfillment.Multisig shown = new Fulfillment.Multisig(List.of());
    for (int who : List.of(0, 1, 2)) {
      shown = shown.signed(Town.KEYS.get(who), first.signing(0));
    }
    Entry sent = first.with(0, shown);
    Entry reordered = first.with(0, new Fulfillment.Multisig(shown.pairs().reversed()));
    Entry trimmed = first.with(0, new Fulfillment.Multisig(shown.pairs().subList(0, 2)));
    Move on = new Move(List.of(Names.coin(sent.id(), 0)), List.of(new Holding(1_000, Town.to(5))));
    Entry next = Entry.open(content(on, 0, Optional.empty()));
    next = next.with(0, Fulfillment.Single.signed(Town.KEYS.get(4), next.signing(0)));
    for (Entry relayed : List.of(sent, reordered, trimmed)) {
      assertThat(relayed.id()).isEqualTo(sent.id());
      Ledger ledger = after(LEDGER, RefusalsTest.after(LEDGER, RULES, relayed, next));
      assertThat(ledger.coin(Names.coin(next.id(), 0))).isPresent();
    }
  }

  /** 8: a block may hold again what minters ordered once. */
  @Test
  void whatMintersOrderedOnceIsNotDoneAgain() {
    Move made = new Move(List.of(), List.of(new Holding(700, Town.to(4))));
    Entry mint = signed(content(made, 0, Optional.of(new Order.Mint(1, 700))));
    Ledger ledger = after(LEDGER, RefusalsTest.after(LEDGER, RULES, mint));
    var refused = new Verdict.Refused(new Place(0, Part.ORDER, 0), Objection.NONCE_CONSUMED);
    for (int i = 0; i < 3; i++) {
      Block replay = RefusalsTest.after(ledger, RULES, mint);
      assertThat(ledger.apply(replay, RULES, Town.PAYEES)).isEqualTo(refused);
      ledger = after(ledger, RefusalsTest.after(ledger, RULES));
    }
    assertThat(ledger.supply()).isEqualTo(2_000 + 700 + 4 * 50);
  }

  /** Section 9, 3: what is signed for one chain is nothing on another that began alike. */
  @Test
  void whatIsSignedForOneChainIsNothingOnAnother() {
    Genesis twin =
        new Genesis(
            Town.START + 1,
            GENESIS.coins(),
            List.of(),
            GENESIS.minters(),
            GENESIS.authority(),
            List.of(),
            List.of());
    Ledger other = Ledger.of(twin);
    Move pay = new Move(List.of(twin.coin(1)), List.of(new Holding(1_000, Town.to(4))));
    Entry here = signed(content(pay, 0, Optional.empty()));
    assertThat(other.apply(RefusalsTest.after(other, RULES, here), RULES, Town.PAYEES))
        .isEqualTo(new Verdict.Refused(new Place(0, Part.WHOLE, 0), Objection.WRONG_CHAIN));
    Content said = here.content();
    Content moved =
        new Content(twin.chain(), said.coins(), said.stakes(), 0, 0, said.order(), said.note());
    Entry replayed = new Entry(moved, here.shown());
    Verdict verdict = other.apply(RefusalsTest.after(other, RULES, replayed), RULES, Town.PAYEES);
    assertThat(((Verdict.Refused) verdict).objection()).isEqualTo(Objection.UNFULFILLED);
  }

  /** 17: whoever makes a block takes in the first transaction that is too much for it. */
  @Test
  void aBlockThatIsMadeIsNeverTooLarge() {
    List<Holding> coins = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      coins.add(new Holding(1_000, Town.to(3)));
    }
    Genesis genesis =
        new Genesis(
            Town.START, coins, List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    Ledger ledger = Ledger.of(genesis);
    List<Entry> waiting = new ArrayList<>();
    for (int i = 0; i < coins.size(); i++) {
      Move move = new Move(List.of(genesis.coin(i)), List.of(new Holding(900, Town.to(i % 6))));
      waiting.add(
          Town.signed(
              new Content(
                  genesis.chain(),
                  move,
                  Move.NONE,
                  0,
                  100,
                  Optional.empty(),
                  Bytes.of(new byte[i * 3])),
              new NaiveLedger(genesis)));
    }
    int all = ledger.next(Town.START + 1, waiting, RULES, Town.PAYEES).encode().length;
    for (int max = 200; max < all + 10; max += 61) {
      var limits = new Chapter.Limits(max, 16_000, 10, 10, 512);
      RuleBook tight =
          RuleBook.of(new Chapter(limits, new Chapter.Charges(0, 0, 50, 0), List.of()));
      Block block = ledger.next(Town.START + 1, waiting, tight, Town.PAYEES);
      assertThat(block.encode().length).isLessThanOrEqualTo(max);
      assertThat(ledger.apply(block, tight, Town.PAYEES)).isInstanceOf(Verdict.Applied.class);
      int left = max - block.encode().length;
      assertThat(block.entries().size() == waiting.size() || left < 500).isTrue();
    }
  }
}
