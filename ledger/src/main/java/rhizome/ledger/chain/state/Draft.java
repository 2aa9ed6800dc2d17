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
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Lock;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** The next block while it is written: entries are posted one after the other, whole or not. */
final class Draft {

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
    Content content = entry.content();
    Optional<Refused> refused =
        new Form(index, entry, bytes, chapter)
            .refusal(before.tip().chain())
            .or(() -> found(index, Part.COIN_INPUT, content.coins().inputs(), coins))
            .or(() -> found(index, Part.STAKE_INPUT, content.stakes().inputs(), stakes))
            .or(() -> conserved(index, content))
            .or(() -> authorized(index, content))
            .or(() -> content.order().flatMap(order -> ordered(index, order)))
            .or(() -> opened(index, entry));
    if (refused.isEmpty()) {
      write(content, Names.of(content));
    }
    return refused;
  }

  private Optional<Refused> found(
      int index, Part part, List<OutputId> inputs, Sheet<Unspent> sheet) {
    for (int i = 0; i < inputs.size(); i++) {
      Hash key = inputs.get(i).hash();
      Optional<Unspent> output = sheet.get(key);
      Place place = new Place(index, part, i);
      if (output.isEmpty()) {
        return Optional.of(
            new Refused(
                place, sheet.wasTaken(key) ? Objection.SPENT_IN_BLOCK : Objection.UNKNOWN_OUTPUT));
      }
      if (output.get().matures() > height) {
        return Optional.of(new Refused(place, Objection.IMMATURE));
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> conserved(int index, Content content) {
    Sum in = sum(content.coins().inputs(), coins).plus(minted(content));
    Sum out = Sum.of(content.coins().outputs()).plus(content.burned()).plus(content.fee());
    Sum stakeIn = sum(content.stakes().inputs(), stakes);
    Sum stakeOut = Sum.of(content.stakes().outputs());
    Sum all = Sum.NOTHING.plus(supply).plus(minted(content));
    Objection objection;
    if (in.overflows() || out.overflows() || stakeOut.overflows() || all.overflows()) {
      objection = Objection.OVERFLOW;
    } else if (!in.equals(out)) {
      objection = Objection.COINS_NOT_CONSERVED;
    } else if (!stakeIn.equals(stakeOut)) {
      objection = Objection.STAKE_NOT_CONSERVED;
    } else {
      return Optional.empty();
    }
    return Optional.of(new Refused(new Place(index, Part.WHOLE, 0), objection));
  }

  private static long minted(Content content) {
    return content.order().orElse(null) instanceof Order.Mint(_, long units) ? units : 0;
  }

  private static Sum sum(List<OutputId> inputs, Sheet<Unspent> sheet) {
    return Sum.of(inputs.stream().map(input -> known(sheet, input).holding()).toList());
  }

  private static Unspent known(Sheet<Unspent> sheet, OutputId id) {
    return sheet.get(id.hash()).orElseThrow();
  }

  private Optional<Refused> authorized(int index, Content content) {
    if (!chapter.has(Plugin.AUTHORIZATION)) {
      return Optional.empty();
    }
    List<Holding> in =
        content.coins().inputs().stream().map(input -> known(coins, input).holding()).toList();
    return admitted(index, Part.COIN_INPUT, in)
        .or(() -> admitted(index, Part.COIN_OUTPUT, content.coins().outputs()));
  }

  private Optional<Refused> admitted(int index, Part part, List<Holding> holdings) {
    for (int i = 0; i < holdings.size(); i++) {
      for (Address holder : holders(holdings.get(i).condition())) {
        if (!admitted.has(Offices.key(holder))) {
          return Optional.of(new Refused(new Place(index, part, i), Objection.NOT_AUTHORIZED));
        }
      }
    }
    return Optional.empty();
  }

  /** Whoever may come to hold it; of a swap that is both its parties. */
  private static List<Address> holders(Condition condition) {
    return switch (condition) {
      case Condition.Swap swap -> List.of(swap.sender(), swap.receiver());
      case Condition.TimeLock(_, var inner) -> holders(inner);
      case Condition.Nil _, Condition.ToAddress _, Condition.Multisig _ ->
          List.of(condition.address());
    };
  }

  private Optional<Refused> ordered(int index, Order order) {
    Place place = new Place(index, Part.ORDER, 0);
    if (nonces.has(Offices.key(order))) {
      return Optional.of(new Refused(place, Objection.NONCE_CONSUMED));
    }
    return holders().of(order.office()).isEmpty()
        ? Optional.of(new Refused(place, Objection.OFFICE_VACANT))
        : Optional.empty();
  }

  private Offices.Holders holders() {
    return new Offices.Holders(minters, authority);
  }

  private Optional<Refused> opened(int index, Entry entry) {
    TransactionId id = entry.id();
    for (int i = 0; i < entry.shown().size(); i++) {
      Place place = Form.place(index, entry.content(), i);
      var lock = new Lock(condition(entry.content(), place), Names.signing(id, i), now);
      Optional<Refusal> because = lock.refusal(entry.shown().get(i));
      if (because.isPresent()) {
        return Optional.of(new Refused(place, objection(because.get()), because));
      }
    }
    return Optional.empty();
  }

  private Condition condition(Content content, Place place) {
    return switch (place.part()) {
      case COIN_INPUT ->
          known(coins, content.coins().inputs().get(place.index())).holding().condition();
      case STAKE_INPUT ->
          known(stakes, content.stakes().inputs().get(place.index())).holding().condition();
      case ORDER -> holders().of(content.order().orElseThrow().office()).orElseThrow();
      case WHOLE, COIN_OUTPUT, STAKE_OUTPUT ->
          throw new IllegalStateException("nothing is shown at " + place);
    };
  }

  private static Objection objection(Refusal because) {
    return because == Refusal.LOCKED || because == Refusal.REFUND_TOO_EARLY
        ? Objection.LOCKED
        : Objection.UNFULFILLED;
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
    supply += minted(content) - content.burned();
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
