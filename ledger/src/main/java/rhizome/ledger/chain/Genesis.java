package rhizome.ledger.chain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** How a chain begins, which is what the chain is called by; time in milliseconds of Unix. */
public record Genesis(
    long time,
    List<Holding> coins,
    List<Holding> stakes,
    Optional<Condition> minters,
    Optional<Condition> authority,
    List<Address> admitted,
    List<Founder> founders) {

  /** A validator that is there from the first, on its terms, and the stake bonded to it. */
  public record Founder(PublicKey key, Terms terms, Holding stake) {

    private void write(Writer writer) {
      key.write(writer);
      terms.write(writer);
      stake.write(writer);
    }
  }

  public Genesis {
    coins = List.copyOf(coins);
    stakes = List.copyOf(stakes);
    admitted = List.copyOf(admitted);
    founders = List.copyOf(founders);
    if (overflows(coins) || overflows(allStakes(stakes, founders))) {
      throw new Malformed("genesis", "no more than 2^63 - 1 units in all");
    }
    if (founders.stream().map(Founder::key).distinct().count() < founders.size()) {
      throw new Malformed("genesis", "each validator once");
    }
  }

  /** What is bonded to founders comes last, in their order. */
  public List<Holding> allStakes() {
    return allStakes(stakes, founders);
  }

  private static List<Holding> allStakes(List<Holding> stakes, List<Founder> founders) {
    return Stream.concat(stakes.stream(), founders.stream().map(Founder::stake)).toList();
  }

  private static boolean overflows(List<Holding> holdings) {
    long sum = 0;
    for (Holding holding : holdings) {
      sum += holding.units();
      if (sum < 0) {
        return true;
      }
    }
    return false;
  }

  /** The name of the chain. */
  public Hash chain() {
    return Names.hash(
        "rhizome genesis",
        writer -> {
          writer.u64(time);
          writer.list(coins, (to, each) -> each.write(to));
          writer.list(stakes, (to, each) -> each.write(to));
          write(writer, minters);
          write(writer, authority);
          writer.list(admitted, (to, each) -> each.write(to));
          writer.list(founders, (to, each) -> each.write(to));
        });
  }

  private static void write(Writer writer, Optional<Condition> office) {
    writer.bool(office.isPresent());
    office.ifPresent(condition -> ConditionCodec.write(writer, condition));
  }

  /** What its outputs are of. Whoever names many of them takes this once: it hashes all of it. */
  public TransactionId id() {
    return new TransactionId(chain());
  }

  public OutputId coin(int index) {
    return Names.coin(id(), index);
  }

  public OutputId stake(int index) {
    return Names.stake(id(), index);
  }
}
