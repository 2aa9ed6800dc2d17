package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Signature;
import rhizome.ledger.transaction.OutputId;

/** Each way a block can be wrong, by its name and its place; and nothing is changed by it. */
class RefusalsTest {

  private static final Condition MINTERS = Town.SHARED.getFirst();
  private static final Genesis GENESIS =
      new Genesis(
          Town.START,
          List.of(
              new Holding(10_000, Town.to(0)),
              new Holding(10_000, Town.to(1)),
              new Holding(10_000, new Condition.TimeLock(3, Town.to(0))),
              new Holding(10_000, swap())),
          List.of(new Holding(100, Town.to(0))),
          Optional.of(MINTERS),
          Optional.empty(),
          List.of(),
          List.of());
  private static final Ledger LEDGER = Ledger.of(GENESIS);
  private static final Chapter.Limits LIMITS = new Chapter.Limits(3_000, 1_000, 3, 3, 10);
  private static final RuleBook RULES =
      rules(new Chapter.Charges(1, 10, 500, 2), Plugin.MINTING, Plugin.BURNING);

  private static RuleBook rules(Chapter.Charges charges, Plugin... plugins) {
    return RuleBook.of(new Chapter(LIMITS, charges, List.of(plugins)));
  }

  private static Condition swap() {
    return new Condition.Swap(
        Town.address(0),
        Town.address(1),
        Blake.sha256(Town.SECRET.toArray()),
        Town.START_SECONDS + 100);
  }

  private static final Move PAY =
      new Move(List.of(GENESIS.coin(0)), List.of(new Holding(9_000, Town.to(2))));
  private static final Content CONTENT = content(PAY, 1_000);

  private static Content content(Move coins, long fee) {
    return content(coins, Move.NONE, 0, fee, null);
  }

  private static Content content(
      Move coins, Move stakes, long burned, long fee, @Nullable Order order) {
    return new Content(
        GENESIS.chain(), coins, stakes, burned, fee, Optional.ofNullable(order), Bytes.EMPTY);
  }

  private static Move spend(int coin, Holding... outputs) {
    return new Move(List.of(GENESIS.coin(coin)), List.of(outputs));
  }

  private static Entry signed(Content content) {
    return Town.signed(content, new NaiveLedger(GENESIS));
  }

  private static Block block(Entry... entries) {
    return block(RULES, entries);
  }

  private static Block block(RuleBook rules, Entry... entries) {
    return after(LEDGER, rules, entries);
  }

  static Block after(Ledger ledger, RuleBook rules, Entry... entries) {
    long fees = 0;
    for (Entry entry : entries) {
      fees += entry.content().fee();
    }
    var tip = ledger.tip();
    long reward = rules.at(1).charges().reward();
    return new Block(
        new Block.Position(tip.chain(), tip.height() + 1, tip.time() + 1, tip.id()),
        List.of(entries),
        Town.PAYEES.payouts(reward, fees),
        List.of());
  }

  private final EnumSet<Objection> seen = EnumSet.noneOf(Objection.class);

  private void refuses(Block block, Place place, Objection objection) {
    refuses(LEDGER, RULES, block, new Refused(place, objection));
  }

  private void refuses(Content content, Part part, int index, Objection objection) {
    refuses(block(signed(content)), new Place(0, part, index), objection);
  }

  private void refuses(Ledger ledger, RuleBook rules, Block block, Refused refused) {
    var before = NaiveLedger.contents(ledger.coins());
    assertThat(ledger.apply(block, rules, Town.PAYEES)).isEqualTo(refused);
    assertThat(NaiveLedger.contents(ledger.coins())).isEqualTo(before);
    seen.add(refused.objection());
  }

  private static Ledger accepted(Ledger ledger, RuleBook rules, Block block) {
    Verdict verdict = ledger.apply(block, rules, Town.PAYEES);
    assertThat(verdict).isInstanceOf(Verdict.Applied.class);
    return ((Verdict.Applied) verdict).state();
  }

  /** The tests below are called here too, so that no name is left without one. */
  @Test
  @SuppressWarnings("JUnitMethodInvoked") // so that they count in one place and stand alone too
  void everyObjectionHasItsCase() {
    aBlockHasItsPlaceInItsChain();
    aBlockPaysItsPayeesExactly();
    anEntryHasItsLimits();
    anOutputIsWorthItsKeeping();
    onlyWhatIsStandardStandsInAnEntry();
    whatIsSpentIsThereOnce();
    whatIsSpentIsOpenedInItsTime();
    nothingComesOfNothing();
    whatIsOptionalIsOffUnlessItIsOn();
    anOrderIsSensibleAndIsSaidOnce();
    anOrderComesFromAnOfficeThatSomebodyHolds();
    coinsGoToWhoIsAdmitted();
    assertThat(seen).isEqualTo(EnumSet.complementOf(StakeRefusalsTest.CASES));
  }

  @Test
  void theCaseThatAllOthersDifferFromIsAccepted() {
    Ledger after = accepted(LEDGER, RULES, block(signed(CONTENT)));
    assertThat(after.supply()).isEqualTo(40_500);
    assertThat(LEDGER.apply(block(signed(CONTENT)).encode(), RULES, Town.PAYEES))
        .isInstanceOf(Verdict.Applied.class);
  }

  @Test
  void aBlockHasItsPlaceInItsChain() {
    Block right = block();
    refuses(changed(right, it -> it.chain = Hash.ZERO), Place.BLOCK, Objection.WRONG_CHAIN);
    refuses(changed(right, it -> it.height++), Place.BLOCK, Objection.WRONG_HEIGHT);
    refuses(changed(right, it -> it.parent = BlockId.NONE), Place.BLOCK, Objection.WRONG_PARENT);
    refuses(changed(right, it -> it.time--), Place.BLOCK, Objection.TIME_NOT_LATER);
    assertThat(LEDGER.apply(new byte[] {1}, RULES, Town.PAYEES))
        .isEqualTo(new Refused(Place.BLOCK, Objection.MALFORMED));
    seen.add(Objection.MALFORMED);
    assertThat(LEDGER.apply(new byte[3_001], RULES, Town.PAYEES))
        .isEqualTo(new Refused(Place.BLOCK, Objection.BLOCK_TOO_LARGE));
    Entry entry = signed(CONTENT);
    Entry[] many = new Entry[20];
    Arrays.fill(many, entry);
    refuses(block(many), Place.BLOCK, Objection.BLOCK_TOO_LARGE);
  }

  private static final class Draftable {
    private Hash chain;
    private long height;
    private long time;
    private BlockId parent;

    Draftable(Block of) {
      chain = of.chain();
      height = of.height();
      time = of.time();
      parent = of.parent();
    }
  }

  private static Block changed(Block of, Consumer<Draftable> by) {
    Draftable it = new Draftable(of);
    by.accept(it);
    return new Block(
        new Block.Position(it.chain, it.height, it.time, it.parent),
        of.entries(),
        of.payouts(),
        List.of());
  }

  private static Block paying(Block of, UnaryOperator<List<Holding>> by) {
    List<Holding> payouts = by.apply(new ArrayList<>(of.payouts()));
    return new Block(
        new Block.Position(of.chain(), of.height(), of.time(), of.parent()),
        of.entries(),
        payouts,
        List.of());
  }

  @Test
  void aBlockPaysItsPayeesExactly() {
    Block right = block(signed(CONTENT));
    assertThat(right.payouts())
        .containsExactly(new Holding(500, Town.to(0)), new Holding(1_000, Town.to(1)));
    refuses(paying(right, it -> it.subList(0, 1)), Place.BLOCK, Objection.PAYOUTS_NOT_EXACT);
    refuses(
        paying(right, it -> List.of(it.get(0), it.get(1), it.get(0))),
        Place.BLOCK,
        Objection.PAYOUTS_NOT_EXACT);
    refuses(paying(right, it -> it.reversed()), Place.BLOCK, Objection.WRONG_PAYEES);
    refuses(
        paying(right, _ -> List.of(new Holding(1_500, Town.to(0)))),
        Place.BLOCK,
        Objection.WRONG_PAYEES);
    RuleBook lavish = rules(new Chapter.Charges(0, 0, Long.MAX_VALUE, 0));
    refuses(LEDGER, lavish, block(lavish), new Refused(Place.BLOCK, Objection.OVERFLOW));
  }

  @Test
  void anEntryHasItsLimits() {
    Content foreign =
        new Content(Hash.ZERO, PAY, Move.NONE, 0, 1_000, Optional.empty(), Bytes.EMPTY);
    refuses(foreign, Part.WHOLE, 0, Objection.WRONG_CHAIN);
    refuses(noted(CONTENT, 11), Part.WHOLE, 0, Objection.NOTE_TOO_LARGE);
    refuses(noted(CONTENT, 1_000), Part.WHOLE, 0, Objection.ENTRY_TOO_LARGE);
    Holding part = new Holding(2_250, Town.to(2));
    refuses(
        content(spend(0, part, part, part, part), 1_000),
        Part.WHOLE,
        0,
        Objection.TOO_MANY_OUTPUTS);
    Move four = new Move(List.of(id(1), id(2), id(3), id(4)), PAY.outputs());
    refuses(content(four, 1_000), Part.WHOLE, 0, Objection.TOO_MANY_INPUTS);
    refuses(content(Move.NONE, 1_000), Part.WHOLE, 0, Objection.NOTHING_SPENT);
    int bytes = signed(CONTENT).encode().length;
    accepted(LEDGER, RULES, block(signed(exactFee(bytes))));
    refuses(exactFee(bytes - 1), Part.WHOLE, 0, Objection.FEE_TOO_LOW);
  }

  private static Content exactFee(int fee) {
    return content(spend(0, new Holding(10_000 - fee, Town.to(2))), fee);
  }

  private static OutputId id(int number) {
    return new OutputId(new Hash(number, 0, 0, 0));
  }

  private static Content noted(Content of, int bytes) {
    return new Content(
        of.chain(),
        of.coins(),
        of.stakes(),
        of.burned(),
        of.fee(),
        of.order(),
        Bytes.of(new byte[bytes]));
  }

  @Test
  void anOutputIsWorthItsKeeping() {
    Holding rest = new Holding(8_990, Town.to(2));
    refuses(
        content(spend(0, rest, new Holding(0, Town.to(1))), 1_010),
        Part.COIN_OUTPUT,
        1,
        Objection.OUTPUT_OF_ZERO);
    refuses(
        content(spend(0, rest, new Holding(10, Town.to(1))), 1_000),
        Part.COIN_OUTPUT,
        1,
        Objection.DUST);
    accepted(
        LEDGER, RULES, block(signed(content(spend(0, rest, new Holding(11, Town.to(1))), 999))));
    Move stake = new Move(List.of(GENESIS.stake(0)), List.of(new Holding(0, Town.to(0))));
    refuses(content(PAY, stake, 0, 1_000, null), Part.STAKE_OUTPUT, 0, Objection.OUTPUT_OF_ZERO);
  }

  @Test
  void onlyWhatIsStandardStandsInAnEntry() {
    Condition odd = new Condition.Multisig(3, List.of(Town.address(0), Town.address(1)));
    refuses(
        content(spend(0, new Holding(9_000, odd)), 1_000),
        Part.COIN_OUTPUT,
        0,
        Refusal.MINIMUM_OUT_OF_RANGE);
    Condition old = new Condition.ToAddress(new Address(Address.SWAP, Town.SECRET));
    refuses(
        content(spend(0, new Holding(9_000, old)), 1_000),
        Part.COIN_OUTPUT,
        0,
        Refusal.ADDRESS_TYPE);
    refuses(
        LEDGER,
        RULES,
        block(Entry.open(CONTENT)),
        notStandard(Part.COIN_INPUT, Refusal.NOTHING_SHOWN));
    Entry swapped = signed(content(spend(3, new Holding(9_000, Town.to(2))), 1_000));
    var legacy =
        new Fulfillment.LegacySwap(
            (Condition.Swap) swap(), (Fulfillment.Swap) swapped.shown().getFirst());
    accepted(LEDGER, RULES, block(swapped));
    refuses(
        LEDGER,
        RULES,
        block(swapped.with(0, legacy)),
        notStandard(Part.COIN_INPUT, Refusal.WRONG_KIND));
  }

  private void refuses(Content content, Part part, int index, Refusal because) {
    refuses(
        LEDGER,
        RULES,
        block(signed(content)),
        new Refused(new Place(0, part, index), Objection.NOT_STANDARD, Optional.of(because)));
  }

  private static Refused notStandard(Part part, Refusal because) {
    return new Refused(new Place(0, part, 0), Objection.NOT_STANDARD, Optional.of(because));
  }

  @Test
  void whatIsSpentIsThereOnce() {
    Move twice = new Move(List.of(GENESIS.coin(0), GENESIS.coin(0)), PAY.outputs());
    refuses(content(twice, 11_000), Part.COIN_INPUT, 1, Objection.SPENT_TWICE);
    refuses(
        content(new Move(List.of(id(1)), PAY.outputs()), 1_000),
        Part.COIN_INPUT,
        0,
        Objection.UNKNOWN_OUTPUT);
    Entry again = signed(content(spend(0, new Holding(9_001, Town.to(2))), 999));
    refuses(
        block(signed(CONTENT), again), new Place(1, Part.COIN_INPUT, 0), Objection.SPENT_IN_BLOCK);
    Ledger after = accepted(LEDGER, RULES, block(signed(CONTENT)));
    refuses(
        after,
        RULES,
        after(after, RULES, again),
        new Refused(new Place(0, Part.COIN_INPUT, 0), Objection.UNKNOWN_OUTPUT));
    Move stake = new Move(List.of(GENESIS.coin(0)), List.of(new Holding(10_000, Town.to(0))));
    refuses(content(PAY, stake, 0, 1_000, null), Part.STAKE_INPUT, 0, Objection.UNKNOWN_OUTPUT);
  }

  @Test
  void whatIsSpentIsOpenedInItsTime() {
    Entry right = signed(CONTENT);
    refuses(
        LEDGER,
        RULES,
        block(right.with(0, Fulfillment.Single.signed(Town.KEYS.get(1), right.signing(0)))),
        unfulfilled(Refusal.WRONG_KEY));
    refuses(
        LEDGER,
        RULES,
        block(right.with(0, Fulfillment.Single.signed(Town.KEYS.get(0), right.signing(1)))),
        unfulfilled(Refusal.WRONG_SIGNATURE));
    refuses(
        LEDGER,
        RULES,
        block(
            right.with(0, new Fulfillment.Single(Town.KEYS.get(0).publicKey(), Signature.ABSENT))),
        notStandard(Part.COIN_INPUT, Refusal.UNSIGNED));
    Content early = content(spend(2, new Holding(9_000, Town.to(2))), 1_000);
    refuses(LEDGER, RULES, block(signed(early)), locked(Refusal.LOCKED));
    Content refund = content(spend(3, new Holding(9_000, Town.to(2))), 1_000);
    Entry open = Entry.open(refund);
    refuses(
        LEDGER,
        RULES,
        block(open.with(0, Fulfillment.Swap.signed(Town.KEYS.get(0), Hash.ZERO, open.signing(0)))),
        locked(Refusal.REFUND_TOO_EARLY));
    Ledger one = accepted(LEDGER, RULES, block());
    Ledger two = accepted(one, RULES, after(one, RULES));
    accepted(two, RULES, after(two, RULES, signed(early)));
    var payout = Names.payout(one.tip().id(), 0);
    Content spent = content(new Move(List.of(payout), List.of(new Holding(100, Town.to(0)))), 400);
    Entry entry = Entry.open(spent);
    entry = entry.with(0, Fulfillment.Single.signed(Town.KEYS.getFirst(), entry.signing(0)));
    refuses(
        one,
        RULES,
        after(one, RULES, entry),
        new Refused(new Place(0, Part.COIN_INPUT, 0), Objection.IMMATURE));
    accepted(two, RULES, after(two, RULES, entry));
  }

  private static Refused unfulfilled(Refusal because) {
    return new Refused(
        new Place(0, Part.COIN_INPUT, 0), Objection.UNFULFILLED, Optional.of(because));
  }

  private static Refused locked(Refusal because) {
    return new Refused(new Place(0, Part.COIN_INPUT, 0), Objection.LOCKED, Optional.of(because));
  }

  @Test
  void nothingComesOfNothing() {
    refuses(content(PAY, 999), Part.WHOLE, 0, Objection.COINS_NOT_CONSERVED);
    refuses(content(PAY, 1_001), Part.WHOLE, 0, Objection.COINS_NOT_CONSERVED);
    refuses(content(PAY, Move.NONE, 1, 1_000, null), Part.WHOLE, 0, Objection.COINS_NOT_CONSERVED);
    Holding huge = new Holding(Long.MAX_VALUE, Town.to(2));
    refuses(content(spend(0, huge, huge), 10_002), Part.WHOLE, 0, Objection.OVERFLOW);
    Move more = new Move(List.of(GENESIS.stake(0)), List.of(new Holding(101, Town.to(0))));
    refuses(content(PAY, more, 0, 1_000, null), Part.WHOLE, 0, Objection.STAKE_NOT_CONSERVED);
    Move less = new Move(List.of(GENESIS.stake(0)), List.of(new Holding(99, Town.to(0))));
    refuses(content(PAY, less, 0, 1_000, null), Part.WHOLE, 0, Objection.STAKE_NOT_CONSERVED);
    Order.Mint most = new Order.Mint(1, Long.MAX_VALUE - 20_000);
    Move all = spend(0, new Holding(Long.MAX_VALUE - 11_000, Town.to(2)));
    refuses(content(all, Move.NONE, 0, 1_000, most), Part.WHOLE, 0, Objection.OVERFLOW);
  }

  @Test
  void whatIsOptionalIsOffUnlessItIsOn() {
    RuleBook plain = rules(new Chapter.Charges(1, 10, 500, 2));
    Move minted = spend(0, new Holding(9_700, Town.to(2)));
    Content mint = content(minted, Move.NONE, 0, 1_000, new Order.Mint(1, 700));
    Content burn = content(PAY, Move.NONE, 100, 900, null);
    assertThat(accepted(LEDGER, RULES, block(signed(mint))).supply()).isEqualTo(41_200);
    assertThat(accepted(LEDGER, RULES, block(signed(burn))).supply()).isEqualTo(40_400);
    refuses(
        LEDGER,
        plain,
        block(plain, signed(mint)),
        new Refused(new Place(0, Part.ORDER, 0), Objection.PLUGIN_OFF));
    refuses(
        LEDGER,
        plain,
        block(plain, signed(burn)),
        new Refused(new Place(0, Part.WHOLE, 0), Objection.PLUGIN_OFF));
    RuleBook later = plain.from(2, RULES.at(1));
    refuses(
        LEDGER,
        later,
        block(later, signed(mint)),
        new Refused(new Place(0, Part.ORDER, 0), Objection.PLUGIN_OFF));
    Ledger one = accepted(LEDGER, later, block(later));
    accepted(one, later, after(one, later, signed(mint)));
  }

  @Test
  void anOrderIsSensibleAndIsSaidOnce() {
    Content mint =
        content(
            spend(0, new Holding(9_700, Town.to(2))), Move.NONE, 0, 1_000, new Order.Mint(7, 700));
    Content again =
        content(
            spend(1, new Holding(9_600, Town.to(2))), Move.NONE, 0, 1_000, new Order.Mint(7, 600));
    refuses(
        block(signed(mint), signed(again)), new Place(1, Part.ORDER, 0), Objection.NONCE_CONSUMED);
    Entry stolen = signed(mint);
    Fulfillment own = Fulfillment.Single.signed(Town.KEYS.getFirst(), stolen.signing(1));
    refuses(
        LEDGER,
        RULES,
        block(stolen.with(1, own)),
        new Refused(
            new Place(0, Part.ORDER, 0), Objection.UNFULFILLED, Optional.of(Refusal.WRONG_KIND)));
    refuses(
        content(PAY, Move.NONE, 0, 1_000, new Order.Mint(1, 0)),
        Part.ORDER,
        0,
        Objection.IDLE_ORDER);
    refuses(
        content(PAY, Move.NONE, 0, 1_000, new Order.NameMinters(1, new Condition.Nil())),
        Part.ORDER,
        0,
        Refusal.WRONG_KIND);
  }

  @Test
  void anOrderComesFromAnOfficeThatSomebodyHolds() {
    RuleBook all = rules(new Chapter.Charges(1, 10, 500, 2), Plugin.AUTHORIZATION);
    Order admit = new Order.Admit(1, List.of(Town.address(0)), List.of());
    Entry vacant = signed(content(Move.NONE, Move.NONE, 0, 0, admit));
    RuleBook free = rules(new Chapter.Charges(0, 10, 500, 2), Plugin.AUTHORIZATION);
    refuses(
        LEDGER,
        free,
        block(free, vacant),
        new Refused(new Place(0, Part.ORDER, 0), Objection.OFFICE_VACANT));
    refuses(
        LEDGER,
        all,
        block(all, vacant),
        new Refused(new Place(0, Part.WHOLE, 0), Objection.FEE_TOO_LOW));
    Order both = new Order.Admit(1, List.of(Town.address(0)), List.of(Town.address(0)));
    refuses(
        LEDGER,
        free,
        block(free, signed(content(Move.NONE, Move.NONE, 0, 0, both))),
        new Refused(new Place(0, Part.ORDER, 0), Objection.IDLE_ORDER));
  }

  private static Genesis ofAdmitted() {
    return new Genesis(
        Town.START,
        List.of(new Holding(10_000, Town.to(0)), new Holding(10_000, Town.to(1))),
        List.of(),
        Optional.empty(),
        Optional.of(Town.to(5)),
        List.of(Town.address(0), Town.address(2)),
        List.of());
  }

  @Test
  void coinsGoToWhoIsAdmitted() {
    Genesis genesis = ofAdmitted();
    RuleBook rules = rules(new Chapter.Charges(0, 0, 0, 0), Plugin.AUTHORIZATION);
    Ledger ledger = Ledger.of(genesis);
    NaiveLedger books = new NaiveLedger(genesis);
    Entry paid = moved(genesis, books, 0, Town.to(2));
    Entry away = moved(genesis, books, 0, new Condition.TimeLock(9, Town.to(3)));
    Entry barred = moved(genesis, books, 1, Town.to(2));
    accepted(ledger, rules, after(ledger, rules, paid));
    refuses(
        ledger,
        rules,
        after(ledger, rules, away),
        new Refused(new Place(0, Part.COIN_OUTPUT, 0), Objection.NOT_AUTHORIZED));
    refuses(
        ledger,
        rules,
        after(ledger, rules, barred),
        new Refused(new Place(0, Part.COIN_INPUT, 0), Objection.NOT_AUTHORIZED));
    Content order =
        new Content(
            genesis.chain(),
            Move.NONE,
            Move.NONE,
            0,
            0,
            Optional.of(new Order.Admit(1, List.of(Town.address(1)), List.of(Town.address(0)))),
            Bytes.EMPTY);
    Entry admits = Town.signed(order, books);
    accepted(ledger, rules, after(ledger, rules, admits, barred));
    refuses(
        ledger,
        rules,
        after(ledger, rules, admits, paid),
        new Refused(new Place(1, Part.COIN_INPUT, 0), Objection.NOT_AUTHORIZED));
  }

  private static Entry moved(Genesis genesis, NaiveLedger books, int coin, Condition to) {
    Move move = new Move(List.of(genesis.coin(coin)), List.of(new Holding(10_000, to)));
    return Town.signed(
        new Content(genesis.chain(), move, Move.NONE, 0, 0, Optional.empty(), Bytes.EMPTY), books);
  }
}
