package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.pool.Pool;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.transaction.TransactionId;

/**
 * Where entries wait for a block, and where those who follow a chain hear what became of them.
 * Follows what is durable only.
 */
final class Lobby {

  /** Who is still there when a validator comes back after its journal failed. */
  static final class Guests {
    private final Set<ActorRef<News>> followers = new LinkedHashSet<>();
    private final List<Request.Submit> arrived = new ArrayList<>();
    private List<Entry> waiting = List.of();
  }

  /** Past some hundreds together each costs what it does in thousands. */
  private static final int TOGETHER_MAX = 1_024;

  /** How often an entry's age is looked at until it is too old. */
  private static final int LOOKS = 100;

  private final Charter charter;
  private final LedgerSettings settings;
  private final Guests guests;
  private final Gossip<ActorRef<Request>> gossip;
  private Pool pool;
  private long looked;

  Lobby(Charter charter, LedgerSettings settings, Guests guests, Ledger ledger) {
    this.charter = charter;
    this.settings = settings;
    this.guests = guests;
    this.gossip = new Gossip<>(settings.gossip());
    this.pool = Pool.of(settings.pool(), charter.rules(), ledger);
  }

  Ledger ledger() {
    return pool.ledger();
  }

  int size() {
    return pool.size();
  }

  List<Entry> waiting(int bytesMax) {
    return pool.waiting(bytesMax);
  }

  /** Waits until it is looked at; whether it is the first that does. */
  boolean arrives(Request.Submit submit) {
    guests.arrived.add(submit);
    if (guests.arrived.size() == TOGETHER_MAX) {
      admit();
    }
    return guests.arrived.size() == 1;
  }

  /** Looks at all that arrived, together, and answers each. */
  void admit() {
    List<Request.Submit> all = List.copyOf(guests.arrived);
    guests.arrived.clear();
    lookAtAll(all.stream().map(Request.Submit::entry).toList());
    all.forEach(it -> it.replyTo().tell(submit(it.entry())));
  }

  /** Together each costs less; a verifier that remembers is not asked for them again. */
  private void lookAtAll(List<Entry> entries) {
    charter
        .rules()
        .verifier()
        .wrong(entries.stream().flatMap(it -> it.autographs().stream()).toList());
  }

  Submitted submit(Entry entry) {
    return switch (pool.offer(entry)) {
      case Answer.Waits(var id, var gone) -> {
        gone(gone);
        gossip.add(entry);
        yield new Submitted.Waits(id);
      }
      case Answer.Refused refused -> new Submitted.Refused(refused.why().name(), because(refused));
    };
  }

  private static String because(Answer.Refused refused) {
    return refused
        .because()
        .map(it -> it.because().map(Enum::name).orElse(it.objection().name()))
        .or(() -> refused.above().map(rate -> "pay more than " + rate))
        .orElse("");
  }

  /** Of a peer. Whoever it came in with has passed it on to all. */
  void take(List<Entry> entries) {
    lookAtAll(entries);
    for (Entry entry : entries) {
      if (pool.offer(entry) instanceof Answer.Waits(_, var gone)) {
        gone(gone);
      }
    }
  }

  void reaches(List<ActorRef<Request>> peers) {
    gossip.reaches(peers, pool.entries());
  }

  boolean hasToPassOn() {
    return !gossip.isEmpty();
  }

  Map<ActorRef<Request>, List<Entry>> batches() {
    return gossip.next(pool::has);
  }

  void follow(Sealed sealed, Ledger ledger) {
    List<TransactionId> gone = pool.follow(sealed.candidate().block(), ledger);
    tell(new News.Final(sealed, ledger));
    gone(gone);
    gone(tooOld());
  }

  /** All that waits is looked through, so this is done now and then. */
  private List<TransactionId> tooOld() {
    long now = ledger().tip().seconds();
    long ageMax = settings.ageMax().toSeconds();
    if (now - looked < ageMax / LOOKS) {
      return List.of();
    }
    looked = now;
    return pool.expire(new Moment(0, now - ageMax));
  }

  /** At the beginning, with those who were here before it. */
  void open(long oldest) {
    stand(guests.waiting, ledger(), oldest);
    guests.waiting = List.of();
    admit();
  }

  /** Whoever waits is a guest of the next life. */
  void close() {
    guests.waiting = pool.entries();
  }

  /** Blocks were jumped over: what waited is looked at from the first. */
  void stand(Ledger ledger, long oldest) {
    stand(pool.entries(), ledger, oldest);
  }

  private void stand(List<Entry> waited, Ledger ledger, long oldest) {
    pool = Pool.of(settings.pool(), charter.rules(), ledger);
    List<TransactionId> gone = new ArrayList<>();
    for (Entry entry : waited) {
      switch (pool.offer(entry)) {
        case Answer.Waits(_, var replaced) -> gone.addAll(replaced);
        case Answer.Refused _ -> gone.add(entry.id());
      }
    }
    tell(new News.Stands(ledger, oldest));
    gone(gone);
  }

  void follow(ActorRef<News> follower, long oldest) {
    if (guests.followers.add(follower)) {
      follower.tell(new News.Stands(ledger(), oldest));
    }
  }

  void leaves(ActorRef<News> follower) {
    guests.followers.remove(follower);
  }

  private void gone(List<TransactionId> ids) {
    ids.forEach(id -> tell(new News.Gone(id)));
  }

  private void tell(News news) {
    guests.followers.forEach(it -> it.tell(news));
  }
}
