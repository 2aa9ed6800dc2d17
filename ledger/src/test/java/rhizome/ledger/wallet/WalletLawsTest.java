package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.transaction.OutputId;

/** What wallets say after any sequence of payments and blocks, against sums over the ledger. */
class WalletLawsTest {

  private static final Hash SECRET = Blake.of(new byte[] {5});

  /** What keys hold, told by a look at all that is unspent. */
  private static final class NaiveWallet {
    private final List<Address> ours;
    private final List<OutputId> spent = new ArrayList<>();
    private final Moment next;
    private long spendable;
    private long unconfirmed;
    private final NavigableMap<Long, Long> immature = new TreeMap<>();
    private final NavigableMap<Long, Long> locked = new TreeMap<>();
    private long shared;
    private long inSwaps;

    NaiveWallet(Walk walk, int who) {
      ours = walk.keyrings.get(who).addresses();
      next = new Moment(walk.ledger.tip().height() + 1, walk.ledger.tip().seconds());
      List<Entry> waiting =
          walk.pool.entries().stream().filter(walk.wallet(who).waiting()::contains).toList();
      waiting.forEach(it -> spent.addAll(it.content().coins().inputs()));
      for (Entry entry : waiting) {
        List<Holding> outputs = entry.content().coins().outputs();
        for (int i = 0; i < outputs.size(); i++) {
          if (isAlone(outputs.get(i).condition()) && !spent.contains(Names.coin(entry.id(), i))) {
            unconfirmed += outputs.get(i).units();
          }
        }
      }
      walk.ledger
          .coins()
          .forEach(
              (id, it) -> {
                if (!spent.contains(new OutputId(id))) {
                  add(it.holding(), it.matures());
                }
              });
    }

    private boolean isAlone(Condition condition) {
      return condition instanceof Condition.TimeLock lock
          ? isAlone(lock.inner())
          : condition instanceof Condition.ToAddress(var address) && ours.contains(address);
    }

    private void add(Holding holding, long matures) {
      long units = holding.units();
      if (holding.condition() instanceof Condition.Multisig(_, var all)) {
        shared += all.stream().anyMatch(ours::contains) ? units : 0;
      } else if (holding.condition() instanceof Condition.Swap swap) {
        boolean party = ours.contains(swap.sender()) || ours.contains(swap.receiver());
        inSwaps += party ? units : 0;
      } else if (isAlone(holding.condition())) {
        if (matures > next.height()) {
          immature.merge(matures, units, Long::sum);
        } else if (holding.condition() instanceof Condition.TimeLock lock && !lock.isOver(next)) {
          locked.merge(lock.until(), units, Long::sum);
        } else {
          spendable += units;
        }
      }
    }

    Balance balance() {
      return new Balance(spendable, unconfirmed, immature, locked, shared, inSwaps);
    }
  }

  /** Something that happens to three wallets, a pool and a ledger. */
  private record Life(Walk walk, RandomGenerator random) {

    void step() {
      int who = random.nextInt(3);
      Wallet wallet = walk.wallet(who);
      switch (random.nextInt(10)) {
        case 0 -> walk.block();
        case 1 -> walk.block(walk.pool.waiting(random.nextInt(2_000)));
        case 2 -> takeBack();
        case 3 -> walk.gone(walk.pool.expire(new Moment(walk.ledger.tip().height() - 3, 0)));
        case 4 ->
            tried(who, wallet.sweep(30_000, walk.keyrings.get(who).addresses().getLast(), 100));
        case 5 -> swap(who);
        default -> tried(who, wallet.send(payment()));
      }
    }

    private void takeBack() {
      if (!walk.steps.isEmpty()) {
        walk.takeBack();
      }
    }

    /** What a wallet writes the pool takes, always. */
    private void tried(int who, Built built) {
      if (built instanceof Built.Ready) {
        walk.sent(who, built);
      }
    }

    /** The other party may have been faster. */
    private void swap(int who) {
      Wallet wallet = walk.wallet(who);
      for (Coin coin : wallet.swaps()) {
        boolean back = random.nextBoolean();
        Built built =
            back
                ? wallet.refund(coin.id(), 110)
                : wallet.claim(coin.id(), Optional.of(SECRET), 110);
        if (built instanceof Built.Ready(Paper paper)) {
          if (walk.pool.offer(paper.entry()) instanceof Answer.Refused refused) {
            assertThat(refused.why()).isEqualTo(rhizome.ledger.pool.Refusal.CONFLICT);
          } else {
            wallet.sent(paper.entry());
          }
        }
      }
    }

    private Payment payment() {
      List<Holding> outputs = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        outputs.add(new Holding(random.nextInt(100, 40_000), condition()));
      }
      return Payment.of(outputs.toArray(Holding[]::new));
    }

    private Condition condition() {
      var tip = walk.ledger.tip();
      Address one = Walk.address(random.nextInt(3));
      Address two = walk.keyrings.get(random.nextInt(2)).addresses().get(1);
      return switch (random.nextInt(7)) {
        case 0 -> new Condition.TimeLock(tip.height() + random.nextInt(1, 4), Walk.to(1));
        case 1 -> new Condition.TimeLock(tip.seconds() + random.nextInt(30), Walk.to(0));
        case 2 -> new Condition.Multisig(1, List.of(one, two));
        case 3 -> new Condition.Swap(one, two, Blake.sha256(SECRET.toArray()), tip.seconds() + 15);
        default -> new Condition.ToAddress(one);
      };
    }
  }

  @Test
  void balancesAreSumsOverTheLedgerAndWhatAWalletWritesIsTaken() {
    long[] seen = new long[6];
    Property.forAll(
        30,
        random -> {
          Walk walk =
              new Walk(
                  new Holding(400_000, Walk.to(0)),
                  new Holding(90_000, Walk.to(1)),
                  new Holding(9_000, Walk.to(2)));
          Life life = new Life(walk, random);
          for (int i = 0; i < 60; i++) {
            life.step();
            for (int who = 0; who < 3; who++) {
              Wallet wallet = walk.wallet(who);
              Balance balance = wallet.balance();
              assertThat(balance).isEqualTo(new NaiveWallet(walk, who).balance());
              assertThat(wallet.waiting()).allMatch(entry -> walk.pool.has(entry.id()));
              seen[0] += balance.unconfirmed();
              seen[1] += balance.immature().size();
              seen[2] += balance.locked().size();
              seen[3] += balance.shared();
              seen[4] += balance.inSwaps();
            }
          }
          historyAddsUp(walk);
          for (int who = 0; who < 3; who++) {
            Wallet found = new Wallet(walk.keyrings.get(who), walk.rules, walk.ledger);
            walk.wallet(who).waiting().forEach(found::sent);
            assertThat(found.balance()).isEqualTo(walk.wallet(who).balance());
          }
          seen[5] += walk.pool.size();
        });
    assertThat(seen).as("each kind was seen").doesNotContain(0);
  }

  /** What came and went, block by block, is what is there now and was not at the beginning. */
  private static void historyAddsUp(Walk walk) {
    for (int who = 0; who < 3; who++) {
      List<Address> ours = walk.keyrings.get(who).addresses();
      long[] sum = new long[1];
      walk.genesis.coins().stream()
          .filter(it -> it.condition() instanceof Condition.ToAddress(var a) && ours.contains(a))
          .forEach(it -> sum[0] += it.units());
      walk.wallet(who).history().forEach(page -> sum[0] += page.net());
      long[] now = new long[1];
      Keyring keyring = walk.keyrings.get(who);
      walk.ledger
          .coins()
          .forEach(
              (_, it) ->
                  now[0] +=
                      keyring.hold(it.holding().condition()).isPresent()
                          ? it.holding().units()
                          : 0);
      assertThat(sum[0]).isEqualTo(now[0]);
    }
  }
}
