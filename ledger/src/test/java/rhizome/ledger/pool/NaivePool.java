package rhizome.ledger.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;

/** The pool again: a list, of which all is validated as one block whenever anything happens. */
final class NaivePool {

  private record Item(Entry entry, Moment since) {

    BigInteger fee() {
      return BigInteger.valueOf(entry.content().fee());
    }

    BigInteger bytes() {
      return BigInteger.valueOf(entry.encode().length);
    }

    boolean isTurn() {
      return entry.content().order().filter(it -> !(it instanceof Order.Mint)).isPresent();
    }

    boolean buildsOn(Item other) {
      Content content = entry.content();
      Content by = other.entry.content();
      for (int i = 0; i < by.coins().outputs().size(); i++) {
        if (content.coins().inputs().contains(Names.coin(other.entry.id(), i))) {
          return true;
        }
      }
      for (int i = 0; i < by.stakes().outputs().size(); i++) {
        if (content.stakes().inputs().contains(Names.stake(other.entry.id(), i))) {
          return true;
        }
      }
      return false;
    }

    boolean wantsSame(Item other) {
      Content one = entry.content();
      Content two = other.entry.content();
      return one.coins().inputs().stream().anyMatch(two.coins().inputs()::contains)
          || one.stakes().inputs().stream().anyMatch(two.stakes().inputs()::contains)
          || (isTurn() && other.isTurn())
          || (one.order().isPresent()
              && two.order().isPresent()
              && one.order().get().office() == two.order().get().office()
              && one.order().get().nonce() == two.order().get().nonce());
    }

    int signatures() {
      return entry.shown().stream()
          .mapToInt(it -> it instanceof Fulfillment.Multisig m ? Math.max(1, m.pairs().size()) : 1)
          .sum();
    }
  }

  private final Limits limits;
  private final RuleBook rules;
  private List<Item> items = new ArrayList<>();
  private Ledger ledger;

  NaivePool(Limits limits, RuleBook rules, Ledger ledger) {
    this.limits = limits;
    this.rules = rules;
    this.ledger = ledger;
  }

  List<Entry> entries() {
    return items.stream().map(Item::entry).toList();
  }

  private Moment now() {
    return new Moment(ledger.tip().height(), ledger.tip().seconds());
  }

  private static List<Item> closure(
      List<Item> from, List<Item> among, BiPredicate<Item, Item> leads) {
    List<Item> all = new ArrayList<>(from);
    boolean more = true;
    while (more) {
      more = false;
      for (Item each : among) {
        if (!all.contains(each) && all.stream().anyMatch(one -> leads.test(one, each))) {
          all.add(each);
          more = true;
        }
      }
    }
    return all;
  }

  private List<Item> needed(Item of) {
    List<Item> all = closure(List.of(of), items, Item::buildsOn);
    all.remove(of);
    return all;
  }

  private List<Item> building(List<Item> on) {
    return closure(on, items, (one, each) -> each.buildsOn(one));
  }

  private static BigInteger sum(Stream<BigInteger> numbers) {
    return numbers.reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static int compare(BigInteger fee, BigInteger bytes, BigInteger fee2, BigInteger bytes2) {
    return fee.multiply(bytes2).compareTo(fee2.multiply(bytes));
  }

  private static int compare(Item one, Item two) {
    return compare(one.fee(), one.bytes(), two.fee(), two.bytes());
  }

  /** Fee and bytes of it alone, or of it and all it needs, whichever is less for a byte. */
  private BigInteger[] worth(Item item) {
    List<Item> needed = new ArrayList<>(needed(item));
    needed.add(item);
    BigInteger fee = fees(needed);
    BigInteger bytes = sizes(needed);
    return compare(fee, bytes, item.fee(), item.bytes()) < 0
        ? new BigInteger[] {fee, bytes}
        : new BigInteger[] {item.fee(), item.bytes()};
  }

  private int compareWorth(Item one, Item two) {
    BigInteger[] a = worth(one);
    BigInteger[] b = worth(two);
    return compare(a[0], a[1], b[0], b[1]);
  }

  /** The name that the pool should give; of what the ledger has against it NOT_VALID. */
  Optional<Refusal> offer(Entry entry) {
    return offer(new Item(entry, now()));
  }

  private Optional<Refusal> offer(Item fresh) {
    if (items.stream().anyMatch(it -> it.entry().id().equals(fresh.entry().id()))) {
      return Optional.of(Refusal.KNOWN);
    }
    List<Item> needed = needed(fresh);
    List<Item> rivals = items.stream().filter(fresh::wantsSame).toList();
    List<Item> replaced = building(rivals);
    Optional<Refusal> refusal = packed(fresh, needed).or(() -> replacing(fresh, rivals, replaced));
    if (refusal.isPresent()) {
      return refusal;
    }
    if (needed.stream().anyMatch(replaced::contains)) {
      return Optional.of(Refusal.REPLACES_ITS_PARENT);
    }
    List<Item> left = new ArrayList<>(items);
    left.removeAll(replaced);
    while (left.size() + 1 > limits.entriesMax() || bytes(left) + size(fresh) > limits.bytesMax()) {
      Item worst = worst(left, needed);
      if (compareWorth(fresh, worst) <= 0) {
        return Optional.of(Refusal.POOL_FULL);
      }
      left.remove(worst);
    }
    List<Item> all = new ArrayList<>(left);
    all.add(fresh);
    if (!valid(all).contains(fresh)) {
      return Optional.of(Refusal.NOT_VALID);
    }
    items = all;
    return Optional.empty();
  }

  private Optional<Refusal> packed(Item fresh, List<Item> needed) {
    if (needed.stream().anyMatch(Item::isTurn)) {
      return Optional.of(Refusal.BEHIND_ORDER);
    }
    if (bytes(needed) + size(fresh) > limits.packageBytesMax()) {
      return Optional.of(Refusal.PACKAGE_TOO_LARGE);
    }
    int signatures = fresh.signatures() + needed.stream().mapToInt(Item::signatures).sum();
    return signatures > limits.packageSignaturesMax()
        ? Optional.of(Refusal.PACKAGE_TOO_COSTLY)
        : Optional.empty();
  }

  private Optional<Refusal> replacing(Item fresh, List<Item> rivals, List<Item> replaced) {
    if (rivals.stream().anyMatch(each -> compare(fresh, each) <= 0)) {
      return Optional.of(Refusal.CONFLICT);
    }
    if (replaced.size() > limits.replacedMax()) {
      return Optional.of(Refusal.REPLACES_TOO_MANY);
    }
    BigInteger ten = BigInteger.TEN;
    BigInteger eleven = BigInteger.valueOf(11);
    Predicate<Item> tooLow =
        it ->
            compare(fresh.fee().multiply(ten), fresh.bytes(), it.fee().multiply(eleven), it.bytes())
                < 0;
    if (replaced.stream().anyMatch(tooLow)) {
      return Optional.of(Refusal.RATE_TOO_LOW_TO_REPLACE);
    }
    BigInteger all = fees(replaced);
    return fresh.fee().multiply(ten).compareTo(all.multiply(eleven)) < 0
        ? Optional.of(Refusal.FEE_TOO_LOW_TO_REPLACE)
        : Optional.empty();
  }

  /** Again and again the best package of what is left, by looking at all of them. */
  List<Entry> best() {
    List<Item> left = new ArrayList<>(items);
    List<Item> taken = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Item> best = open(left.getFirst(), taken);
      for (Item each : left) {
        List<Item> open = open(each, taken);
        if (compare(fees(open), sizes(open), fees(best), sizes(best)) > 0) {
          best = open;
        }
      }
      left.removeAll(best);
      taken.addAll(best);
    }
    return inOrder(taken);
  }

  private List<Item> open(Item last, List<Item> taken) {
    List<Item> all = needed(last);
    all.add(last);
    all.removeAll(taken);
    return items.stream().filter(all::contains).toList();
  }

  private static BigInteger fees(List<Item> of) {
    return sum(of.stream().map(Item::fee));
  }

  private static BigInteger sizes(List<Item> of) {
    return sum(of.stream().map(Item::bytes));
  }

  /** Orders that change offices last. */
  private static List<Entry> inOrder(List<Item> of) {
    return Stream.concat(of.stream().filter(it -> !it.isTurn()), of.stream().filter(Item::isTurn))
        .map(Item::entry)
        .toList();
  }

  private Item worst(List<Item> left, List<Item> needed) {
    Item worst = null;
    for (Item each : left) {
      boolean leaf = left.stream().noneMatch(other -> other.buildsOn(each));
      if (leaf && !needed.contains(each) && (worst == null || compareWorth(each, worst) <= 0)) {
        worst = each;
      }
    }
    if (worst == null) {
      throw new IllegalStateException("nothing can go");
    }
    return worst;
  }

  private static long size(Item item) {
    return item.bytes().longValueExact();
  }

  private static long bytes(List<Item> of) {
    return of.stream().mapToLong(NaivePool::size).sum();
  }

  /** Those that one block after the ledger takes. */
  private List<Item> valid(List<Item> of) {
    List<Entry> taken = Slip.block(ledger, rules, inOrder(of)).entries();
    return of.stream().filter(it -> taken.contains(it.entry())).toList();
  }

  void follow(Block block, Ledger after) {
    ledger = after;
    items.removeIf(
        it -> block.entries().stream().anyMatch(one -> one.id().equals(it.entry().id())));
    items = new ArrayList<>(valid(items));
  }

  void takeBack(Block block, Ledger before) {
    List<Item> waited = items;
    items = new ArrayList<>();
    ledger = before;
    block.entries().forEach(this::offer);
    waited.forEach(this::offer);
  }

  void expire(Moment moment) {
    List<Item> old =
        items.stream()
            .filter(
                it -> it.since().height() < moment.height() || it.since().time() < moment.time())
            .toList();
    items.removeAll(building(old));
  }
}
