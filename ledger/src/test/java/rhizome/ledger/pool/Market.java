package rhizome.ledger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Undo;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.TransactionId;

/** A ledger, a pool, and the pool told again, to whom anything happens that can. */
final class Market {

  private static final Chapter.Limits LARGE = new Chapter.Limits(4_000_000, 16_000, 12, 12, 900);
  private static final Chapter FREE =
      new Chapter(LARGE, new Chapter.Charges(0, 10, 100, 2), List.of(Plugin.MINTING));
  private static final Chapter STRICT =
      new Chapter(LARGE, new Chapter.Charges(1, 20, 100, 2), List.of(Plugin.values()));

  private static final Hash SECRET = Blake.sha256(new byte[32]);

  private record Step(Block block, Ledger before, Undo undo) {}

  final NavigableSet<String> seen = new TreeSet<>();

  private final RandomGenerator random;
  private final Limits limits;
  private final RuleBook rules;
  private final List<Step> steps = new ArrayList<>();
  private final Genesis genesis = Slip.genesis(16, 200_000);
  private final Pool pool;
  private final NaivePool naive;
  private Ledger ledger = Ledger.of(genesis);

  Market(RandomGenerator random) {
    this.random = random;
    this.rules = RuleBook.of(FREE).from(random.nextInt(1, 4), STRICT);
    int entries = random.nextInt(3, 9);
    int signatures = random.nextInt(2, entries + 1);
    long bytes = random.nextInt(1_500, 4_000);
    this.limits = new Limits(bytes, entries, bytes / random.nextInt(1, 3), signatures, 3);
    this.pool = Pool.of(limits, rules, ledger);
    this.naive = new NaivePool(limits, rules, ledger);
  }

  void step() {
    switch (random.nextInt(16)) {
      case 0 -> follow(pool.waiting(random.nextInt(200, 1_500)));
      case 1 -> follow(outsiders());
      case 2 -> takeBack();
      case 3 -> expire();
      default -> offer(entry());
    }
  }

  private void offer(Entry entry) {
    List<Entry> before = pool.entries();
    Answer answer = pool.offer(entry);
    Optional<Refusal> told = naive.offer(entry);
    switch (answer) {
      case Answer.Waits(var id, var gone) -> {
        assertThat(told).as("the pool lets %s wait", id).isEmpty();
        assertThat(gone).as("who goes").containsExactlyInAnyOrderElementsOf(missing(before));
        seen.add(gone.isEmpty() ? "waits" : "pushes out");
      }
      case Answer.Refused(var why, var because, _) -> {
        assertThat(told.map(Refusal::name)).hasValue(because.isPresent() ? "NOT_VALID" : "" + why);
        assertThat(pool.entries()).as("nothing is changed by %s", why).isEqualTo(before);
        seen.add("" + why);
      }
    }
  }

  private List<TransactionId> missing(List<Entry> before) {
    return before.stream().map(Entry::id).filter(id -> !pool.has(id)).toList();
  }

  private void follow(List<Entry> entries) {
    Block block = Slip.block(ledger, rules, entries);
    Verdict.Applied applied = Slip.applied(ledger, rules, block);
    List<Entry> before = pool.entries();
    List<TransactionId> gone = pool.follow(block, applied.state());
    steps.add(new Step(block, ledger, applied.undo()));
    ledger = applied.state();
    naive.follow(block, ledger);
    List<TransactionId> lost = new ArrayList<>(missing(before));
    block.entries().forEach(entry -> lost.remove(entry.id()));
    assertThat(gone).containsExactlyInAnyOrderElementsOf(lost);
    seen.add(gone.isEmpty() ? "block" : "block that pushes out");
  }

  /** Entries that the pool may not know. */
  private List<Entry> outsiders() {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.add(entry());
    }
    return entries;
  }

  private void takeBack() {
    if (!steps.isEmpty()) {
      Step last = steps.removeLast();
      List<Entry> before = pool.entries();
      ledger = ledger.revert(last.undo());
      assertThat(ledger).isEqualTo(last.before());
      List<TransactionId> gone = pool.takeBack(last.block(), ledger);
      naive.takeBack(last.block(), ledger);
      List<Entry> all = new ArrayList<>(last.block().entries());
      all.addAll(before);
      assertThat(gone).isEqualTo(missing(all));
      seen.add("taken back");
    }
  }

  private void expire() {
    Moment moment = new Moment(ledger.tip().height() - random.nextInt(3), 0);
    seen.add(pool.expire(moment).isEmpty() ? "none is old" : "expired");
    naive.expire(moment);
  }

  void holds() {
    List<Entry> all = pool.waiting(Long.MAX_VALUE);
    assertThat(pool.entries()).as("what plain validation accepts").isEqualTo(naive.entries());
    assertThat(all).as("the best packages first").isEqualTo(naive.best());
    assertThat(all).containsExactlyInAnyOrderElementsOf(pool.entries());
    Block next = Slip.block(ledger, rules, all);
    assertThat(next.entries()).as("all of them fit, as they are offered").isEqualTo(all);
    Slip.applied(ledger, rules, next);
    List<Hash> claims =
        all.stream().flatMap(entry -> Waiting.claims(entry.content()).stream()).toList();
    assertThat(claims).as("no two want the same").doesNotHaveDuplicates();
    assertThat(pool.size()).isEqualTo(all.size()).isLessThanOrEqualTo(limits.entriesMax());
    assertThat(pool.bytes())
        .isEqualTo(all.stream().mapToLong(entry -> entry.encode().length).sum())
        .isLessThanOrEqualTo(limits.bytesMax());
    int room = random.nextInt(4_000);
    List<Entry> some = pool.waiting(room);
    assertThat(some.stream().mapToLong(it -> it.encode().length).sum()).isLessThanOrEqualTo(room);
    assertThat(Slip.block(ledger, rules, some).entries()).isEqualTo(some);
  }

  // -- what is offered

  private Entry entry() {
    Slip slip = new Slip(ledger.tip().chain());
    List<Slip.Source> sources = new ArrayList<>(Slip.coins(ledger));
    List<Slip.Source> fresh = new ArrayList<>();
    for (Entry each : pool.entries()) {
      for (int i = 0; i < each.content().coins().outputs().size(); i++) {
        fresh.add(Slip.output(each, i));
      }
    }
    long in = 0;
    List<Slip.Source> spent = new ArrayList<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      List<Slip.Source> from = fresh.isEmpty() || random.nextInt(3) == 0 ? sources : fresh;
      Slip.Source source = from.get(random.nextInt(from.size()));
      if (!spent.contains(source)) {
        spent.add(source);
        slip.spend(source);
        in += source.holding().units();
      }
    }
    if (random.nextInt(4) == 0) {
      int who = random.nextInt(4);
      var stake = new Slip.Source(genesis.stake(who), genesis.stakes().get(who));
      slip.move(stake, Slip.to(who));
    }
    in += order(slip);
    long fee = Math.min(in, (long) random.nextInt(4, 40) * random.nextInt(5, 90));
    split(slip, in - fee);
    Entry entry = slip.note(random.nextInt(8) == 0 ? 800 : random.nextInt(40)).entry();
    return random.nextInt(15) == 0 ? spoilt(entry) : entry;
  }

  /** Signed for another place, by nobody, or by another. */
  private Entry spoilt(Entry entry) {
    int place = random.nextInt(entry.shown().size());
    return switch (random.nextInt(3)) {
      case 0 -> Entry.open(entry.content());
      case 1 ->
          entry.with(place, Fulfillment.Single.signed(Slip.KEYS.get(1), entry.signing(place + 1)));
      default ->
          entry.with(place, Fulfillment.Single.signed(Slip.KEYS.get(0), entry.signing(place)));
    };
  }

  private void split(Slip slip, long units) {
    long left = units;
    for (int i = random.nextInt(1, 4); i > 1 && left > 2_000; i--) {
      slip.pay(left / 2, condition());
      left -= left / 2;
    }
    if (left > 0) {
      slip.pay(left, condition());
    }
  }

  private Condition condition() {
    Address one = Slip.address(random.nextInt(4));
    return switch (random.nextInt(8)) {
      case 0 -> new Condition.TimeLock(ledger.tip().height() + random.nextInt(1, 4), Slip.to(2));
      case 1 -> new Condition.Multisig(2, List.of(Slip.address(0), Slip.address(3)));
      case 2 ->
          new Condition.Swap(one, one, SECRET, ledger.tip().seconds() + random.nextInt(-5, 15));
      default -> new Condition.ToAddress(one);
    };
  }

  private long order(Slip slip) {
    long nonce = random.nextInt(12);
    int who = random.nextInt(4);
    Condition minter = ledger.offices().holders().minters().orElseThrow();
    Condition authority = ledger.offices().holders().authority().orElseThrow();
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        slip.order(new Order.Mint(nonce, 500), minter);
        return 500;
      }
      case 2 -> slip.order(new Order.NameMinters(nonce, Slip.to(who)), minter);
      case 3 -> slip.order(new Order.NameAuthority(nonce, Slip.to(who)), authority);
      case 4, 5 -> slip.order(admit(nonce, who), authority);
      default -> {}
    }
    return 0;
  }

  private Order admit(long nonce, int who) {
    List<Address> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(Slip.address(i));
    }
    all.add(new Condition.Multisig(2, List.of(Slip.address(0), Slip.address(3))).address());
    List<Address> barred = random.nextBoolean() ? List.of(all.remove(who)) : List.of();
    return new Order.Admit(nonce, all, barred);
  }
}
