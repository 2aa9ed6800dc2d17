package rhizome.ledger.chain.state;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.condition.Standard;
import rhizome.ledger.hash.Hash;

/** What can be said of the entry at {@code index} of a block without knowing what is unspent. */
record Form(int index, Entry entry, int bytes, Chapter chapter) {

  Optional<Refused> refusal(Hash chain) {
    return unless(content().chain().equals(chain), Objection.WRONG_CHAIN)
        .or(this::size)
        .or(() -> outputs(content().coins().outputs(), Part.COIN_OUTPUT, charges().dustMax()))
        .or(() -> outputs(content().stakes().outputs(), Part.STAKE_OUTPUT, 0))
        .or(this::inputs)
        .or(this::shown)
        .or(() -> unless(content().fee() >= charges().feeMin(bytes), Objection.FEE_TOO_LOW))
        .or(this::plugins)
        .or(() -> content().order().flatMap(this::order));
  }

  private Content content() {
    return entry.content();
  }

  private Chapter.Charges charges() {
    return chapter.charges();
  }

  private Optional<Refused> unless(boolean right, Objection otherwise) {
    return right ? Optional.empty() : Optional.of(at(Part.WHOLE, 0, otherwise));
  }

  private Refused at(Part part, int place, Objection objection) {
    return new Refused(new Place(index, part, place), objection);
  }

  private Optional<Refused> notStandard(Part part, int place, Optional<Refusal> because) {
    return because.map(
        why -> new Refused(new Place(index, part, place), Objection.NOT_STANDARD, because));
  }

  private Optional<Refused> size() {
    var limits = chapter.limits();
    int ins = content().coins().inputs().size() + content().stakes().inputs().size();
    int outs = content().coins().outputs().size() + content().stakes().outputs().size();
    return unless(bytes <= limits.entryBytesMax(), Objection.ENTRY_TOO_LARGE)
        .or(
            () ->
                unless(content().note().size() <= limits.noteBytesMax(), Objection.NOTE_TOO_LARGE))
        .or(() -> unless(ins <= limits.inputsMax(), Objection.TOO_MANY_INPUTS))
        .or(() -> unless(outs <= limits.outputsMax(), Objection.TOO_MANY_OUTPUTS))
        .or(() -> unless(content().places() > 0, Objection.NOTHING_SPENT))
        .or(() -> unless(!bondsNothing(), Objection.IDLE_BOND));
  }

  private boolean bondsNothing() {
    return content().bond().isPresent() && content().stakes().outputs().isEmpty();
  }

  private Optional<Refused> outputs(List<Holding> outputs, Part part, long dustMax) {
    for (int i = 0; i < outputs.size(); i++) {
      Holding output = outputs.get(i);
      if (output.units() == 0) {
        return Optional.of(at(part, i, Objection.OUTPUT_OF_ZERO));
      }
      if (output.units() <= dustMax) {
        return Optional.of(at(part, i, Objection.DUST));
      }
      var refused = notStandard(part, i, standard(output.condition()));
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  /** As the seed's, without its old swaps: their terms are said in the output, or not at all. */
  private static Optional<Refusal> standard(Condition condition) {
    return condition instanceof Condition.ToAddress(var address) && address.type() == Address.SWAP
        ? Optional.of(Refusal.ADDRESS_TYPE)
        : Standard.refusal(condition);
  }

  private Optional<Refused> inputs() {
    return once(content().coins().inputs().stream().map(id -> id.hash()).toList(), Part.COIN_INPUT)
        .or(
            () ->
                once(
                    content().stakes().inputs().stream().map(id -> id.hash()).toList(),
                    Part.STAKE_INPUT));
  }

  private Optional<Refused> once(List<Hash> inputs, Part part) {
    var seen = new TreeSet<Hash>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!seen.add(inputs.get(i))) {
        return Optional.of(at(part, i, Objection.SPENT_TWICE));
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> shown() {
    for (int i = 0; i < entry.shown().size(); i++) {
      Fulfillment shown = entry.shown().get(i);
      var because =
          shown instanceof Fulfillment.LegacySwap
              ? Optional.of(Refusal.WRONG_KIND)
              : Standard.refusal(shown);
      if (because.isPresent()) {
        Place place = place(index, content(), i);
        return notStandard(place.part(), place.index(), because);
      }
    }
    return Optional.empty();
  }

  /** Whose fulfillment stands at {@code i} in an entry. */
  static Place place(int index, Content content, int i) {
    if (i < content.stakePlace(0)) {
      return new Place(index, Part.COIN_INPUT, i);
    }
    return i < content.orderPlace()
        ? new Place(index, Part.STAKE_INPUT, i - content.stakePlace(0))
        : new Place(index, Part.ORDER, 0);
  }

  private Optional<Refused> plugins() {
    if (content().burned() > 0 && !chapter.has(Plugin.BURNING)) {
      return Optional.of(at(Part.WHOLE, 0, Objection.PLUGIN_OFF));
    }
    if (content().bond().isPresent() && chapter.staking().isEmpty()) {
      return Optional.of(at(Part.WHOLE, 0, Objection.PLUGIN_OFF));
    }
    return content().order().isEmpty() || isOn(content().order().get().office())
        ? Optional.empty()
        : Optional.of(at(Part.ORDER, 0, Objection.PLUGIN_OFF));
  }

  private boolean isOn(Order.Office office) {
    return switch (office) {
      case MINTERS -> chapter.has(Plugin.MINTING);
      case AUTHORITY -> chapter.has(Plugin.AUTHORIZATION);
      case VALIDATOR -> chapter.staking().isPresent();
    };
  }

  private Optional<Refused> order(Order order) {
    return switch (order) {
      case Order.Mint(_, long units) -> idle(units == 0);
      case Order.NameMinters(_, var minters) -> officer(minters);
      case Order.NameAuthority(_, var authority) -> officer(authority);
      case Order.Admit(_, var admitted, var barred) -> {
        var all = new TreeSet<>(admitted);
        all.addAll(barred);
        yield idle(all.isEmpty() || all.size() < admitted.size() + barred.size());
      }
      case Order.Enrol(_, _, var terms) -> notStandard(Part.ORDER, 0, standard(terms.payout()));
      case Order.Leave _ -> Optional.empty();
    };
  }

  private Optional<Refused> idle(boolean idle) {
    return idle ? Optional.of(at(Part.ORDER, 0, Objection.IDLE_ORDER)) : Optional.empty();
  }

  /** An office is held by a key, by several, or by one of these after a time. */
  private Optional<Refused> officer(Condition condition) {
    boolean open =
        switch (condition) {
          case Condition.Nil _, Condition.Swap _, Condition.TimeLock(_, Condition.Nil _) -> true;
          case Condition.ToAddress _, Condition.TimeLock _, Condition.Multisig _ -> false;
        };
    return notStandard(Part.ORDER, 0, open ? Optional.of(Refusal.WRONG_KIND) : standard(condition));
  }
}
