package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;
import rhizome.ledger.wallet.Keyring.Hold;

/**
 * What some keys hold on one chain, and entries that spend it. Follows blocks as a ledger does;
 * what it sent and no block has yet is counted as spent, and the change of that can be spent again
 * at once. Is changed in place, by one who owns it.
 */
public final class Wallet {

  private final Keyring keyring;
  private final RuleBook rules;
  private final Map<OutputId, Coin> coins = new LinkedHashMap<>();
  private final List<Page> pages = new ArrayList<>();
  private final Sent sent;
  private Ledger.Tip tip;

  /** Finds what the keys hold in a ledger; its history begins there. */
  public Wallet(Keyring keyring, RuleBook rules, Ledger ledger) {
    this(keyring, rules, ledger.tip(), List.of());
    ledger
        .coins()
        .forEach((key, it) -> came(new Coin(new OutputId(key), it.holding(), it.matures())));
  }

  /**
   * Sees of a ledger no more than these coins, as who asks an explorer for its addresses does; of
   * the rules, those of the next block are enough to write an entry.
   */
  public Wallet(Keyring keyring, RuleBook rules, Ledger.Tip tip, List<Coin> coins) {
    this.keyring = keyring;
    this.rules = rules;
    this.sent = new Sent(keyring);
    this.tip = tip;
    coins.forEach(this::came);
  }

  private boolean came(Coin coin) {
    boolean ours = keyring.hold(coin.condition()).isPresent();
    if (ours) {
      coins.put(coin.id(), coin);
    }
    return ours;
  }

  public Keyring keyring() {
    return keyring;
  }

  public Ledger.Tip tip() {
    return tip;
  }

  /** What each block did that did anything to this wallet. */
  public List<Page> history() {
    return Collections.unmodifiableList(pages);
  }

  /** Entries of ours that no block has, as they were sent. */
  public List<Entry> waiting() {
    return sent.entries();
  }

  // -- what happens

  /** The entry is on its way: it waits in a pool. */
  public void sent(Entry entry) {
    sent.put(entry);
  }

  /**
   * The entry will be in no block: it was refused, replaced or dropped. What it spent is free
   * again, and what builds on it is given up, too; these are told.
   */
  public List<TransactionId> giveUp(TransactionId id) {
    return sent.drop(id);
  }

  /** One more block. Who is given up, because the block spent what it wanted, is told. */
  public List<TransactionId> follow(Block block) {
    if (!block.parent().equals(tip.id())) {
      throw new IllegalArgumentException("block %s is not after %s".formatted(block.id(), tip));
    }
    List<Coin> came = new ArrayList<>();
    List<Coin> went = new ArrayList<>();
    List<Entry> ours = new ArrayList<>();
    List<TransactionId> gone = new ArrayList<>();
    for (Entry entry : block.entries()) {
      TransactionId id = entry.id();
      sent.settle(id).ifPresent(ours::add);
      for (OutputId input : entry.content().coins().inputs()) {
        sent.spender(input).ifPresent(rival -> gone.addAll(sent.drop(rival)));
        Optional.ofNullable(coins.remove(input)).ifPresent(went::add);
      }
      List<Holding> outputs = entry.content().coins().outputs();
      for (int i = 0; i < outputs.size(); i++) {
        add(new Coin(entry.coins().get(i), outputs.get(i), block.height()), came);
      }
    }
    long matures = block.height() + rules.at(block.height()).charges().maturity();
    for (int i = 0; i < block.payouts().size(); i++) {
      add(new Coin(Names.payout(block.id(), i), block.payouts().get(i), matures), came);
    }
    Page page = new Page(block.id(), block.height(), block.time(), came, went, ours);
    if (!page.isBlank()) {
      pages.add(page);
    }
    tip = new Ledger.Tip(tip.chain(), block.height(), block.time(), block.id());
    return gone;
  }

  private void add(Coin coin, List<Coin> came) {
    if (came(coin)) {
      came.add(coin);
    }
  }

  /** The last block was taken back, after which the tip is {@code before}. Ours wait again. */
  public void takeBack(Block block, Ledger.Tip before) {
    if (!block.id().equals(tip.id()) || !block.parent().equals(before.id())) {
      throw new IllegalArgumentException("block %s is not the last, %s".formatted(block, tip));
    }
    tip = before;
    if (!pages.isEmpty() && pages.getLast().block().equals(block.id())) {
      Page page = pages.removeLast();
      page.went().forEach(coin -> coins.put(coin.id(), coin));
      page.came().forEach(coin -> coins.remove(coin.id()));
      page.ours().forEach(sent::put);
    }
  }

  // -- what there is

  /** Locks of the next block see this. */
  private Moment next() {
    return new Moment(tip.height() + 1, tip.seconds());
  }

  private List<Coin> free(Predicate<Coin> which) {
    return coins.values().stream()
        .filter(coin -> sent.spender(coin.id()).isEmpty() && which.test(coin))
        .toList();
  }

  private boolean is(Coin coin, Hold hold) {
    return keyring.hold(coin.condition()).equals(Optional.of(hold));
  }

  private List<Coin> spendable() {
    return free(coin -> is(coin, Hold.ALONE) && coin.isOpen(next()));
  }

  public Balance balance() {
    long spendable = 0;
    var immature = new TreeMap<Long, Long>(Long::compareUnsigned);
    var locked = new TreeMap<Long, Long>(Long::compareUnsigned);
    for (Coin coin : free(coin -> is(coin, Hold.ALONE))) {
      if (!coin.isMature(next())) {
        immature.merge(coin.matures(), coin.units(), Math::addExact);
      } else if (!coin.isUnlocked(next()) && coin.condition() instanceof Condition.TimeLock lock) {
        locked.merge(lock.until(), coin.units(), Math::addExact);
      } else {
        spendable += coin.units();
      }
    }
    return new Balance(
        spendable,
        Desk.sum(sent.change()),
        immature,
        locked,
        Desk.sum(shared()),
        Desk.sum(swaps()));
  }

  /** Coins that take others' signatures, too. */
  public List<Coin> shared() {
    return free(coin -> is(coin, Hold.SHARED));
  }

  /** Swaps that one of our keys is a party of, and that nobody claimed. */
  public List<Coin> swaps() {
    return free(coin -> is(coin, Hold.SWAP));
  }

  // -- what can be written

  private Desk desk() {
    return new Desk(tip.chain(), rules.at(tip.height() + 1));
  }

  private Built signed(Built built) {
    return built instanceof Built.Ready(Paper paper)
        ? new Built.Ready(paper.signed(keyring))
        : built;
  }

  /** Of coins in blocks if these are enough, and with change that waits if not. */
  public Built send(Payment payment) {
    Built built = desk().pay(spendable(), payment);
    if (built instanceof Built.Refused) {
      List<Coin> all = new ArrayList<>(spendable());
      sent.change().stream().filter(coin -> coin.isOpen(next())).forEach(all::add);
      built = desk().pay(all, payment);
    }
    return signed(built);
  }

  /**
   * Bonds outputs of stake, which are all of one bond, to a validator, or to nobody; they stay
   * under their conditions. What they earned is made by the ledger.
   */
  public Built bond(List<Coin> stakes, Optional<PublicKey> to, int feePercent) {
    if (stakes.isEmpty()) {
      return new Built.Refused(Refusal.NO_STAKE);
    }
    Desk desk = new Desk(tip.chain(), rules.at(tip.height() + 1), stakes, to);
    return signed(desk.pay(spendable(), new Payment(List.of(), Bytes.EMPTY, feePercent)));
  }

  /** Makes one coin of those of no more than {@code unitsMax}, of which each is worth its fee. */
  public Built sweep(long unitsMax, Address to, int feePercent) {
    List<Coin> small =
        spendable().stream()
            .filter(coin -> coin.units() <= unitsMax)
            .filter(isWorthIt(feePercent))
            .sorted(Coin.LARGEST_FIRST)
            .toList();
    return small.size() < 2
        ? new Built.Refused(Refusal.NOTHING_TO_SWEEP)
        : signed(desk().sweep(small, new Condition.ToAddress(to), feePercent));
  }

  /** Whether a coin brings more than its place in an entry costs. */
  private Predicate<Coin> isWorthIt(int feePercent) {
    Payment payment = new Payment(List.of(), Bytes.EMPTY, feePercent);
    Desk desk = desk();
    return coin -> coin.units() > desk.fee(List.of(coin), payment) - desk.fee(List.of(), payment);
  }

  /** Of coins under these terms, one of whose keys is ours; others may have to sign, too. */
  public Built sendShared(Condition.Multisig terms, Payment payment) {
    List<Coin> ours =
        shared().stream()
            .filter(coin -> coin.condition().address().equals(terms.address()))
            .filter(coin -> coin.isOpen(next()))
            .toList();
    return signed(desk().pay(ours, payment));
  }

  /** Takes what a swap holds, with its secret, or for somebody who knows that and signs. */
  public Built claim(OutputId swap, Optional<Hash> secret, int feePercent) {
    return ofSwap(
        swap,
        feePercent,
        (coins, terms) ->
            secret.isEmpty() || Paper.isSecret(secret.get(), terms)
                ? open(coins, terms.receiver(), secret, feePercent)
                : new Built.Refused(Refusal.WRONG_SECRET));
  }

  /** Takes back what a swap holds, once its time is over; to where it came from. */
  public Built refund(OutputId swap, int feePercent) {
    return ofSwap(
        swap,
        feePercent,
        (coins, terms) ->
            Long.compareUnsigned(tip.seconds(), terms.timeLock()) > 0
                ? open(coins, terms.sender(), Optional.empty(), feePercent)
                : new Built.Refused(Refusal.TOO_EARLY));
  }

  @FunctionalInterface
  private interface Opening {
    Built of(List<Coin> coins, Condition.Swap terms);
  }

  /** With what else was paid to the same swap, if that is worth its fee. */
  private Built ofSwap(OutputId id, int feePercent, Opening opening) {
    List<Coin> all = swaps();
    Coin coin = all.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
    if (coin == null || !(coin.condition() instanceof Condition.Swap terms)) {
      return new Built.Refused(Refusal.NOT_OURS);
    }
    Stream<Coin> others =
        all.stream()
            .filter(it -> !it.equals(coin) && it.condition().equals(terms))
            .filter(isWorthIt(feePercent))
            .sorted(Coin.LARGEST_FIRST);
    return opening.of(Stream.concat(Stream.of(coin), others).toList(), terms);
  }

  private Built open(List<Coin> coins, Address by, Optional<Hash> secret, int feePercent) {
    if (!keyring.has(by)) {
      return new Built.Refused(Refusal.NOT_OURS);
    }
    Built built = desk().sweep(coins, new Condition.ToAddress(by), feePercent);
    return built instanceof Built.Ready(Paper paper)
        ? new Built.Ready(paper.signed(keyring, _ -> secret))
        : built;
  }

  /** Pays for what a validator orders, which signs for that itself. */
  public Built order(Order.OfValidator order, KeyPair validator, int feePercent) {
    if (!order.validator().equals(validator.publicKey())) {
      return new Built.Refused(Refusal.NOT_OURS);
    }
    Payment payment = new Payment(List.of(), Bytes.EMPTY, feePercent);
    Built built = signed(desk().ordering(order).pay(spendable(), payment));
    return built instanceof Built.Ready(Paper paper)
        ? new Built.Ready(paper.ordered(validator))
        : built;
  }
}
