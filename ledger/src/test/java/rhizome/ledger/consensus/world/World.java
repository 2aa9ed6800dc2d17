package rhizome.ledger.consensus.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.State;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** One queue, one seed: validators of unequal power, some of them traitors; milliseconds. */
final class World {

  static final Hash CHAIN = Blake.of(new byte[] {1});

  private static final int REMEMBERED_MAX = 500;

  /** How bad it is until the network heals; chances are of a thousand. */
  record Weather(int lost, int twice, int late, int crash, int cuts, long healed) {

    static final Weather FAIR = new Weather(0, 0, 0, 0, 0, 0);

    static Weather any(RandomGenerator random) {
      return new Weather(
          random.nextInt(3) * random.nextInt(200),
          random.nextInt(100),
          random.nextInt(200),
          random.nextInt(2) * random.nextInt(15),
          random.nextInt(2) * random.nextInt(4),
          random.nextInt(2_500));
    }
  }

  /** What happened, to see that enough does. */
  static final class Stats {
    int roundMax;
    int crashes;
    int outputs;
    long took;

    void rounds(int round) {
      roundMax = Math.max(roundMax, round);
    }
  }

  final RandomGenerator random;
  final Agreement agreement = new Agreement();
  final Validity validity = new Validity();
  final OneVoice voice = new OneVoice();
  final Innocence innocence = new Innocence();
  final Stats stats = new Stats();

  /** Only this output of all is followed by a crash, if it is not below zero. */
  int crashAt = -1;

  private final Weather weather;
  private final Height first;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Host> honest = new ArrayList<>();
  private final boolean[] sides;
  private final Map<List<Long>, Plot> plots = new LinkedHashMap<>();
  private final List<Signed> remembered = new ArrayList<>();
  private final List<Hash> values = new ArrayList<>();
  private final Agenda agenda = new Agenda();
  private boolean[] cut;

  /** {@code crowd} validators, of whom traitors have below a third, or else about a half. */
  World(RandomGenerator random, int crowd, boolean belowThird, Weather weather) {
    this.random = random;
    this.weather = weather;
    this.cut = new boolean[crowd];
    this.sides = new boolean[crowd];
    ValidatorSet set = ValidatorSet.of(IntStream.range(0, crowd).mapToObj(_ -> anybody()).toList());
    this.first = new Height(0, set, hash());
    boolean[] traitors = belowThird ? traitors(set, 3) : traitors(set, 2);
    for (int i = 0; i < crowd; i++) {
      sides[i] = random.nextBoolean();
      PublicKey key = set.get(i).key();
      Host host = traitors[i] ? new Traitor(this, i, key) : new Host(this, i, key);
      hosts.add(host);
      if (host.isHonest()) {
        honest.add(host);
        innocence.isHonest(key);
      }
    }
  }

  private Validator anybody() {
    return new Validator(new PublicKey(hash()), 1 + random.nextInt(100));
  }

  private boolean[] traitors(ValidatorSet set, int part) {
    boolean[] traitors = new boolean[set.size()];
    long power = 0;
    List<Integer> order = new ArrayList<>(IntStream.range(0, set.size()).boxed().toList());
    Collections.shuffle(order, java.util.Random.from(random));
    for (int number : order) {
      long more = power + set.get(number).power();
      if (more * part < set.total() && (part == 2 || random.nextInt(4) > 0)) {
        traitors[number] = true;
        power = more;
      }
    }
    return traitors;
  }

  /** Until all who are honest have decided so many heights more after it healed. */
  void run(long patience, int more) {
    begin();
    agenda.runTo(weather.healed());
    cut = new boolean[hosts.size()];
    List<Long> then = heights();
    honest.forEach(Host::restart);
    Progress progress = new Progress(agenda.now(), patience, more);
    try {
      while (!progress.isMade(agenda.now(), then, heights())) {
        agenda.next();
      }
    } catch (Violation stuck) {
      throw new Violation(stuck.getMessage() + "\n" + summary());
    }
    stats.took = agenda.now() - weather.healed();
  }

  private String summary() {
    StringBuilder all = new StringBuilder();
    for (Host host : hosts) {
      State state = host.state;
      all.append(
          "%d %s power %d of %d: height %d round %d %s locked %s valid %s of rounds %s%n"
              .formatted(
                  host.number,
                  host.isHonest() ? "honest" : "traitor",
                  first.validators().get(host.number).power(),
                  first.validators().total(),
                  state.number(),
                  state.round(),
                  state.phase(),
                  state.locked(),
                  state.valid(),
                  state.votes().rounds()));
    }
    return all.toString();
  }

  /** So long, whether or not anything comes of it. */
  void run(long millis) {
    begin();
    agenda.runTo(millis);
  }

  private void begin() {
    hosts.forEach(host -> after(random.nextInt(50), host::begin));
    for (int i = 0; i < weather.cuts(); i++) {
      after(random.nextInt(2_500), this::cut);
    }
  }

  private void cut() {
    if (agenda.now() < weather.healed()) {
      for (int i = 0; i < cut.length; i++) {
        cut[i] = random.nextBoolean();
      }
      after(random.nextInt(1_500), () -> cut = new boolean[hosts.size()]);
    }
  }

  void after(long millis, Runnable task) {
    agenda.after(millis, task);
  }

  private boolean happens(int ofThousand) {
    return agenda.now() < weather.healed() && random.nextInt(1_000) < ofThousand;
  }

  boolean crashes(Host host) {
    boolean now = crashAt >= 0 ? stats.outputs == crashAt : happens(weather.crash());
    if (!host.isHonest()) {
      return false;
    }
    stats.outputs++;
    if (now) {
      stats.crashes++;
      after(random.nextInt(1_000), host::restart);
    }
    return now;
  }

  void send(Host from, Host to, Parcel parcel) {
    boolean isCut = cut[from.number] != cut[to.number];
    if (from.equals(to) || isCut || happens(weather.lost())) {
      return;
    }
    for (int copies = happens(weather.twice()) ? 2 : 1; copies > 0; copies--) {
      int delay = happens(weather.late()) ? random.nextInt(3_000) : 1 + random.nextInt(30);
      after(delay, () -> to.hear(parcel));
    }
  }

  void decided(Host who, Certificate certificate) {
    agreement.decided(who.number, certificate.height(), certificate.value());
    validity.decided(who.number, certificate.height(), certificate.value());
  }

  Hash value(boolean valid) {
    Hash value = hash();
    values.add(value);
    if (!valid) {
      validity.isInvalid(value);
    }
    return value;
  }

  Plot plot(long height, int round) {
    return plots.computeIfAbsent(List.of(height, (long) round), _ -> Plot.of(this));
  }

  /** What was said is remembered by those who send it again. */
  void heard(Signed message) {
    if (remembered.size() < REMEMBERED_MAX) {
      remembered.add(message);
    } else {
      remembered.set(random.nextInt(REMEMBERED_MAX), message);
    }
  }

  Optional<Signed> anything() {
    return remembered.isEmpty()
        ? Optional.empty()
        : Optional.of(remembered.get(random.nextInt(remembered.size())));
  }

  Optional<Hash> anyValue() {
    Optional<Signed> said = anything();
    return said.flatMap(
        it ->
            switch (it) {
              case Proposal proposal -> Optional.of(proposal.value());
              case Vote vote -> vote.value();
            });
  }

  static Height next(Height height, Hash value) {
    Writer writer = Writer.rivbin();
    height.seed().write(writer);
    value.write(writer);
    return new Height(height.number() + 1, height.validators(), Blake.of(writer));
  }

  private Hash hash() {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  Height first() {
    return first;
  }

  int size() {
    return hosts.size();
  }

  Host host(int number) {
    return hosts.get(number);
  }

  List<Host> everybody() {
    return hosts;
  }

  boolean side(Host host) {
    return sides[host.number];
  }

  boolean isTraitor(PublicKey key) {
    return !hosts.get(first.validators().number(key)).isHonest();
  }

  private List<Long> heights() {
    return honest.stream().map(host -> (long) host.chain.size()).toList();
  }
}
