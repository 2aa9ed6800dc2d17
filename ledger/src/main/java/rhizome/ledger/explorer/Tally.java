package rhizome.ledger.explorer;

import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Move;

/** How many there are of what blocks hold; {@code noteBytes} is the length of all notes. */
public record Tally(
    long payouts,
    long entries,
    long coinInputs,
    long coinOutputs,
    long stakeInputs,
    long stakeOutputs,
    long fees,
    long notes,
    long noteBytes) {

  public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Of what a chain began with. */
  public static Tally of(ToldBlock first) {
    return of(first.entries().stream().map(ToldEntry::entry).toList(), first.payouts().size());
  }

  static Tally of(List<Entry> entries, int payouts) {
    Tally all = new Tally(payouts, 0, 0, 0, 0, 0, 0, 0, 0);
    for (Entry entry : entries) {
      all = all.plus(of(entry));
    }
    return all;
  }

  private static Tally of(Entry entry) {
    var content = entry.content();
    Move coins = content.coins();
    Move stakes = content.stakes();
    int note = content.note().size();
    return new Tally(
        0,
        1,
        coins.inputs().size(),
        coins.outputs().size(),
        stakes.inputs().size(),
        stakes.outputs().size(),
        content.fee() > 0 ? 1 : 0,
        note > 0 ? 1 : 0,
        note);
  }

  Tally plus(Tally other) {
    return new Tally(
        payouts + other.payouts,
        entries + other.entries,
        coinInputs + other.coinInputs,
        coinOutputs + other.coinOutputs,
        stakeInputs + other.stakeInputs,
        stakeOutputs + other.stakeOutputs,
        fees + other.fees,
        notes + other.notes,
        noteBytes + other.noteBytes);
  }

  /** Outputs that were made or spent. */
  long moved() {
    return payouts + coinInputs + coinOutputs + stakeInputs + stakeOutputs;
  }
}
