package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Bond;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.stake.Purse;
import rhizome.ledger.chain.stake.Shares.Credit;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Verifier;
import rhizome.ledger.transaction.OutputId;

/** The next block while it is written: entries are posted one after the other, whole or not. */
final class Draft implements Check.View {

  private final Ledger before;
  private final Chapter chapter;
  private final Verifier verifier;
  private final long height;
  private final Moment now;
  private final Sheet<Unspent> coins;
  private final Sheet<Unspent> stakes;
  private final Sheet<Mark> nonces;
  private final Sheet<Mark> admitted;
  private final Sheet<Enrolled> validators;
  private final List<Epoch> epochs;
  private Optional<Condition> minters;
  private Optional<Condition> authority;
  private long supply;
  private long fees;
  private int convicted;

  /** Locks see the time of the last block, so that whoever makes this one opens none by his own. */
  Draft(Ledger before, Chapter chapter, Verifier verifier) {
    this.before = before;
    this.chapter = chapter;
    this.verifier = verifier;
    this.height = before.tip().height() + 1;
    this.now = new Moment(height, before.tip().seconds());
    this.coins = new Sheet<>(before.coins());
    this.stakes = new Sheet<>(before.stakes());
    this.nonces = new Sheet<>(before.offices().nonces());
    this.admitted = new Sheet<>(before.offices().admitted());
    this.validators = new Sheet<>(before.roll().validators());
    this.epochs = new ArrayList<>(before.roll().epochs());
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
      write(entry);
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
  public Verifier verifier() {
    return verifier;
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

  @Override
  public Optional<Enrolled> validator(PublicKey key) {
    return validators.get(key.octets());
  }

  @Override
  public long epoch() {
    return epochs.isEmpty() ? 0 : epochs.getLast().number();
  }

  private Enrolled known(PublicKey key) {
    return validator(key)
        .orElseThrow(() -> new IllegalStateException(key + " never enrolled, at " + height));
  }

  /** Why the evidence convicts nobody; if it does, who is guilty is frozen from here on. */
  Optional<Refused> accuse(Evidence evidence) {
    Optional<Objection> objection = objection(evidence);
    if (objection.isEmpty()) {
      PublicKey guilty = evidence.guilty();
      long blocks = chapter.staking().orElseThrow().freeze();
      validators.put(guilty.octets(), known(guilty).frozen(height, blocks));
      convicted++;
    }
    return objection.map(why -> new Refused(Place.evidence(convicted), why));
  }

  private Optional<Objection> objection(Evidence evidence) {
    if (chapter.staking().isEmpty()) {
      return Optional.of(Objection.PLUGIN_OFF);
    }
    Staking staking = chapter.staking().get();
    long age = height - evidence.first().height();
    if (convicted >= staking.evidenceMax()) {
      return Optional.of(Objection.TOO_MUCH_EVIDENCE);
    }
    if (age > staking.unbonding()) {
      return Optional.of(Objection.STALE_EVIDENCE);
    }
    Optional<ValidatorSet> set = before.roll().at(height - age).map(Epoch::set);
    if (age < 0 || set.isEmpty() || !set.get().has(evidence.guilty())) {
      return Optional.of(Objection.NOT_GUILTY);
    }
    if (known(evidence.guilty()).isFrozen()) {
      return Optional.of(Objection.ALREADY_FROZEN);
    }
    return evidence.isProof(set.get(), chain())
        ? Optional.empty()
        : Optional.of(Objection.NOT_GUILTY);
  }

  /** What is spent goes first, so that no sum on the way is more than there is. */
  private void write(Entry entry) {
    Content content = entry.content();
    content.coins().inputs().forEach(input -> coins.remove(input.hash()));
    List<Holding> made = content.coins().outputs();
    for (int i = 0; i < made.size(); i++) {
      coins.put(entry.coins().get(i).hash(), new Unspent(made.get(i), height, height));
    }
    moveStake(content, entry.stakes());
    supply += Check.minted(content) - content.burned();
    fees += content.fee();
    content.order().ifPresent(this::carryOut);
  }

  /** Stake that leaves a validator answers for it on, up to the height at which it matures. */
  private void moveStake(Content content, List<OutputId> names) {
    Optional<PublicKey> from = Optional.empty();
    for (OutputId input : content.stakes().inputs()) {
      Unspent spent = stakes.get(input.hash()).orElseThrow();
      stakes.remove(input.hash());
      from = spent.bond().to();
      from.ifPresent(key -> unbond(input, spent, known(key), key));
    }
    Optional<PublicKey> to = content.bond();
    boolean leaves = from.isPresent() && !from.equals(to);
    long index = to.map(key -> known(key).purse().index()).orElse(0L);
    Bond bond = new Bond(to, index, leaves ? from : Optional.empty());
    List<Holding> moved = content.stakes().outputs();
    for (int i = 0; i < moved.size(); i++) {
      Unspent made = new Unspent(moved.get(i), height, leaves ? unbonded() : height, bond);
      stakes.put(names.get(i).hash(), made);
      to.ifPresent(key -> validators.put(key.octets(), known(key).bonded(made.weight())));
    }
  }

  /** What it earned goes to whoever holds it, as an output of its own. */
  private void unbond(OutputId input, Unspent spent, Enrolled validator, PublicKey key) {
    long owed = validator.purse().owed(spent.weight(), spent.bond().index());
    if (owed > 0) {
      Holding earned = new Holding(owed, spent.holding().condition());
      coins.put(Names.earned(input).hash(), new Unspent(earned, height, height));
    }
    Enrolled left = validator.bonded(-spent.weight()).with(validator.purse().without(owed));
    validators.put(key.octets(), left);
  }

  /** The height at which what leaves now is free: its power counts until this epoch ends. */
  private long unbonded() {
    return chapter
        .staking()
        .map(staking -> lastOfEpoch(staking) + staking.unbonding())
        .orElse(height);
  }

  private long lastOfEpoch(Staking staking) {
    return epochs.isEmpty() ? height : Math.max(height, epochs.getLast().last(staking));
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
      case Order.Enrol(_, var key, var terms) ->
          validators.put(
              key.octets(),
              validator(key)
                  .map(known -> known.renewed(terms, height, epoch()))
                  .orElseGet(() -> Enrolled.of(terms, height, epoch())));
      case Order.Leave(_, var key) -> validators.put(key.octets(), known(key).left());
    }
  }

  /** Whether the reward leaves the supply below what there can be. */
  boolean rewardOverflows() {
    return Sum.NOTHING.plus(supply).plus(chapter.charges().reward()).overflows();
  }

  Verdict.Applied finish(BlockId id, long time, List<Holding> payouts, List<Credit> credits) {
    for (int i = 0; i < payouts.size(); i++) {
      long matures = Math.addExact(height, chapter.charges().maturity());
      coins.put(Names.payout(id, i).hash(), new Unspent(payouts.get(i), height, matures));
    }
    credits.forEach(this::credit);
    chapter.staking().ifPresent(this::endEpoch);
    var tip = new Ledger.Tip(before.tip().chain(), height, time, id);
    var offices = new Offices(holders(), nonces.now(), admitted.now());
    var roll = new Ledger.Roll(validators.now(), epochs);
    long left = supply + chapter.charges().reward();
    var after = new Ledger(tip, coins.now(), stakes.now(), left, offices, roll);
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
            admitted.delta(),
            validators.delta(),
            before.roll().epochs()));
  }

  private void credit(Credit credit) {
    Enrolled to = known(credit.validator());
    Purse purse = to.purse().credited(credit.own(), credit.shared(), to.bonded());
    validators.put(credit.validator().octets(), to.with(purse));
  }

  /** With the last block of an epoch; sets that nobody can be convicted by any more go. */
  private void endEpoch(Staking staking) {
    boolean ends =
        epochs.isEmpty() ? height % staking.epochBlocks() == 0 : lastOfEpoch(staking) <= height;
    if (ends) {
      Map<PublicKey, Enrolled> all = Ledger.Roll.all(validators.now());
      all.forEach(this::payOut);
      var elected =
          Epoch.elect(all, staking.validatorsMax(), staking.bondMin(), before.stakes().weight());
      if (epochs.isEmpty()) {
        elected.ifPresent(set -> epochs.add(new Epoch(1, height + 1, set)));
      } else {
        epochs.add(epochs.getLast().next(height + 1, elected));
      }
    }
    while (epochs.size() > 1 && epochs.get(1).first() + staking.unbonding() <= height + 1) {
      epochs.removeFirst();
    }
  }

  private void payOut(PublicKey key, Enrolled validator) {
    Purse purse = validator.purse();
    if (purse.own() > 0) {
      Holding wage = new Holding(purse.own(), validator.terms().payout());
      long matures = Math.addExact(height, chapter.charges().maturity());
      coins.put(Names.wage(key, height).hash(), new Unspent(wage, height, matures));
      validators.put(key.octets(), validator.with(purse.paidOut()));
    }
  }
}
