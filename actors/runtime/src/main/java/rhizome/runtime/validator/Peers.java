package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import rhizome.kernel.Seed;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Peer;

/** The other replicas of a chain that can be reached, and how they are told something. */
final class Peers {

  private final ActorRef<Request> self;
  private final ActorRefResolver refs;
  private final int bytesMax;
  private final Seed seed;
  private List<ActorRef<Request>> all = List.of();
  private long draws;

  Peers(ActorSystem<?> system, ActorRef<Request> self, int bytesMax, Seed seed) {
    this.self = self;
    this.refs = ActorRefResolver.get(system);
    this.bytesMax = bytesMax;
    this.seed = seed;
  }

  /** These are all, whoever was before; this one itself may be among them. */
  void are(Collection<ActorRef<Request>> found) {
    all = found.stream().filter(it -> !it.equals(self)).sorted().toList();
  }

  List<ActorRef<Request>> all() {
    return all;
  }

  Peer named(ActorRef<Request> ref) {
    return new Peer(refs.toSerializationFormat(ref));
  }

  /** Whose turn it is to hear what is said again. */
  Optional<Peer> any() {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(named(all.get(seed.below(all.size(), draws++))));
  }

  void broadcast(Message message) {
    Request.Hear hear = new Request.Hear(self, message);
    all.forEach(peer -> peer.tell(hear));
  }

  void tell(Peer peer, Message message) {
    ActorRef<Request> ref = refs.resolveActorRef(peer.name());
    ref.tell(new Request.Hear(self, message instanceof Message.Position it ? fit(it) : message));
  }

  /** As many of them as fit, so that the first one always does. */
  void serve(Peer peer, List<Sealed> blocks) {
    List<Sealed> some = new ArrayList<>();
    long bytes = 0;
    for (Sealed block : blocks) {
      bytes += block.encode().length;
      if (!some.isEmpty() && bytes > bytesMax) {
        break;
      }
      some.add(block);
    }
    if (!some.isEmpty()) {
      tell(peer, new Message.Blocks(some));
    }
  }

  /** News with blocks are large; those that do not fit are told another time, or by others. */
  private Message.Position fit(Message.Position position) {
    if (!Line.isLarge(position)) {
      return position;
    }
    List<Message.Said> some = new ArrayList<>();
    long bytes = 0;
    for (Message.Said said : position.news()) {
      long more = said.encode().length;
      if (bytes + more <= bytesMax) {
        bytes += more;
        some.add(said);
      }
    }
    return new Message.Position(position.height(), some);
  }
}
