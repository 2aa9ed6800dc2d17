package rhizome.ledger.replica;

import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.Timer;

/** What arrived; {@code now} is what the clock says, in milliseconds of Unix. */
public sealed interface Input {

  long now();

  /** Begins, or goes on with what {@link Recovering} made of what is durable. */
  record Started(long now) implements Input {}

  record Arrived(long now, Peer from, Message message) implements Input {}

  /** What {@link Output.AskEntries} asked for. */
  record Offered(long now, long height, int round, List<Entry> entries) implements Input {
    public Offered {
      entries = List.copyOf(entries);
    }
  }

  record TimedOut(long now, Timer timer, long height, int round) implements Input {}

  /** What {@link Output.ScheduleRetelling} asked for; the host picks whose turn it is. */
  record RetellingDue(long now, Peer peer) implements Input {}
}
