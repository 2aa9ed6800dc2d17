package rhizome.ledger.chain.state;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.TransactionId;

/** The next block while it is written: entries are posted one after the other, whole or not. */
final class Draft implements Check.View {

  private final Ledger before;
  private final Chapter chapter;
  private final long height;
  private final Moment now;
  private final Sheet<Unspent> coins;
  private final Sheet<Unspent> stakes;
  private final Sheet<Mark> nonces;
  private final Sheet<Mark> admitted;
  private Optional<Condition> minters;
  private Optional<Condition> authority;
  private long supply;
  private long fees;

  /** Locks see the time of the last block, so that whoever makes this one opens none by his own. */
  Draft(Ledger before, Chapter chapter) {
    this.before = before;
    this.chapter = chapter;
    this.height = before.tip().height() + 1;
    this.now = new Moment(height, before.tip().time());
    this.coins = new Sheet<>(before.coins());
    this.stakes = new Sheet<>(before.stakes());
    this.nonces = new Sheet<>(before.offices().nonces());
    this.admitted = new Sheet<>(before.offices().admitted());
    this.minters = before.offices().holders().minters();
    this.authority = before.offices().holders().authority();
    this.supply = before.supply();
  }

  long fees() {
    return fees;
  }

  /** Why the entry cannot come next; if it can, it is posted. {@code bytes} is its size. */
  Optional<Refused> post(int index, Entry entry, int bytes) {
    Optional<Refused> refused = new Check(index, entry, bytes, this).refusal();
    if (refused.isEmpty()) {
      write(entry.content(), entry.id());
    }
    return refused;
  }

  @Override
  public Hash chain() {
    return before.tip().chain();
  }

  @Override
  public Chapter chapter() {
    return chapter;
  }

  @Override
  public Moment now() {
    return now;
  }

  @Override
  public long supply() {
    return supply;
  }

  @Override
  public Offices.Holders holders() {
    return new Offices.Holders(minters, authority);
  }

  @Override
  public Sheet<Unspent> coins() {
    return coins;
  }

  @Override
  public Sheet<Unspent> stakes() {
    return stakes;
  }

  @Override
  public boolean isConsumed(Order order) {
    return nonces.has(Offices.key(order));
  }

  @Override
  public boolean isAdmitted(Address address) {
    return admitted.has(Offices.key(address));
  }

  /** What is spent goes first, so that no sum on the way is more than there is. */
  private void write(Content content, TransactionId id) {
    content.coins().inputs().forEach(input -> coins.remove(input.hash()));
    content.stakes().inputs().forEach(input -> stakes.remove(input.hash()));
    List<Holding> made = content.coins().outputs();
    for (int i = 0; i < made.size(); i++) {
      coins.put(Names.coin(id, i).hash(), new Unspent(made.get(i), height, height));
    }
    List<Holding> moved = content.stakes().outputs();
    for (int i = 0; i < moved.size(); i++) {
      stakes.put(Names.stake(id, i).hash(), new Unspent(moved.get(i), height, height));
    }
    supply += Check.minted(content) - content.burned();
    fees += content.fee();
    content.order().ifPresent(this::carryOut);
  }

  private void carryOut(Order order) {
    nonces.put(Offices.key(order), Mark.SET);
    switch (order) {
      case Order.Mint _ -> {}
      case Order.NameMinters(_, var named) -> minters = Optional.of(named);
      case Order.NameAuthority(_, var named) -> authority = Optional.of(named);
      case Order.Admit(_, var in, var out) -> {
        in.forEach(address -> admitted.put(Offices.key(address), Mark.SET));
        out.forEach(address -> admitted.remove(Offices.key(address)));
      }
    }
  }

  /** Whether the reward leaves the supply below what there can be. */
  boolean rewardOverflows() {
    return Sum.NOTHING.plus(supply).plus(chapter.charges().reward()).overflows();
  }

  Verdict.Applied finish(BlockId id, long time, List<Holding> payouts) {
    for (int i = 0; i < payouts.size(); i++) {
      long matures = Math.addExact(height, chapter.charges().maturity());
      coins.put(Names.payout(id, i).hash(), new Unspent(payouts.get(i), height, matures));
    }
    var tip = new Ledger.Tip(before.tip().chain(), height, time, id);
    var offices = new Offices(holders(), nonces.now(), admitted.now());
    long left = supply + chapter.charges().reward();
    var after = new Ledger(tip, coins.now(), stakes.now(), left, offices);
    if (stakes.now().weight() != before.stakes().weight()) {
      throw new IllegalStateException("stake came or went in block " + id + " at " + height);
    }
    return new Verdict.Applied(
        after,
        new Undo(
            id,
            before.tip(),
            before.supply(),
            before.offices().holders(),
            coins.delta(),
            stakes.delta(),
            nonces.delta(),
            admitted.delta()));
  }
}
