package rhizome.ledger.wallet;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/**
 * Writes entries of one chain by the rules of the next block, with nothing signed yet.
 *
 * @param stakes outputs of stake that move along, each under the condition it is under
 * @param bond to whom they are bonded then
 * @param order what somebody orders, who signs for it with one key
 */
record Desk(
    Hash chain,
    Chapter chapter,
    List<Coin> stakes,
    Optional<PublicKey> bond,
    Optional<Order> order) {

  private static final int PERCENT = 100;

  /** Nobody orders anything. */
  Desk(Hash chain, Chapter chapter, List<Coin> stakes, Optional<PublicKey> bond) {
    this(chain, chapter, stakes, bond, Optional.empty());
  }

  /** No stake moves. */
  Desk(Hash chain, Chapter chapter) {
    this(chain, chapter, List.of(), Optional.empty());
  }

  Desk ordering(Order something) {
    return new Desk(chain, chapter, stakes, bond, Optional.of(something));
  }

  private static final PublicKey SOME_KEY = new PublicKey(Hash.ZERO);
  private static final Signature SOME_SIGNATURE = new Signature(Bytes.of(new byte[Signature.SIZE]));

  /**
   * Pays from coins that ask for the same kind of fulfillment. The change goes back where the
   * largest of the coins came from, which may hold coins if that coin could; change that would be
   * dust is left to the fee.
   */
  Built pay(List<Coin> coins, Payment payment) {
    if (payment.outputs().stream().anyMatch(it -> it.units() <= chapter.charges().dustMax())) {
      return new Built.Refused(Refusal.DUST);
    }
    if (payment.outputs().size() + stakes.size() >= chapter.limits().outputsMax()
        || payment.note().size() > chapter.limits().noteBytesMax()) {
      return new Built.Refused(Refusal.TOO_LARGE);
    }
    List<Coin> sorted = coins.stream().sorted(Coin.LARGEST_FIRST).toList();
    int most = chapter.limits().inputsMax() - stakes.size();
    Optional<List<Coin>> chosen =
        Choice.of(
            sorted,
            most,
            count -> Math.addExact(payment.units(), fee(sorted.subList(0, count), payment)));
    return chosen.map(inputs -> settled(inputs, payment)).orElseGet(() -> tooFew(sorted, payment));
  }

  private Built tooFew(List<Coin> all, Payment payment) {
    long missing = Math.addExact(payment.units(), fee(all, payment)) - sum(all);
    return missing > 0
        ? new Built.Refused(Refusal.NOT_ENOUGH, missing)
        : new Built.Refused(Refusal.TOO_MANY_COINS);
  }

  private Built settled(List<Coin> inputs, Payment payment) {
    Condition back = inputs.getFirst().condition();
    back = back instanceof Condition.TimeLock(_, var inner) ? inner : back;
    long left = sum(inputs) - payment.units();
    long change = left - fee(inputs, payment.plus(new Holding(0, back)));
    return change > chapter.charges().dustMax()
        ? written(inputs, payment.plus(new Holding(change, back)), left - change)
        : written(inputs, payment, left);
  }

  /** All of these coins to one, less the fee. */
  Built all(List<Coin> inputs, Condition to, int feePercent) {
    Payment payment = new Payment(List.of(new Holding(0, to)), Bytes.EMPTY, feePercent);
    long fee = fee(inputs, payment);
    long left = sum(inputs) - fee;
    if (left <= chapter.charges().dustMax()) {
      return new Built.Refused(Refusal.NOT_ENOUGH, chapter.charges().dustMax() + 1 - left);
    }
    return written(
        inputs, new Payment(List.of(new Holding(left, to)), Bytes.EMPTY, feePercent), fee);
  }

  /** As many of these, the largest first, as an entry may have. */
  Built sweep(List<Coin> small, Condition to, int feePercent) {
    int count = Math.min(small.size(), chapter.limits().inputsMax());
    Built built = all(small.subList(0, count), to, feePercent);
    while (count > 2 && built.equals(new Built.Refused(Refusal.TOO_MANY_COINS))) {
      count--;
      built = all(small.subList(0, count), to, feePercent);
    }
    return built;
  }

  private Built written(List<Coin> inputs, Payment payment, long fee) {
    Entry entry = Entry.open(content(inputs, payment, fee));
    return bytes(inputs, payment) > chapter.limits().entryBytesMax()
        ? new Built.Refused(Refusal.TOO_MANY_COINS)
        : new Built.Ready(new Paper(entry, holdings(inputs), holdings(stakes)));
  }

  private static List<Holding> holdings(List<Coin> coins) {
    return coins.stream().map(Coin::holding).toList();
  }

  private Content content(List<Coin> inputs, Payment payment, long fee) {
    Move coins = new Move(inputs.stream().map(Coin::id).toList(), payment.outputs());
    return new Content(chain, coins, moved(), 0, fee, order, payment.note());
  }

  private Move moved() {
    return new Move(stakes.stream().map(Coin::id).toList(), holdings(stakes), bond);
  }

  /** What so many more percent than the least come to, rounded up. */
  long fee(List<Coin> inputs, Payment payment) {
    long least = chapter.charges().feeMin(bytes(inputs, payment));
    return Math.ceilDiv(Math.multiplyExact(least, payment.feePercent()), PERCENT);
  }

  /** Of the entry when all is signed, which has one length whatever the fee. */
  private int bytes(List<Coin> inputs, Payment payment) {
    Content content = content(inputs, payment, 0);
    Stream<Fulfillment> opened =
        Stream.concat(inputs.stream(), stakes.stream()).map(coin -> stub(coin.condition()));
    Stream<Fulfillment> ordered =
        order.stream().map(_ -> new Fulfillment.Single(SOME_KEY, SOME_SIGNATURE));
    return new Entry(content, Stream.concat(opened, ordered).toList()).size();
  }

  /** As long as what will open it. */
  private static Fulfillment stub(Condition condition) {
    return switch (condition) {
      case Condition.Nil _, Condition.ToAddress _ ->
          new Fulfillment.Single(SOME_KEY, SOME_SIGNATURE);
      case Condition.TimeLock(_, var inner) -> stub(inner);
      case Condition.Multisig terms ->
          new Fulfillment.Multisig(
              Collections.nCopies(
                  (int) terms.minimum(), new Fulfillment.Pair(SOME_KEY, SOME_SIGNATURE)));
      case Condition.Swap _ -> new Fulfillment.Swap(SOME_KEY, SOME_SIGNATURE, Hash.ZERO);
    };
  }

  static long sum(List<Coin> coins) {
    return coins.stream().mapToLong(Coin::units).sum();
  }
}
