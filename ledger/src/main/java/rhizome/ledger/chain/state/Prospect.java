package rhizome.ledger.chain.state;

import java.util.Optional;
import java.util.function.Function;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Bond;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Verifier;
import rhizome.ledger.transaction.OutputId;

/**
 * What an entry finds that would stand in the next block after what waits before it (ADR 0035).
 * Offices and admission are those of the ledger; what waits changes none of them before the entry.
 */
public record Prospect(
    Ledger ledger, Chapter chapter, Before before, long minted, Verifier verifier) {

  /** What is made by entries that wait. */
  public interface Before {
    Optional<Holding> coin(OutputId id);

    /** Of stake that neither was nor is bonded to anybody; other stake is seen in blocks only. */
    Optional<Holding> stake(OutputId id);
  }

  /** With the rules of the next block; {@code minted} are the units that what waits would mint. */
  public static Prospect of(Ledger ledger, RuleBook rules, Before before, long minted) {
    Chapter chapter = rules.at(ledger.tip().height() + 1);
    return new Prospect(ledger, chapter, before, minted, rules.verifier());
  }

  /** What an order uses up. */
  public static Hash nonce(Order order) {
    return Offices.key(order);
  }

  /** Why the entry cannot come next; empty if it can. */
  public Optional<Refused> refusal(Entry entry, int bytes) {
    return check(entry, bytes).refusal();
  }

  /** As {@link #refusal}, of an entry whose signatures are known to be right. */
  public Optional<Refused> refusalOfSigned(Entry entry, int bytes) {
    Check check = check(entry, bytes);
    return check.standing().or(() -> early(check));
  }

  private Check check(Entry entry, int bytes) {
    return new Check(0, entry, bytes, new Next(ledger, chapter, before, minted, verifier));
  }

  private static Optional<Refused> early(Check check) {
    Content content = check.entry().content();
    for (int i = 0; i < content.places(); i++) {
      Place place = Form.place(check.index(), content, i);
      if (isEarly(check.condition(place), check.entry().shown().get(i), check.view().now())) {
        return Optional.of(new Refused(place, Objection.LOCKED));
      }
    }
    return Optional.empty();
  }

  /** What of a lock depends on the moment; see {@link rhizome.ledger.condition.Lock}. */
  private static boolean isEarly(Condition condition, Fulfillment shown, Moment now) {
    return switch (condition) {
      case Condition.TimeLock lock -> !lock.isOver(now) || isEarly(lock.inner(), shown, now);
      case Condition.Swap swap ->
          shown instanceof Fulfillment.Swap(_, _, Hash secret)
              && secret.isZero()
              && Long.compareUnsigned(now.time(), swap.timeLock()) <= 0;
      case Condition.Nil _, Condition.ToAddress _, Condition.Multisig _ -> false;
    };
  }

  private record Next(Ledger ledger, Chapter chapter, Before before, long minted, Verifier verifier)
      implements Check.View {

    @Override
    public Hash chain() {
      return ledger.tip().chain();
    }

    @Override
    public Moment now() {
      return new Moment(height(), ledger.tip().seconds());
    }

    private long height() {
      return ledger.tip().height() + 1;
    }

    /** If that is more than there can be, so is it with anything minted beside. */
    @Override
    public long supply() {
      Sum both = Sum.NOTHING.plus(ledger.supply()).plus(minted);
      return both.overflows() ? Long.MAX_VALUE : both.units();
    }

    @Override
    public Check.Source<Unspent> coins() {
      return source(id -> before.coin(id).map(this::fresh).or(() -> ledger.coin(id)));
    }

    @Override
    public Check.Source<Unspent> stakes() {
      return source(id -> before.stake(id).map(this::fresh).or(() -> ledger.stake(id)));
    }

    private Unspent fresh(Holding holding) {
      return new Unspent(holding, height(), height(), Bond.NONE);
    }

    private static Check.Source<Unspent> source(Function<OutputId, Optional<Unspent>> outputs) {
      return new Check.Source<>() {
        @Override
        public Optional<Unspent> get(Hash key) {
          return outputs.apply(new OutputId(key));
        }

        // Who spends what, and who comes first, is for those to say who let entries wait.
        @Override
        public boolean wasTaken(Hash key) {
          return false;
        }
      };
    }

    @Override
    public Offices.Holders holders() {
      return ledger.offices().holders();
    }

    @Override
    public Optional<Enrolled> validator(PublicKey key) {
      return ledger.validator(key);
    }

    @Override
    public long epoch() {
      return ledger.epoch().map(Epoch::number).orElse(0L);
    }

    @Override
    public boolean isConsumed(Order order) {
      return ledger.offices().nonces().has(Offices.key(order));
    }

    @Override
    public boolean isAdmitted(Address address) {
      return ledger.offices().isAdmitted(address);
    }
  }
}
