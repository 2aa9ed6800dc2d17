package rhizome.ledger.chain.state;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Lock;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Verifier;
import rhizome.ledger.transaction.OutputId;

/** Whether an entry of {@code bytes} can come next, at {@code index}; writes nothing. */
record Check(int index, Entry entry, int bytes, View view) {

  /** What holds before the entry. */
  interface View {
    Hash chain();

    Chapter chapter();

    Verifier verifier();

    /** What locks see. */
    Moment now();

    long supply();

    Source<Unspent> coins();

    Source<Unspent> stakes();

    Offices.Holders holders();

    /** Whether the office has given an order of this nonce. */
    boolean isConsumed(Order order);

    boolean isAdmitted(Address address);

    Optional<Enrolled> validator(PublicKey key);

    /** The number of the epoch. */
    long epoch();
  }

  /** Values by key, of which some are gone. */
  interface Source<V> {
    Optional<V> get(Hash key);

    /** Whether it was there, or came, and went. */
    boolean wasTaken(Hash key);
  }

  /** Why the entry cannot come next; empty if it can. */
  Optional<Refused> refusal() {
    return standing().or(this::opened);
  }

  /** As {@link #refusal}, but for what is shown, which is not looked at. */
  Optional<Refused> standing() {
    Content content = entry.content();
    return new Form(index, entry, bytes, view.chapter())
        .refusal(view.chain())
        .or(() -> found(Part.COIN_INPUT, content.coins().inputs(), view.coins()))
        .or(() -> found(Part.STAKE_INPUT, content.stakes().inputs(), view.stakes()))
        .or(() -> bonded(content))
        .or(() -> conserved(content))
        .or(() -> authorized(content))
        .or(() -> content.order().flatMap(this::ordered));
  }

  private Optional<Refused> found(Part part, List<OutputId> inputs, Source<Unspent> source) {
    for (int i = 0; i < inputs.size(); i++) {
      Hash key = inputs.get(i).hash();
      Optional<Unspent> output = source.get(key);
      Place place = new Place(index, part, i);
      if (output.isEmpty()) {
        return Optional.of(
            new Refused(
                place, source.wasTaken(key) ? Objection.SPENT_IN_BLOCK : Objection.UNKNOWN_OUTPUT));
      }
      if (output.get().matures() > view.now().height()) {
        return Optional.of(new Refused(place, Objection.IMMATURE));
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> bonded(Content content) {
    List<OutputId> inputs = content.stakes().inputs();
    Optional<PublicKey> from = Optional.empty();
    for (int i = 0; i < inputs.size(); i++) {
      Unspent stake = known(view.stakes(), inputs.get(i));
      from = i == 0 ? stake.bond().to() : from;
      Place place = new Place(index, Part.STAKE_INPUT, i);
      if (!stake.bond().to().equals(from)) {
        return Optional.of(new Refused(place, Objection.UNBONDED_MIX));
      }
      if (isFrozen(stake)) {
        return Optional.of(new Refused(place, Objection.FROZEN));
      }
    }
    return content.bond().isEmpty()
            || content.bond().equals(from)
            || content.bond().flatMap(view::validator).filter(Enrolled::isActive).isPresent()
        ? Optional.empty()
        : Optional.of(new Refused(new Place(index, Part.WHOLE, 0), Objection.NOT_ENROLLED));
  }

  /** What is bonded answers for ever; what left, for what is shown before it matures. */
  private boolean isFrozen(Unspent stake) {
    return isHeld(stake.bond().to(), Long.MAX_VALUE)
        || isHeld(stake.bond().from(), stake.matures());
  }

  private boolean isHeld(Optional<PublicKey> validator, long answersTo) {
    return validator
        .flatMap(view::validator)
        .filter(guilty -> guilty.holds(view.now().height(), answersTo))
        .isPresent();
  }

  private Optional<Refused> conserved(Content content) {
    Sum in = sum(content.coins().inputs(), view.coins()).plus(minted(content));
    Sum out = Sum.of(content.coins().outputs()).plus(content.burned()).plus(content.fee());
    Sum stakeIn = sum(content.stakes().inputs(), view.stakes());
    Sum stakeOut = Sum.of(content.stakes().outputs());
    Sum all = Sum.NOTHING.plus(view.supply()).plus(minted(content));
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

  static long minted(Content content) {
    return content.order().orElse(null) instanceof Order.Mint(_, long units) ? units : 0;
  }

  private static Sum sum(List<OutputId> inputs, Source<Unspent> source) {
    return Sum.of(inputs.stream().map(input -> known(source, input).holding()).toList());
  }

  private static Unspent known(Source<Unspent> source, OutputId id) {
    return source.get(id.hash()).orElseThrow();
  }

  private Optional<Refused> authorized(Content content) {
    if (!view.chapter().has(Plugin.AUTHORIZATION)) {
      return Optional.empty();
    }
    List<Holding> in =
        content.coins().inputs().stream()
            .map(input -> known(view.coins(), input).holding())
            .toList();
    return admitted(Part.COIN_INPUT, in)
        .or(() -> admitted(Part.COIN_OUTPUT, content.coins().outputs()));
  }

  private Optional<Refused> admitted(Part part, List<Holding> holdings) {
    for (int i = 0; i < holdings.size(); i++) {
      for (Address holder : holders(holdings.get(i).condition())) {
        if (!view.isAdmitted(holder)) {
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

  private Optional<Refused> ordered(Order order) {
    Place place = new Place(index, Part.ORDER, 0);
    if (view.isConsumed(order)) {
      return Optional.of(new Refused(place, Objection.NONCE_CONSUMED));
    }
    return view.holders().of(order).isEmpty()
        ? Optional.of(new Refused(place, Objection.OFFICE_VACANT))
        : served(order).map(objection -> new Refused(place, objection));
  }

  private Optional<Objection> served(Order order) {
    return switch (order) {
      case Order.Enrol(_, var key, var terms) ->
          view.validator(key).flatMap(known -> renewed(known, terms.commission()));
      case Order.Leave(_, var key) ->
          view.validator(key).filter(Enrolled::isActive).isPresent()
              ? Optional.empty()
              : Optional.of(Objection.NOT_ENROLLED);
      case Order.Mint _, Order.NameMinters _, Order.Admit _, Order.NameAuthority _ ->
          Optional.empty();
    };
  }

  private Optional<Objection> renewed(Enrolled known, int commission) {
    if (known.isFrozen()) {
      return Optional.of(Objection.FROZEN);
    }
    int riseMax = view.chapter().staking().orElseThrow().commissionRiseMax();
    return known.mayTake(commission, view.epoch(), riseMax)
        ? Optional.empty()
        : Optional.of(Objection.COMMISSION_RISE);
  }

  private Optional<Refused> opened() {
    for (int i = 0; i < entry.shown().size(); i++) {
      Place place = Form.place(index, entry.content(), i);
      var lock = new Lock(condition(place), entry.signing(i), view.now(), view.verifier());
      Optional<Refusal> because = lock.refusal(entry.shown().get(i));
      if (because.isPresent()) {
        return Optional.of(new Refused(place, objection(because.get()), because));
      }
    }
    return Optional.empty();
  }

  /** What has to be opened at {@code place}. */
  Condition condition(Place place) {
    Content content = entry.content();
    return switch (place.part()) {
      case COIN_INPUT ->
          known(view.coins(), content.coins().inputs().get(place.index())).holding().condition();
      case STAKE_INPUT ->
          known(view.stakes(), content.stakes().inputs().get(place.index())).holding().condition();
      case ORDER -> view.holders().of(content.order().orElseThrow()).orElseThrow();
      case WHOLE, COIN_OUTPUT, STAKE_OUTPUT, EVIDENCE ->
          throw new IllegalStateException("nothing is shown at " + place);
    };
  }

  private static Objection objection(Refusal because) {
    return because == Refusal.LOCKED || because == Refusal.REFUND_TOO_EARLY
        ? Objection.LOCKED
        : Objection.UNFULFILLED;
  }
}
