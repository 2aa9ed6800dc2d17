package rhizome.runtime.cassandra;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import java.util.ArrayList;
import java.util.List;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What is known of the writers of one entity.
 *
 * @param epoch of the newest claim; 0 if there was none
 * @param sealed the newest epoch that was allowed to write; 0 if there was none
 * @param base number of the last event that counted when that epoch began to write
 */
record Claim(long epoch, long sealed, long base) {

  /** Nobody ever claimed it: whatever rows there are come from before there was a fence. */
  static final Claim NONE = new Claim(0, 0, Long.MAX_VALUE);

  private static final char END = ':';

  /** After the newest sealed epoch began, rows of older ones were not acknowledged any more. */
  boolean counts(long number, long rowEpoch) {
    return number <= base || rowEpoch == sealed;
  }

  /** The first needs no seal to write: there is no older writer whose rows could land late. */
  Claim next() {
    return new Claim(epoch + 1, epoch == 0 ? 1 : sealed, base);
  }

  /** Whether it may write. */
  boolean isSealed() {
    return sealed == epoch;
  }

  Claim sealedAt(long newBase) {
    return new Claim(epoch, epoch, newBase);
  }

  /** What a row says of its writer: the epoch, and the actor that Akka calls by a UUID. */
  String writer(String uuid) {
    return Long.toString(epoch) + END + uuid;
  }

  /** The same events, each with the epoch of this claim. */
  AtomicWrite sign(AtomicWrite write) {
    List<PersistentRepr> events = new ArrayList<>();
    write
        .payload()
        .foreach(
            event ->
                events.add(
                    event.update(
                        event.sequenceNr(),
                        event.persistenceId(),
                        event.deleted(),
                        event.sender(),
                        writer(event.writerUuid()))));
    return new AtomicWrite(CollectionConverters.asScala(events).toList());
  }

  /** The epoch of a row by its writer; 0 for one that came before there was a fence. */
  static long epochOf(String writer) {
    int end = writer.indexOf(END);
    try {
      return end < 1 ? 0 : Long.parseLong(writer.substring(0, end));
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }
}
