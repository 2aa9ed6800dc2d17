package rhizome.ledger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Objection;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.transaction.TransactionId;

/** Each thing a pool does, and each way it refuses, by name. */
class PoolTest {

  private static final Genesis GENESIS = Slip.genesis(40, 1_000_000);
  private static final Ledger LEDGER = Ledger.of(GENESIS);
  private static final Chapter.Limits BLOCKS = new Chapter.Limits(2_000_000, 16_000, 50, 50, 512);
  private static final Chapter CHAPTER =
      new Chapter(BLOCKS, new Chapter.Charges(0, 10, 100, 2), List.of(Plugin.values()));
  private static final RuleBook RULES = RuleBook.of(CHAPTER);
  private static final Limits LIMITS = new Limits(1_000_000, 1_000, 500_000, 1_000, 25);

  private Pool pool = Pool.of(LIMITS, RULES, LEDGER);

  private static Slip slip(int coin) {
    return new Slip(GENESIS.chain()).spend(Slip.coin(GENESIS, coin));
  }

  /** From one coin of the genesis, back to the one who has it. */
  private static Entry pay(int coin, long fee) {
    return slip(coin).change(fee, 0);
  }

  private static Entry child(Entry of, long fee) {
    return new Slip(GENESIS.chain()).spend(Slip.output(of, 0)).change(fee, 0);
  }

  private Entry waits(Entry entry, Entry... gone) {
    List<TransactionId> ids = List.of(gone).stream().map(Entry::id).toList();
    Answer answer = pool.offer(entry);
    assertThat(answer).isInstanceOf(Answer.Waits.class);
    assertThat(((Answer.Waits) answer).gone()).containsExactlyInAnyOrderElementsOf(ids);
    return entry;
  }

  private Answer.Refused refused(Entry entry, Refusal why) {
    List<Entry> before = pool.entries();
    Answer answer = pool.offer(entry);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).why()).isEqualTo(why);
    assertThat(pool.entries()).isEqualTo(before);
    return (Answer.Refused) answer;
  }

  private void small(int entries) {
    pool = Pool.of(new Limits(1_000_000, entries, 500_000, entries, 25), RULES, LEDGER);
  }

  @Test
  void theSameEntryWaitsOnce() {
    refused(waits(pay(0, 500)), Refusal.KNOWN);
  }

  @Test
  void aSecondSpenderIsRefusedUnlessItPaysMore() {
    waits(pay(0, 500));
    refused(slip(0).pay(10_000, Slip.to(2)).change(500, 0), Refusal.CONFLICT);
    refused(pay(0, 400), Refusal.CONFLICT);
  }

  @Test
  void aReplacementPaysATenthMoreForAByteAndInAll() {
    Entry first = waits(pay(0, 1_000));
    refused(pay(0, 1_099), Refusal.RATE_TOO_LOW_TO_REPLACE);
    Entry second = waits(pay(0, 1_100), first);
    Entry after = waits(child(second, 1_000));
    refused(pay(0, 2_309), Refusal.FEE_TOO_LOW_TO_REPLACE);
    waits(pay(0, 2_310), second, after);
    assertThat(pool.size()).isOne();
  }

  @Test
  void whatIsReplacedGoesWithAllThatBuildsOnItAndThatIsBounded() {
    Slip wide = slip(0);
    for (int i = 0; i < 30; i++) {
      wide.pay(20_000, Slip.to(0));
    }
    Entry root = waits(wide.change(1_000, 0));
    List<Entry> all = new ArrayList<>(List.of(root));
    for (int i = 0; i < 25; i++) {
      var source = Slip.output(root, i);
      all.add(waits(new Slip(GENESIS.chain()).spend(source).change(100, 0)));
      if (i == 23) {
        Entry enough = pay(0, 100_000);
        Pool before = pool;
        pool = Pool.of(LIMITS, RULES, LEDGER);
        all.forEach(this::waits);
        waits(enough, all.toArray(Entry[]::new));
        pool = before;
      }
    }
    refused(pay(0, 100_000), Refusal.REPLACES_TOO_MANY);
  }

  @Test
  void nothingReplacesWhatItBuildsOn() {
    Entry root = waits(pay(0, 100));
    Slip both = new Slip(GENESIS.chain()).spend(Slip.coin(GENESIS, 0), Slip.output(root, 0));
    refused(both.change(10_000, 0), Refusal.REPLACES_ITS_PARENT);
  }

  @Test
  void twoOrdersOfOneNonceAreAConflict() {
    Order mint = new Order.Mint(7, 500);
    waits(slip(0).order(mint, Slip.to(0)).change(500, 0));
    refused(slip(1).order(mint, Slip.to(0)).change(400, 0), Refusal.CONFLICT);
    waits(slip(1).order(new Order.Mint(8, 500), Slip.to(0)).change(400, 0));
  }

  @Test
  void anOrderThatChangesOfficesIsAloneAndLastAndNothingBuildsOnIt() {
    Entry turn =
        waits(slip(0).order(new Order.NameMinters(1, Slip.to(2)), Slip.to(0)).change(9_000, 0));
    Entry mint = waits(slip(2).order(new Order.Mint(1_000, 500), Slip.to(0)).change(700, 0));
    refused(
        slip(1).order(new Order.NameAuthority(1, Slip.to(2)), Slip.to(1)).change(8_000, 0),
        Refusal.CONFLICT);
    refused(child(turn, 1_000), Refusal.BEHIND_ORDER);
    assertThat(pool.waiting(10_000)).containsExactly(mint, turn);
    Answer.Refused early =
        refused(slip(3).order(new Order.Mint(9, 500), Slip.to(2)).change(10, 0), Refusal.NOT_VALID);
    assertThat(early.because().map(Verdict.Refused::objection)).hasValue(Objection.UNFULFILLED);
    follow(turn);
    assertThat(pool.has(mint.id())).as("signed by who minted before").isFalse();
    waits(slip(3).order(new Order.Mint(9, 500), Slip.to(2)).change(10, 0));
  }

  @Test
  void aPackageHasItsLimitsInBytesAndInSignatures() {
    pool = Pool.of(new Limits(1_000_000, 100, 1_000, 100, 25), RULES, LEDGER);
    Entry last = chained(0, 3);
    refused(
        new Slip(GENESIS.chain()).spend(Slip.output(last, 0)).note(400).change(100, 0),
        Refusal.PACKAGE_TOO_LARGE);
    pool = Pool.of(new Limits(1_000_000, 100, 500_000, 3, 25), RULES, LEDGER);
    refused(child(chained(0, 3), 100), Refusal.PACKAGE_TOO_COSTLY);
  }

  private Entry chained(int coin, int count) {
    Entry last = waits(pay(coin, 100));
    for (int i = 1; i < count; i++) {
      last = waits(child(last, 100));
    }
    return last;
  }

  @Test
  void whenItIsFullTheWorstGoesAndWhatIsNoBetterIsToldTheRate() {
    small(3);
    Entry worst = waits(pay(0, 200));
    waits(pay(1, 300));
    waits(pay(2, 400));
    Answer.Refused full = refused(pay(3, 200), Refusal.POOL_FULL);
    assertThat(full.above()).hasValue(new Rate(200, worst.encode().length));
    Entry better = waits(pay(3, 201), worst);
    refused(pay(0, 201), Refusal.POOL_FULL);
    waits(pay(0, 500), better);
  }

  @Test
  void whatOthersBuildOnGoesAfterThem() {
    small(3);
    Entry cheap = waits(pay(0, 10));
    Entry dear = waits(child(cheap, 1_000));
    Entry middle = waits(pay(1, 400));
    Entry fresh = waits(pay(2, 600), middle);
    assertThat(pool.entries()).containsExactly(cheap, dear, fresh);
    Entry more = waits(pay(3, 700), dear);
    assertThat(pool.entries()).containsExactly(cheap, fresh, more);
    waits(pay(4, 800), cheap);
  }

  @Test
  void nothingPushesOutWhatItBuildsOn() {
    small(2);
    Entry cheap = waits(pay(0, 10));
    waits(pay(1, 500));
    refused(child(cheap, 600), Refusal.POOL_FULL);
    small(2);
    waits(pay(0, 10));
    Entry other = waits(pay(1, 20));
    Entry dear = waits(child(cheap, 5_000), other);
    assertThat(pool.entries()).containsExactly(cheap, dear);
  }

  @Test
  void aChildPaysForItsParentsAndComesBehindThem() {
    Entry parent = waits(pay(0, 0));
    Entry middle = waits(pay(1, 600));
    Entry child = waits(child(parent, 2_000));
    Entry low = waits(pay(2, 100));
    assertThat(pool.waiting(10_000)).containsExactly(parent, child, middle, low);
    assertThat(pool.waiting(child.encode().length + 10)).containsExactly(middle);
  }

  @Test
  void aSiblingIsWorthMoreOnceTheirParentIsPaidFor() {
    Entry parent = waits(slip(0).pay(400_000, Slip.to(0)).change(0, 0));
    Entry first = waits(child(parent, 4_000));
    var other = new Slip(GENESIS.chain()).spend(Slip.output(parent, 1));
    Entry second = waits(other.change(2_000, 0));
    Entry between = waits(pay(1, 1_500));
    assertThat(pool.waiting(10_000)).containsExactly(parent, first, second, between);
  }

  @Test
  void whenItsStepsAreSpentTheRestComesAsItCame() {
    List<Entry> chain = new ArrayList<>(List.of(pay(0, 900)));
    for (int i = 1; i < 6; i++) {
      chain.add(child(chain.getLast(), 900 - 100L * i));
    }
    Entry dear = pay(1, 2_000);
    List<Entry> all = new ArrayList<>(chain);
    all.add(dear);
    Room room = room(all);
    List<Entry> best = new ArrayList<>(List.of(dear));
    best.addAll(chain);
    assertThat(new Line(room.inOrder(), 10_000, 1_000).entries()).isEqualTo(best);
    assertThat(new Line(room.inOrder(), 10_000, 1).entries()).isEqualTo(best);
    assertThat(new Line(room.inOrder(), 10_000, 0).entries()).isEqualTo(all);
    int three = 3 * dear.encode().length;
    assertThat(new Line(room.inOrder(), three, 0).entries()).isEqualTo(chain.subList(0, 3));
    assertThat(new Line(room.inOrder(), three, 1).entries()).isEqualTo(best.subList(0, 3));
    Entry large = slip(2).note(400).change(100, 0);
    Room two = room(List.of(large, child(large, 100)));
    assertThat(new Line(two.inOrder(), three / 2, 0).entries()).as("no child alone").isEmpty();
  }

  private static Room room(List<Entry> all) {
    Room room = new Room();
    for (int i = 0; i < all.size(); i++) {
      Entry entry = all.get(i);
      Waiting waiting = new Waiting(i, entry, entry.encode().length, new Moment(0, 0));
      waiting.measure(Waiting.upwards(room.parents(entry.content())));
      room.put(waiting, true);
    }
    return room;
  }

  @Test
  void whatTheLedgerHasAgainstItStandsBeside() {
    refused(child(pay(0, 10), 10), Refusal.ORPHAN);
    Entry right = pay(0, 500);
    var wrong = refused(Entry.open(right.content()), Refusal.NOT_VALID);
    assertThat(wrong.because().map(Verdict.Refused::objection)).hasValue(Objection.NOT_STANDARD);
    Entry locked = waits(slip(0).pay(900_000, new Condition.TimeLock(3, Slip.to(0))).entry());
    assertThat(refused(child(locked, 10), Refusal.TOO_EARLY).because()).isPresent();
  }

  private Ledger follow(Entry... entries) {
    Ledger before = pool.ledger();
    Block block = Slip.block(before, RULES, List.of(entries));
    assertThat(block.entries()).containsExactly(entries);
    pool.follow(block, Slip.applied(before, RULES, block).state());
    return before;
  }

  @Test
  void aBlockTakesWhatIsInItAndWhatWantsTheSame() {
    Entry taken = waits(pay(0, 100));
    Entry onTaken = waits(child(taken, 100));
    Entry rival = waits(pay(1, 100));
    waits(child(rival, 100));
    Entry other = waits(pay(2, 100));
    follow(taken, pay(1, 90));
    assertThat(pool.entries()).containsExactly(onTaken, other);
    refused(taken, Refusal.ORPHAN);
  }

  @Test
  void whatWasInABlockThatIsTakenBackWaitsAgain() {
    Entry taken = waits(pay(0, 100));
    Entry onTaken = waits(child(taken, 100));
    Ledger before = pool.ledger();
    Entry outsider = pay(1, 90);
    Block block = Slip.block(before, RULES, List.of(taken, outsider));
    pool.follow(block, Slip.applied(before, RULES, block).state());
    assertThat(pool.takeBack(block, before)).isEmpty();
    assertThat(pool.entries()).containsExactly(taken, outsider, onTaken);
  }

  @Test
  void whatNeedsNoParentAnyMoreIsWorthWhatItPaysItself() {
    small(2);
    Entry cheap = waits(pay(0, 10));
    Entry dear = waits(child(cheap, 2_000));
    follow(cheap);
    Entry middle = waits(pay(1, 1_500));
    assertThat(pool.waiting(10_000)).containsExactly(dear, middle);
    waits(pay(2, 1_600), middle);
  }

  @Test
  void anOrderWhoseOfficeChangedInTheBlockThatIsTakenBackDoesNotWaitAgain() {
    Entry turn = slip(0).order(new Order.NameMinters(1, Slip.to(2)), Slip.to(0)).change(500, 0);
    Entry mint = slip(1).order(new Order.Mint(2, 500), Slip.to(2)).change(500, 0);
    Ledger before = follow(turn, mint);
    Block block = Slip.block(before, RULES, List.of(turn, mint));
    assertThat(pool.takeBack(block, before)).containsExactly(mint.id());
    assertThat(pool.entries()).containsExactly(turn);
  }

  @Test
  void whoeverIsBarredIsNoLongerPaid() {
    Entry toTwo = waits(slip(0).pay(500_000, Slip.to(2)).change(100, 0));
    Entry onIt = waits(new Slip(GENESIS.chain()).spend(Slip.output(toTwo, 1)).change(100, 0));
    Entry other = waits(pay(4, 100));
    Order bar = new Order.Admit(1, List.of(), List.of(Slip.address(2)));
    follow(slip(1).order(bar, Slip.to(1)).change(100, 0));
    assertThat(pool.entries()).containsExactly(other);
    assertThat(refused(toTwo, Refusal.NOT_VALID).because().map(Verdict.Refused::objection))
        .hasValue(Objection.NOT_AUTHORIZED);
    assertThat(pool.has(onIt.id())).isFalse();
  }

  @Test
  void whatANewChapterDoesNotTakeGoes() {
    Chapter dearer =
        new Chapter(BLOCKS, new Chapter.Charges(2, 10, 100, 2), List.of(Plugin.values()));
    pool = Pool.of(LIMITS, RULES.from(2, dearer), LEDGER);
    waits(pay(0, 100));
    Entry enough = waits(pay(1, 1_000));
    follow();
    assertThat(pool.entries()).containsExactly(enough);
  }

  @Test
  void whatCameBeforeAHeightOrATimeExpiresWithWhatBuildsOnIt() {
    Entry old = waits(pay(0, 100));
    follow();
    waits(child(old, 100));
    Entry late = waits(pay(1, 100));
    assertThat(pool.expire(new Moment(0, LEDGER.tip().seconds()))).isEmpty();
    assertThat(pool.expire(new Moment(1, 0))).hasSize(2);
    assertThat(pool.entries()).containsExactly(late);
    assertThat(pool.expire(new Moment(0, LEDGER.tip().seconds() + 100))).containsExactly(late.id());
  }

  @Test
  void aBlockThatDoesNotFollowIsAMistakeOfTheCaller() {
    Block block = Slip.block(LEDGER, RULES, List.of());
    Ledger after = Slip.applied(LEDGER, RULES, block).state();
    assertThatThrownBy(() -> pool.follow(block, LEDGER)).hasMessageContaining("leads from");
    pool.follow(block, after);
    assertThatThrownBy(() -> pool.follow(block, after)).hasMessageContaining("leads from");
    assertThatThrownBy(() -> pool.takeBack(block, after)).hasMessageContaining("leads from");
  }

  @Test
  void limitsRefuseAPoolThatNothingFitsIn() {
    assertThatThrownBy(() -> new Limits(0, 1, 1, 1, 1)).hasMessageContaining("nothing fits");
    assertThatThrownBy(() -> new Limits(5, 9, 6, 1, 1)).hasMessageContaining("more than the pool");
    assertThatThrownBy(() -> new Limits(5, 1, 5, 2, 1)).hasMessageContaining("more than the pool");
    assertThat(Limits.USUAL.replacedMax()).isEqualTo(25);
  }

  @Test
  void ratesAreComparedWithoutRounding() {
    Rate most = new Rate(Long.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(most).isLessThan(new Rate(Long.MAX_VALUE, Integer.MAX_VALUE - 1L));
    assertThat(new Rate(Long.MAX_VALUE - 1, Integer.MAX_VALUE)).isLessThan(most);
    assertThat(new Rate(1, 3)).isEqualByComparingTo(new Rate(2, 6));
    assertThat(most.exceeds(most, 10)).isFalse();
    assertThat(new Rate(110, 7).exceeds(new Rate(100, 7), 10)).isTrue();
    assertThat(new Rate(109, 7).exceeds(new Rate(100, 7), 10)).isFalse();
    assertThat(new Rate(3, 2)).hasToString("3 for 2 bytes");
  }
}
