package rhizome.runtime.validator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import rhizome.ledger.replica.Peer;

/** How often the position of one peer is answered; who came further is answered at once. */
final class Answering {

  /** So many peers are remembered, those that asked last. */
  private static final int PEERS_MAX = 2_048;

  private record Answered(long height, Instant at) {}

  private final Duration interval;
  private final Map<Peer, Answered> answered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Peer, Answered> eldest) {
          return size() > PEERS_MAX;
        }
      };

  Answering(Duration interval) {
    this.interval = interval;
  }

  boolean mayAnswer(Peer peer, long height, Instant now) {
    Answered last = answered.get(peer);
    if (last != null && height <= last.height() && now.isBefore(last.at().plus(interval))) {
      return false;
    }
    answered.remove(peer);
    answered.put(peer, new Answered(height, now));
    return true;
  }
}
