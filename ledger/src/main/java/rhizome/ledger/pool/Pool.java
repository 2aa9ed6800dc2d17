package rhizome.ledger.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.Prospect;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.pool.Answer.Refused;
import rhizome.ledger.transaction.TransactionId;

/**
 * Entries that wait for a block. All of them together could be in blocks that follow the ledger, in
 * the order of {@link #waiting}; no two want the same. Each one's signatures are looked at once,
 * when it comes. Is changed in place, by one who owns it (ADR 0035).
 */
public final class Pool {

  /** By how much more a replacement pays, for a byte and in all. */
  private static final int PERCENT_MORE = 10;

  private final Limits limits;
  private final RuleBook rules;
  private final Judge judge;
  private final Room room = new Room();
  private Ledger ledger;
  private long count;

  Pool(Limits limits, RuleBook rules, Ledger ledger, Judge judge) {
    this.limits = limits;
    this.rules = rules;
    this.ledger = ledger;
    this.judge = judge;
  }

  public static Pool of(Limits limits, RuleBook rules, Ledger ledger) {
    return new Pool(limits, rules, ledger, Judge.LEDGER);
  }

  public Ledger ledger() {
    return ledger;
  }

  public int size() {
    return room.size();
  }

  /** Of all that waits. */
  public long bytes() {
    return room.bytes();
  }

  public boolean has(TransactionId id) {
    return room.has(id);
  }

  /** All that waits as it came. */
  public List<Entry> entries() {
    return room.inOrder().stream().map(each -> each.entry).toList();
  }

  /** What the next block is best made of, in its order; not more than so many bytes. */
  public List<Entry> waiting(long bytesMax) {
    return new Line(room.inOrder(), bytesMax, Line.STEPS_MAX).entries();
  }

  /** Lets an entry wait, or says why not; then nothing is changed. */
  public Answer offer(Entry entry) {
    return offer(entry, now(), false);
  }

  private Moment now() {
    return new Moment(ledger.tip().height(), ledger.tip().seconds());
  }

  /** What is cheap to find out comes first, and signatures last. */
  private Answer offer(Entry entry, Moment since, boolean signed) {
    Waiting fresh = new Waiting(count, entry, entry.size(), since);
    if (room.has(fresh.id)) {
      return new Refused(Refusal.KNOWN);
    }
    Set<Waiting> rivals = room.claimants(fresh.claims);
    Set<Waiting> replaced = Waiting.downwards(rivals);
    Set<Waiting> needed = Waiting.upwards(room.parents(entry.content()));
    fresh.measure(needed);
    Optional<Refusal> not =
        packed(fresh, needed)
            .or(() -> replacing(fresh, rivals, replaced))
            .or(() -> when(!Collections.disjoint(needed, replaced), Refusal.REPLACES_ITS_PARENT));
    if (not.isPresent()) {
      return new Refused(not.get());
    }
    var clearing = new Clearing(room, limits, fresh, needed, replaced);
    if (clearing.isFull() && fresh.worth().compareTo(clearing.above()) <= 0) {
      return new Refused(Refusal.POOL_FULL, Optional.empty(), Optional.of(clearing.above()));
    }
    Optional<Verdict.Refused> refused = refusal(fresh, clearing.out(), signed);
    if (refused.isPresent()) {
      return new Refused(Refusal.of(refused.get()), refused, Optional.empty());
    }
    List<TransactionId> gone = room.drop(clearing.out());
    room.put(fresh, isFree(entry.content()));
    count++;
    return new Answer.Waits(fresh.id, gone);
  }

  private static Optional<Refusal> when(boolean wrong, Refusal refusal) {
    return wrong ? Optional.of(refusal) : Optional.empty();
  }

  private Optional<Refusal> packed(Waiting fresh, Set<Waiting> needed) {
    long signatures = fresh.signatures;
    for (Waiting each : needed) {
      signatures += each.signatures;
    }
    long allowed = limits.packageSignaturesMax();
    long all = signatures;
    return when(needed.stream().anyMatch(Waiting::isTurn), Refusal.BEHIND_ORDER)
        .or(() -> when(fresh.whole().bytes() > limits.packageBytesMax(), Refusal.PACKAGE_TOO_LARGE))
        .or(() -> when(all > allowed, Refusal.PACKAGE_TOO_COSTLY));
  }

  /** Against all that would go, so that nobody pays for one place and empties many. */
  private Optional<Refusal> replacing(Waiting fresh, Set<Waiting> rivals, Set<Waiting> replaced) {
    Rate rate = fresh.rate;
    boolean lower = rivals.stream().anyMatch(each -> rate.compareTo(each.rate) <= 0);
    return when(lower, Refusal.CONFLICT)
        .or(() -> when(replaced.size() > limits.replacedMax(), Refusal.REPLACES_TOO_MANY))
        .or(
            () ->
                when(
                    replaced.stream().anyMatch(each -> !rate.exceeds(each.rate, PERCENT_MORE)),
                    Refusal.RATE_TOO_LOW_TO_REPLACE))
        .or(
            () ->
                when(
                    !rate.feeExceeds(Waiting.sum(replaced), PERCENT_MORE),
                    Refusal.FEE_TOO_LOW_TO_REPLACE));
  }

  private Optional<Verdict.Refused> refusal(Waiting one, Collection<Waiting> out, boolean signed) {
    long leaving = 0;
    for (Waiting each : out) {
      leaving += Room.minted(each.entry.content());
    }
    Prospect prospect = Prospect.of(ledger, rules, room, room.minted() - leaving);
    return judge.refusal(prospect, one.entry, one.bytes(), signed);
  }

  /**
   * The ledger after one more block. What was in the block goes, and what wants the same with what
   * builds on it; the others are looked at if rules, offices or validators are others now. Who goes
   * without being in the block is told.
   */
  public List<TransactionId> follow(Block block, Ledger after) {
    if (!block.parent().equals(ledger.tip().id()) || !block.id().equals(after.tip().id())) {
      throw new IllegalArgumentException(
          "block %s leads from %s to %s".formatted(block.id(), ledger.tip(), after.tip()));
    }
    Set<Waiting> settled = Waiting.some();
    for (Entry entry : block.entries()) {
      Waiting waiting = room.get(entry.id());
      if (waiting != null) {
        settled.add(waiting);
      }
    }
    room.settle(settled);
    List<TransactionId> gone = new ArrayList<>();
    for (Entry entry : block.entries()) {
      gone.addAll(room.drop(room.claimants(Waiting.claims(entry.content()))));
    }
    Ledger before = ledger;
    ledger = after;
    gone.addAll(lookAgain(before));
    return gone;
  }

  private List<TransactionId> lookAgain(Ledger before) {
    boolean all =
        !chapter(before).equals(chapter(ledger))
            || (chapter(ledger).plugins().contains(Plugin.AUTHORIZATION)
                && !before.offices().admitted().equals(ledger.offices().admitted()));
    List<TransactionId> gone = new ArrayList<>();
    for (Waiting each : room.inOrder()) {
      boolean signed = isSigned(each.entry, before);
      boolean concerned = all || !signed || mintsTooMuch(each) || isOfStake(each.entry.content());
      if (concerned && room.has(each.id) && refusal(each, List.of(each), signed).isPresent()) {
        gone.addAll(room.drop(List.of(each)));
      }
    }
    return gone;
  }

  private boolean mintsTooMuch(Waiting each) {
    return Room.minted(each.entry.content()) > 0
        && ledger.supply() > Long.MAX_VALUE - room.minted();
  }

  private Chapter chapter(Ledger at) {
    return rules.at(at.tip().height() + 1);
  }

  /** What was signed when {@code before} held is signed still, unless its office is another's. */
  private boolean isSigned(Entry entry, Ledger before) {
    return entry
        .content()
        .order()
        .map(order -> holder(order, before).equals(holder(order, ledger)))
        .orElse(true);
  }

  private static Optional<Condition> holder(Order order, Ledger at) {
    return at.offices().holders().of(order);
  }

  /** Whether who serves and what is bonded, which any block may change, has to do with it. */
  private static boolean isOfStake(Content content) {
    return !content.stakes().inputs().isEmpty()
        || content.bond().isPresent()
        || content.order().filter(Order.OfValidator.class::isInstance).isPresent();
  }

  /** Whether all stake it moves belongs to no validator, before and after. */
  private boolean isFree(Content content) {
    return content.bond().isEmpty()
        && content.stakes().inputs().stream()
            .allMatch(
                id ->
                    room.stake(id).isPresent()
                        || ledger.stake(id).filter(it -> it.bond().to().isEmpty()).isPresent());
  }

  /**
   * The ledger without its last block, which was {@code block}. Its entries wait again, and what
   * waits is looked at again behind them, all without their signatures. Who was in the block or
   * waited, and does not wait now, is told.
   */
  public List<TransactionId> takeBack(Block block, Ledger before) {
    if (!block.id().equals(ledger.tip().id()) || !block.parent().equals(before.tip().id())) {
      throw new IllegalArgumentException(
          "block %s leads from %s to %s".formatted(block.id(), before.tip(), ledger.tip()));
    }
    List<Waiting> waited = room.inOrder();
    room.drop(waited);
    Ledger after = ledger;
    ledger = before;
    for (Entry entry : block.entries()) {
      offer(entry, now(), entry.content().order().isEmpty());
    }
    for (Waiting each : waited) {
      offer(each.entry, each.since, isSigned(each.entry, after));
    }
    return Stream.concat(
            block.entries().stream().map(Entry::id), waited.stream().map(each -> each.id))
        .filter(id -> !room.has(id))
        .toList();
  }

  /** What came before that height or that time goes, with what builds on it. */
  public List<TransactionId> expire(Moment moment) {
    List<Waiting> old =
        room.inOrder().stream()
            .filter(
                each -> each.since.height() < moment.height() || each.since.time() < moment.time())
            .toList();
    return room.drop(old);
  }
}
