package rhizome.gateway.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.grid.healing.Cause;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.NodeId;

/**
 * What the story so far says: where the workload is, when its program was started, and since when
 * it is broken.
 */
record Scene(Optional<NodeId> node, Optional<Instant> started, Optional<Instant> broken) {

  static final Scene EMPTY = new Scene(Optional.empty(), Optional.empty(), Optional.empty());

  /** The node's name, or a word for it. */
  String host() {
    return node.map(NodeId::name).orElse("its node");
  }

  Scene after(Event event) {
    return switch (event) {
      case Deployed _, Retried _, Retired _ -> EMPTY;
      case Placed(_, var on, _, _) -> new Scene(Optional.of(on), Optional.empty(), broken);
      case PlaceRefused _ -> new Scene(Optional.empty(), Optional.empty(), broken);
      case Started started -> new Scene(node, Optional.of(started.at()), broken);
      case BecameReady _ -> new Scene(node, started, Optional.empty());
      case BecameUnready(_, _, _, var at) -> brokenSince(at);
      case Restarting(_, _, var cause, _, _) -> brokenSince(root(cause));
      case Moved(_, _, _, _, var cause, _) ->
          new Scene(Optional.empty(), Optional.empty(), brokenSince(root(cause)).broken);
      case Vacated(_, _, boolean serving, _, _, var at) ->
          new Scene(Optional.empty(), Optional.empty(), serving ? broken : brokenSince(at).broken);
      case Stayed(var lease, _) -> new Scene(Optional.of(lease.node()), started, broken);
      case Relieved(_, _, var at) -> brokenSince(at);
      case Completed _ -> new Scene(node, started, Optional.empty());
      case Hindered _ -> this;
      case Waited _, PlaceConfirmed _, Adopted _, Parked _, Released _, Forgotten _ -> this;
    };
  }

  private Scene brokenSince(Instant at) {
    return new Scene(node, started, broken.or(() -> Optional.of(at)));
  }

  private static Instant root(Cause cause) {
    List<Cause> chain = cause.chain();
    return chain.get(chain.size() - 1).at();
  }
}
