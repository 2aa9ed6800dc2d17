package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.world.Agenda;
import rhizome.ledger.consensus.world.Agreement;
import rhizome.ledger.consensus.world.Innocence;
import rhizome.ledger.consensus.world.OneVoice;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Doubt;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Trust;
import rhizome.ledger.transaction.OutputId;

/** One queue, one seed: replicas of unequal power, some of them traitors; milliseconds. */
final class World {

  private static final int REMEMBERED_MAX = 300;
  private static final int MILLIS_OF_A_SECOND = 10;
  private static final long VOUCHING = 5_000;

  /** How bad it is until the network heals; chances are of a thousand. */
  record Weather(int lost, int twice, int late, int crash, int cuts, long healed) {

    static Weather any(RandomGenerator random) {
      return new Weather(
          random.nextInt(3) * random.nextInt(150),
          random.nextInt(100),
          random.nextInt(150),
          random.nextInt(2) * random.nextInt(12),
          random.nextInt(2) * random.nextInt(4),
          random.nextInt(2_500));
    }
  }

  /** What happened, to see that enough does. */
  static final class Stats {
    int crashes;
    int outputs;
    int snapshots;
    int served;
    int entries;
    int changes;
    int frozen;
    int anchored;
    int ways;
    final NavigableMap<String, Integer> refusals = new TreeMap<>();

    void add(Stats other) {
      crashes += other.crashes;
      snapshots += other.snapshots;
      served += other.served;
      entries += other.entries;
      changes += other.changes;
      frozen += other.frozen;
      anchored += other.anchored;
      ways += other.ways;
      other.refusals.forEach((why, times) -> refusals.merge(why, times, Integer::sum));
    }
  }

  final RandomGenerator random;
  final Country country;
  final OneVoice voice = new OneVoice();
  final Stats stats = new Stats();

  /** Only this output of all is followed by a crash, if it is not below zero. */
  int crashAt = -1;

  private final Agreement agreement = new Agreement();
  private final Innocence innocence = new Innocence();
  private final Weather weather;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Host> honest = new ArrayList<>();
  private final List<Message.Said> remembered = new ArrayList<>();
  private final Map<List<Long>, Plot> plots = new LinkedHashMap<>();
  private final NavigableMap<String, Entry> open = new TreeMap<>();
  private final NavigableMap<Long, Sealed> chain = new TreeMap<>();
  private final Agenda agenda = new Agenda();
  private boolean[] cut;

  /** {@code crowd} validators, of whom traitors have below a third, and one who comes late. */
  World(RandomGenerator random, int crowd, boolean traitors, Weather weather) {
    this(random, new Country(random, crowd), traitors, weather);
  }

  World(RandomGenerator random, Country country, boolean traitors, Weather weather) {
    this.random = random;
    this.weather = weather;
    this.country = country;
    int crowd = country.validators().size();
    this.cut = new boolean[crowd + 1];
    long lies = 0;
    long total = country.validators().total();
    for (int i = 0; i <= crowd; i++) {
      long power = i < crowd ? country.validators().get(i).power() : 0;
      boolean traitor =
          traitors && power > 0 && (lies + power) * 3 < total && random.nextInt(4) > 0;
      lies += traitor ? power : 0;
      PublicKey key =
          i < crowd ? country.validators().get(i).key() : new PublicKey(Country.hash(random));
      Host host = traitor ? new Traitor(this, i, key) : new Host(this, i, key);
      hosts.add(host);
      if (!traitor) {
        honest.add(host);
        innocence.isHonest(key);
      }
    }
  }

  /** Until all who are honest have so many blocks more after it healed, and all entries. */
  void run(long patience, int more) {
    hosts.subList(0, hosts.size() - 1).forEach(host -> after(random.nextInt(50), host::begin));
    for (int i = 0; i < weather.cuts(); i++) {
      after(random.nextInt(2_500), this::cut);
    }
    after(50, this::pay);
    after(VOUCHING, this::vouch);
    agenda.runTo(weather.healed());
    cut = new boolean[hosts.size()];
    honest.forEach(Host::restart);
    long wanted = honest.stream().mapToLong(it -> it.state.height()).max().orElse(0) + more;
    long until = agenda.now() + patience;
    while (!isDone(wanted)) {
      if (agenda.now() > until) {
        throw new AssertionError("no progress in %d ms:%n%s".formatted(patience, summary()));
      }
      agenda.next();
    }
    honest.forEach(this::isSound);
  }

  /** Where nobody remembers the way, an operator tells it whom to believe. */
  private void vouch() {
    Standing newest =
        honest.stream()
            .map(host -> host.state.standing())
            .max(Comparator.comparingLong(Standing::height))
            .orElseThrow();
    newest.last().ifPresent(link -> honest.forEach(host -> vouch(host, link)));
    after(VOUCHING, this::vouch);
  }

  private void vouch(Host host, Link link) {
    Trust.Terms terms = country.charter().terms(host.clock());
    Optional<Doubt> doubt = host.state.standing().trust().doubt(link, terms);
    if (doubt.filter(Doubt.TOO_FEW_TRUSTED::equals).isPresent() && !isShownTheWay(host)) {
      check(country.isStaking(), "nothing was bonded, and others vote");
      host.anchor(Trust.of(link));
      stats.anchored++;
    }
  }

  private boolean isShownTheWay(Host host) {
    return honest.stream()
        .flatMap(it -> it.state.shelf().stream().skip(Math.max(0, it.state.shelf().size() - 1)))
        .anyMatch(newest -> newest.wayFrom(host.state.height()).isPresent());
  }

  private boolean isDone(long wanted) {
    if (honest.stream().anyMatch(it -> !it.isUp() || it.state.height() < wanted)) {
      return false;
    }
    Ledger ledger =
        honest.stream()
            .max(Comparator.comparingLong(it -> it.state.height()))
            .orElseThrow()
            .state
            .standing()
            .ledger();
    open.values().removeIf(it -> isOver(it, ledger));
    return open.isEmpty();
  }

  /** Final, or refused for ever: what it spends is spent. */
  private static boolean isOver(Entry entry, Ledger ledger) {
    var said = entry.content();
    return said.coins().inputs().stream().anyMatch(id -> ledger.coin(id).isEmpty())
        || said.stakes().inputs().stream().anyMatch(id -> isOver(id, ledger))
        || said.bond().filter(key -> isFrozen(key, ledger)).isPresent();
  }

  private static boolean isOver(OutputId stake, Ledger ledger) {
    return ledger.stake(stake).flatMap(it -> it.bond().to()).isEmpty()
        || ledger
            .stake(stake)
            .flatMap(it -> it.bond().to())
            .filter(key -> isFrozen(key, ledger))
            .isPresent();
  }

  private static boolean isFrozen(PublicKey key, Ledger ledger) {
    return ledger.validator(key).filter(Enrolled::isFrozen).isPresent();
  }

  private void isSound(Host host) {
    Standing standing = host.state.standing();
    check(
        StateRoot.of(standing.estate()).hash().equals(standing.root().hash()),
        "the root of " + host.number + " is not that of what it holds");
    if (host.equals(honest.getFirst())) {
      host.isTold();
    }
    check(
        standing.ledger().supply() == country.supply(standing.height()),
        "value came or went at " + host.number);
    check(
        standing.validators().equals(standing.ledger().epoch().orElseThrow().set()),
        "others vote than the ledger says at " + host.number);
    var epoch = standing.ledger().epoch().orElseThrow();
    for (Validator each : epoch.set().all()) {
      var known = standing.ledger().validator(each.key()).orElseThrow();
      check(
          !(known.standing() instanceof Enrolled.Standing.Frozen(long from, _))
              || from >= epoch.first(),
          "one who was frozen before votes in " + epoch);
    }
    for (Host each : hosts) {
      boolean frozen = isFrozen(each.voter.key(), standing.ledger());
      check(!frozen || !each.isHonest(), "an honest one is frozen: " + each.number);
      stats.frozen += frozen && host.equals(honest.getFirst()) ? 1 : 0;
    }
    standing
        .last()
        .ifPresent(
            link ->
                check(
                    link.header().id().equals(header(standing.height())),
                    "header of " + host.number));
  }

  /** After each step of one who is honest: the header agreed on names the state that it is in. */
  void stands(Host host) {
    Standing standing = host.state.standing();
    check(
        !host.isHonest()
            || standing
                .last()
                .map(link -> link.header().state().equals(standing.root().hash()))
                .orElse(true),
        "the last header of " + host.number + " names another state");
  }

  private Hash header(long height) {
    return Objects.requireNonNull(chain.get(height)).candidate().value();
  }

  static void check(boolean so, String otherwise) {
    if (!so) {
      throw new AssertionError(otherwise);
    }
  }

  private String summary() {
    StringBuilder all = new StringBuilder();
    for (Host host : hosts) {
      State state = host.state;
      all.append(
          "%d %s %s: height %d round %d %s, waits for %d entries%n"
              .formatted(
                  host.number,
                  host.isHonest() ? "honest" : "traitor",
                  host.isUp() ? "up" : "down",
                  state.height(),
                  state.agreement().round(),
                  state.agreement().phase().getClass().getSimpleName(),
                  open.values().stream().filter(it -> host.waitsFor(it.id())).count()));
    }
    return all.append(stats.refusals).toString();
  }

  private void cut() {
    if (agenda.now() < weather.healed()) {
      for (int i = 0; i < cut.length; i++) {
        cut[i] = random.nextBoolean();
      }
      after(random.nextInt(1_500), () -> cut = new boolean[hosts.size()]);
    }
  }

  /** Somebody pays, at times twice with one coin; and tells it again until it is over. */
  private void pay() {
    Ledger ledger = honest.get(random.nextInt(honest.size())).state.standing().ledger();
    if (agenda.now() <= weather.healed() + 500) {
      for (int i = random.nextInt(6) == 0 ? 2 : 1; i > 0; i--) {
        Optional<Entry> entry =
            country.isStaking() && random.nextInt(3) == 0 && !hasTraitors()
                ? country.rebond(random, ledger)
                : country.transfer(random, ledger);
        entry.ifPresent(it -> open.put(it.id().toString(), it));
      }
    }
    open.values().forEach(it -> hosts.forEach(host -> host.take(it)));
    after(100 + random.nextInt(200), this::pay);
  }

  /** These keep below a third only as long as stake stays. */
  private boolean hasTraitors() {
    return honest.size() < hosts.size();
  }

  void after(long millis, Runnable task) {
    agenda.after(millis, task);
  }

  private boolean happens(int ofThousand) {
    return agenda.now() < weather.healed() && random.nextInt(1_000) < ofThousand;
  }

  boolean crashes(Host host) {
    if (!host.isHonest()) {
      return false;
    }
    boolean now = crashAt >= 0 ? stats.outputs == crashAt : happens(weather.crash());
    stats.outputs++;
    if (now) {
      stats.crashes++;
      after(random.nextInt(4) == 0 ? 1_500 : random.nextInt(500), host::restart);
    }
    return now;
  }

  void send(Host from, Host to, Message message) {
    if (from.equals(to) || cut[from.number] != cut[to.number] || happens(weather.lost())) {
      return;
    }
    Message sent = random.nextInt(40) == 0 ? Message.decode(message.encode()) : message;
    for (int copies = happens(weather.twice()) ? 2 : 1; copies > 0; copies--) {
      int delay = happens(weather.late()) ? random.nextInt(2_000) : 1 + random.nextInt(30);
      after(delay, () -> to.hear(from, sent));
    }
  }

  /** What an honest replica puts out is looked at. */
  void told(Host by, Output output) {
    if (!by.isHonest()) {
      return;
    }
    switch (output) {
      case Output.Store(var sealed) -> {
        agreement.decided(by.number, sealed.height(), sealed.candidate().value());
        var header = sealed.candidate().header();
        boolean first = chain.putIfAbsent(sealed.height(), sealed) == null;
        stats.changes += first && !header.validators().equals(header.next()) ? 1 : 0;
        stats.entries += sealed.candidate().block().entries().size();
      }
      case Output.Save(var standing) -> {
        boolean jumped = !by.stored(standing.height());
        stats.snapshots += jumped ? 1 : 0;
      }
      case Output.Serve _ -> stats.served++;
      case Output.Tell(_, var message) ->
          stats.ways += message instanceof Message.Offer(_, var way) && !way.isEmpty() ? 1 : 0;
      case Output.Refused(var why, _) -> stats.refusals.merge(why.name(), 1, Integer::sum);
      case Output.Idle(_, _, var why) -> stats.refusals.merge("idle " + why, 1, Integer::sum);
      case Output.NotCounted(var why) -> stats.refusals.merge("votes " + why, 1, Integer::sum);
      case Output.Keep _,
          Output.Persist _,
          Output.Forget _,
          Output.Broadcast _,
          Output.ScheduleTimeout _,
          Output.ScheduleRetelling _,
          Output.AskEntries _,
          Output.Committed _,
          Output.Accuse _ -> {}
    }
  }

  void accused(Host by, Evidence evidence) {
    if (by.isHonest()) {
      innocence.accused(evidence);
    }
  }

  Plot plot(long height, int round) {
    return plots.computeIfAbsent(List.of(height, (long) round), _ -> Plot.any(random));
  }

  /** What was said is remembered by those who send it again. */
  void heard(Message.Said said) {
    if (remembered.size() < REMEMBERED_MAX) {
      remembered.add(said);
    } else {
      remembered.set(random.nextInt(REMEMBERED_MAX), said);
    }
  }

  Optional<Message.Said> anything() {
    return remembered.isEmpty()
        ? Optional.empty()
        : Optional.of(remembered.get(random.nextInt(remembered.size())));
  }

  long clock() {
    return Country.START + agenda.now() / MILLIS_OF_A_SECOND;
  }

  Host host(Peer peer) {
    return hosts.get(Integer.parseInt(peer.name()));
  }

  Host anybody() {
    return hosts.get(random.nextInt(hosts.size()));
  }

  List<Host> everybody() {
    return hosts;
  }
}
