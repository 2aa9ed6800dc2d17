package rhizome.ledger.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Prospect;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** An entry that waits, with what it builds on and what builds on it. Numbered as they come. */
final class Waiting {

  /** Of those on which nothing builds the first of these goes first; of equals, the latest. */
  static final Comparator<Waiting> WORST_FIRST =
      Comparator.comparing(Waiting::worth).thenComparingLong(each -> -each.number);

  /** Stands for the right to change who may do what; one entry at a time has it. */
  private static final Hash TURN = Hash.ZERO;

  final long number;
  final Entry entry;
  final TransactionId id;
  final Moment since;
  final Rate rate;
  final int signatures;
  final List<Hash> claims;
  final Set<Waiting> parents = some();
  final Set<Waiting> children = some();

  /** Of it and all it needs that waits. */
  private Rate whole;

  Waiting(long number, Entry entry, int bytes, Moment since) {
    this.number = number;
    this.entry = entry;
    this.id = entry.id();
    this.since = since;
    this.rate = new Rate(entry.content().fee(), bytes);
    this.whole = rate;
    this.signatures = entry.shown().stream().mapToInt(Waiting::signatures).sum();
    this.claims = new ArrayList<>(claims(entry.content()));
    if (isTurn()) {
      claims.add(TURN);
    }
  }

  /** A set that is gone through in the order in which it was filled. */
  static Set<Waiting> some() {
    return Collections.newSetFromMap(new LinkedHashMap<>());
  }

  /** No place is free, so packages are bounded in number too. */
  private static int signatures(Fulfillment shown) {
    return switch (shown) {
      case Fulfillment.Nil _, Fulfillment.Single _, Fulfillment.Swap _, Fulfillment.LegacySwap _ ->
          1;
      case Fulfillment.Multisig(var pairs) -> Math.max(1, pairs.size());
    };
  }

  /** What one entry only can have: outputs, the nonce of an order, and what a validator says. */
  static List<Hash> claims(Content content) {
    List<Hash> claims = new ArrayList<>();
    content.coins().inputs().stream().map(OutputId::hash).forEach(claims::add);
    content.stakes().inputs().stream().map(OutputId::hash).forEach(claims::add);
    content.order().map(Prospect::nonce).ifPresent(claims::add);
    if (content.order().orElse(null) instanceof Order.OfValidator own) {
      claims.add(own.validator().octets());
    }
    return claims;
  }

  /** Whether it changes who may do what, so that it is the last of its block. */
  boolean isTurn() {
    return switch (entry.content().order().orElse(null)) {
      case null -> false;
      case Order.Mint _ -> false;
      case Order.Enrol _ -> false;
      case Order.NameMinters _, Order.NameAuthority _, Order.Admit _, Order.Leave _ -> true;
    };
  }

  int bytes() {
    return (int) rate.bytes();
  }

  Rate whole() {
    return whole;
  }

  /** What it brings for a byte, alone or with all it needs, if that is less. */
  Rate worth() {
    return rate.orLower(whole);
  }

  /** {@code needed} is all that has to come before it and waits. */
  void measure(Collection<Waiting> needed) {
    whole = sum(needed).plus(rate);
  }

  static Rate sum(Collection<Waiting> entries) {
    return entries.stream().map(each -> each.rate).reduce(Rate.NOTHING, Rate::plus);
  }

  /** They and all they need. */
  static Set<Waiting> upwards(Collection<Waiting> from) {
    return reach(from, each -> each.parents, _ -> true);
  }

  /** They and all that needs one of them. */
  static Set<Waiting> downwards(Collection<Waiting> from) {
    return reach(from, each -> each.children, _ -> true);
  }

  static Set<Waiting> reach(
      Collection<Waiting> from, Function<Waiting, Set<Waiting>> next, Predicate<Waiting> which) {
    Set<Waiting> reached = some();
    reached.addAll(from);
    Deque<Waiting> ahead = new ArrayDeque<>(reached);
    while (!ahead.isEmpty()) {
      for (Waiting each : next.apply(ahead.pop())) {
        if (which.test(each) && reached.add(each)) {
          ahead.push(each);
        }
      }
    }
    return reached;
  }
}
