package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.StateCodec;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Trust;
import rhizome.ledger.transaction.TransactionId;

/** A machine with a replica: keeps what is durable, dies and comes back. */
class Host {

  final World world;
  final int number;
  final Voter voter;
  State state;

  private Replica replica;
  private Charter charter;
  private final NavigableMap<String, Entry> pool = new TreeMap<>();
  private final int skew;
  private int life;
  private boolean up;

  private @Nullable Standing saved;
  private rhizome.ledger.consensus.@Nullable State agreement;
  private final NavigableMap<Long, Sealed> blocks = new TreeMap<>();
  private final NavigableMap<Hash, Candidate> kept = new TreeMap<>();
  private final List<Output> written = new ArrayList<>();

  Host(World world, int number, PublicKey key) {
    this.world = world;
    this.number = number;
    this.voter = world.country.voter(key);
    this.charter = world.country.charter();
    this.replica = new Replica(charter, voter, world.country::reveal);
    this.state = replica.beginning();
    this.skew = world.random.nextInt(7) - 3;
  }

  boolean isHonest() {
    return true;
  }

  boolean isUp() {
    return up;
  }

  /** What its clock says. */
  final long clock() {
    return world.clock() + skew;
  }

  final Peer peer() {
    return new Peer("" + number);
  }

  void begin() {
    up = true;
    feed(new Input.Started(clock()));
  }

  /** Its operator names a header to it, in which they trust (ADR 0037). */
  void anchor(Trust trust) {
    charter = charter.anchored(trust);
    replica = new Replica(charter, voter, world.country::reveal);
  }

  void crash() {
    up = false;
    life++;
    pool.clear();
  }

  /** With what is durable, as bytes; nothing else is left. */
  void restart() {
    if (!up) {
      state = recovered();
      begin();
    }
  }

  private State recovered() {
    Recovering all = Recovering.beginning(charter);
    all = saved == null ? all : all.saved(Checkpoint.decode(Checkpoint.encode(saved)));
    for (Sealed sealed : blocks.values()) {
      all = all.stored(Sealed.decode(sealed.encode()));
    }
    for (Candidate candidate : kept.values()) {
      all = all.kept(Candidate.decode(candidate.encode()));
    }
    all = agreement == null ? all : all.persisted(StateCodec.decode(StateCodec.encode(agreement)));
    return all.state();
  }

  /** What comes of all that was written, told in the order in which it was. */
  private State told() {
    Recovering all = Recovering.beginning(charter);
    for (Output each : written) {
      all =
          switch (each) {
            case Output.Keep(var candidate) -> all.kept(candidate);
            case Output.Persist(var persisted) -> all.persisted(persisted);
            case Output.Store(var sealed) -> all.stored(sealed);
            case Output.Save(var standing) -> all.saved(standing);
            case Output.Forget(var below) -> all.keptFrom(below);
            case Output.Broadcast _, Output.Tell _, Output.Serve _ -> all;
            case Output.ScheduleTimeout _, Output.ScheduleRetelling _, Output.AskEntries _ -> all;
            case Output.Committed _, Output.Accuse _, Output.Idle _ -> all;
            case Output.Refused _, Output.NotCounted _ -> all;
          };
    }
    return all.state();
  }

  /** It would be the same replica if its disk were a log that is told from the first. */
  void isTold() {
    assertThat(summary(told())).isEqualTo(summary(recovered()));
  }

  private static List<Object> summary(State it) {
    return List.of(
        it.height(),
        it.oldest(),
        it.standing().root().hash(),
        it.agreement(),
        List.copyOf(it.pruned().prospects().keySet()));
  }

  void take(Entry entry) {
    if (up) {
      pool.put(entry.id().toString(), entry);
    }
  }

  final void feed(Input input) {
    var step = replica.step(state, input);
    state = step.state();
    world.stands(this);
    for (Output output : step.outputs()) {
      if (world.crashes(this)) {
        crash();
        return;
      }
      world.told(this, output);
      carryOut(output);
    }
  }

  private void carryOut(Output output) {
    written.add(output);
    switch (output) {
      case Output.Keep(var candidate) -> kept.put(candidate.value(), candidate);
      case Output.Persist(var persisted) -> agreement = persisted;
      case Output.Store(var sealed) -> store(sealed);
      case Output.Save(var standing) -> saved = standing;
      case Output.Forget(var below) -> blocks.headMap(below).clear();
      case Output.Broadcast(var said) -> say(said);
      case Output.Tell(var peer, var message) -> tell(world.host(peer), message);
      case Output.Serve(var peer, var from, var count) -> serve(world.host(peer), from, count);
      case Output.ScheduleTimeout(var timer, var height, var round) ->
          after(
              patience(timer, round),
              () -> feed(new Input.TimedOut(clock(), timer, height, round)));
      case Output.ScheduleRetelling _ ->
          after(
              150 + world.random.nextInt(100),
              () -> feed(new Input.RetellingDue(clock(), world.anybody().peer())));
      case Output.AskEntries(var height, var round, _) ->
          after(
              world.random.nextInt(20),
              () -> feed(new Input.Offered(clock(), height, round, waiting())));
      case Output.Committed(var sealed, _) ->
          sealed.candidate().block().entries().forEach(it -> pool.remove(it.id().toString()));
      case Output.Accuse(var evidence) -> {
        world.accused(this, evidence);
        world.everybody().forEach(to -> tell(to, new Message.Accusation(evidence)));
      }
      case Output.Idle _, Output.Refused _, Output.NotCounted _ -> {}
    }
  }

  private List<Entry> waiting() {
    return new ArrayList<>(pool.values());
  }

  private void store(Sealed sealed) {
    blocks.put(sealed.height(), sealed);
    kept.values().removeIf(it -> it.header().height() <= sealed.height());
  }

  void say(Message.Said said) {
    world.heard(said);
    if (isHonest()) {
      world.voice.leaves(said.signed(), Objects.requireNonNull(agreement));
    }
    world.everybody().forEach(to -> tell(to, said));
  }

  void serve(Host to, long from, int count) {
    List<Sealed> some = blocks.tailMap(from).values().stream().limit(count).toList();
    if (!some.isEmpty()) {
      tell(to, new Message.Blocks(some));
    }
  }

  void tell(Host to, Message message) {
    world.send(this, to, message);
  }

  final void hear(Host from, Message message) {
    if (up) {
      feed(new Input.Arrived(clock(), from.peer(), message));
    }
  }

  /** Unless it dies before. */
  final void after(long millis, Runnable task) {
    int now = life;
    world.after(
        millis,
        () -> {
          if (life == now) {
            task.run();
          }
        });
  }

  boolean stored(long height) {
    return blocks.containsKey(height);
  }

  boolean waitsFor(TransactionId id) {
    return pool.containsKey(id.toString());
  }

  private static long patience(Timer timer, int round) {
    long grown = 50L * Math.min(round, 8);
    return switch (timer) {
      case PROPOSE -> 200 + grown;
      case PREVOTE, PRECOMMIT -> 100 + grown;
    };
  }
}
