package rhizome.ledger.chain.stake;

import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/**
 * A validator as the ledger knows it. It is never forgotten, for what it did may be shown later.
 *
 * @param terms as it said last
 * @param since the height at which it said so
 * @param rise what its commission may rise from
 * @param bonded units of stake bonded to it
 */
public record Enrolled(
    Terms terms, long since, Rise rise, Standing standing, long bonded, Purse purse)
    implements Weighed {

  /** The commission with which it went into the last epoch in which it said its terms. */
  public record Rise(long epoch, int from) {}

  /** Whether it may be bonded to, and whether it answers for something. */
  public sealed interface Standing {
    record Active() implements Standing {}

    record Left() implements Standing {}

    /** From the block that held the evidence; its stake stays until a height. */
    record Frozen(long from, long until) implements Standing {}
  }

  private static final int ACTIVE = 0;
  private static final int LEFT = 1;
  private static final int FROZEN = 2;

  public Enrolled {
    if (bonded < 0) {
      throw new Malformed("stake bonded", "0 units or more, not " + bonded);
    }
  }

  public static Enrolled read(Reader reader) {
    return new Enrolled(
        Terms.read(reader),
        Natural.read(reader),
        new Rise(Natural.read(reader), (int) reader.integer(Short.BYTES)),
        standing(reader),
        Natural.read(reader),
        Purse.read(reader));
  }

  private static Standing standing(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case ACTIVE -> new Standing.Active();
      case LEFT -> new Standing.Left();
      case FROZEN -> new Standing.Frozen(Natural.read(reader), Natural.read(reader));
      default -> throw reader.malformed(at, "0, 1 or 2: active, left or frozen");
    };
  }

  public void write(Writer writer) {
    terms.write(writer);
    writer.u64(since).u64(rise.epoch()).integer(rise.from(), Short.BYTES);
    switch (standing) {
      case Standing.Active _ -> writer.octet(ACTIVE);
      case Standing.Left _ -> writer.octet(LEFT);
      case Standing.Frozen(long from, long until) -> writer.octet(FROZEN).u64(from).u64(until);
    }
    purse.write(writer.u64(bonded));
  }

  public static Enrolled of(Terms terms, long height, long epoch) {
    var rise = new Rise(epoch, terms.commission());
    return new Enrolled(terms, height, rise, new Standing.Active(), 0, Purse.EMPTY);
  }

  public Enrolled renewed(Terms next, long height, long epoch) {
    var from = new Rise(epoch, base(epoch));
    return new Enrolled(next, height, from, new Standing.Active(), bonded, purse);
  }

  private int base(long epoch) {
    return epoch > rise.epoch() ? terms.commission() : rise.from();
  }

  /** Whether its commission may be {@code next} in {@code epoch}. */
  public boolean mayTake(int next, long epoch, int riseMax) {
    return next - base(epoch) <= riseMax;
  }

  public Enrolled left() {
    return with(new Standing.Left());
  }

  public Enrolled frozen(long height, long blocks) {
    long until = height > Long.MAX_VALUE - blocks ? Long.MAX_VALUE : height + blocks;
    return with(new Standing.Frozen(height, until));
  }

  private Enrolled with(Standing next) {
    return new Enrolled(terms, since, rise, next, bonded, purse);
  }

  public Enrolled bonded(long more) {
    return new Enrolled(terms, since, rise, standing, Math.addExact(bonded, more), purse);
  }

  public Enrolled with(Purse next) {
    return new Enrolled(terms, since, rise, standing, bonded, next);
  }

  public boolean isActive() {
    return standing instanceof Standing.Active;
  }

  public boolean isFrozen() {
    return standing instanceof Standing.Frozen;
  }

  /** Whether stake stays where it is at {@code height} that answers for it up to another. */
  public boolean holds(long height, long answersTo) {
    return standing instanceof Standing.Frozen(long from, long until)
        && from <= answersTo
        && height < until;
  }

  /** The coins kept for it and for those bonded to it. */
  @Override
  public long weight() {
    return purse.held();
  }
}
