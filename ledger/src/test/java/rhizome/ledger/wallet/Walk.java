package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Undo;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.pool.Limits;
import rhizome.ledger.pool.Pool;
import rhizome.ledger.transaction.TransactionId;

/** A real ledger and a real pool, and three wallets that follow them. */
final class Walk {

  static final Chapter CHAPTER =
      new Chapter(
          new Chapter.Limits(60_000, 16_000, 40, 20, 100),
          new Chapter.Charges(1, 50, 1_000, 2),
          List.of());

  record Step(Block block, Ledger before, Undo undo) {}

  final RuleBook rules = RuleBook.of(CHAPTER);
  final List<Keyring> keyrings = List.of(keyring(1, 3), keyring(2, 2), keyring(3, 1));
  final List<Wallet> wallets = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  final Genesis genesis;
  final Pool pool;
  Ledger ledger;

  Walk(Holding... coins) {
    this(new Limits(2_000_000, 4_000, 1_000_000, 4_000, 25), coins);
  }

  Walk(Limits limits, Holding... coins) {
    genesis =
        new Genesis(
            1_000_000_000_000L,
            List.of(coins),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    ledger = Ledger.of(genesis);
    pool = Pool.of(limits, rules, ledger);
    keyrings.forEach(keyring -> wallets.add(new Wallet(keyring, rules, ledger)));
  }

  static Keyring keyring(int seed, int count) {
    return Keyring.of(WalletSeed.of(Blake.of(new byte[] {(byte) seed, 9})), count);
  }

  static Address address(int who) {
    return keyring(who + 1, 1).addresses().getFirst();
  }

  static Condition to(int who) {
    return new Condition.ToAddress(address(who));
  }

  Wallet wallet(int who) {
    return wallets.get(who);
  }

  static Entry ready(Built built) {
    assertThat(built).isInstanceOf(Built.Ready.class);
    Paper paper = ((Built.Ready) built).paper();
    assertThat(paper.isComplete()).isTrue();
    return paper.entry();
  }

  /** What the wallet wrote is taken by the pool. */
  Entry sent(int who, Built built) {
    Entry entry = ready(built);
    Answer answer = pool.offer(entry);
    assertThat(answer).isInstanceOf(Answer.Waits.class);
    wallet(who).sent(entry);
    gone(((Answer.Waits) answer).gone());
    return entry;
  }

  void gone(List<TransactionId> ids) {
    for (TransactionId id : ids) {
      wallets.forEach(wallet -> wallet.giveUp(id));
    }
  }

  Block block() {
    return block(pool.waiting(CHAPTER.limits().blockBytesMax() - 500));
  }

  Block block(List<Entry> entries) {
    Block block = ledger.next(ledger.tip().time() + 10_000, entries, rules, Payees.all(to(2)));
    Verdict.Applied applied = (Verdict.Applied) ledger.apply(block, rules, Payees.all(to(2)));
    steps.add(new Step(block, ledger, applied.undo()));
    ledger = applied.state();
    gone(pool.follow(block, ledger));
    wallets.forEach(wallet -> wallet.follow(block));
    return block;
  }

  void takeBack() {
    Step last = steps.removeLast();
    ledger = ledger.revert(last.undo());
    List<TransactionId> gone = pool.takeBack(last.block(), ledger);
    wallets.forEach(wallet -> wallet.takeBack(last.block(), ledger.tip()));
    gone(gone);
  }
}
