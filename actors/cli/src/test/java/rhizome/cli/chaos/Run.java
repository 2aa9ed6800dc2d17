package rhizome.cli.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rhizome.cli.chaos.cluster.Cluster;
import rhizome.cli.chaos.cluster.Clustered;
import rhizome.cli.chaos.cluster.Embedded;
import rhizome.cli.chaos.cluster.Leased;
import rhizome.cli.chaos.cluster.Member;
import rhizome.cli.chaos.cluster.Operator;
import rhizome.cli.chaos.cluster.Role;
import rhizome.cli.chaos.cluster.Roles;
import rhizome.cli.chaos.faults.Fault;
import rhizome.cli.chaos.faults.Kind;
import rhizome.cli.chaos.faults.Saboteur;
import rhizome.cli.chaos.faults.Schedule;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.Life;
import rhizome.cli.chaos.history.Recorder;
import rhizome.cli.chaos.hosts.Clocks;
import rhizome.cli.chaos.hosts.Disks;
import rhizome.cli.chaos.hosts.Ground;
import rhizome.cli.chaos.hosts.Ground.Ability;
import rhizome.cli.chaos.hosts.Network;
import rhizome.cli.chaos.watch.Sampler;
import rhizome.cli.chaos.watch.Witness;
import rhizome.kernel.Seed;
import rhizome.runtime.cassandra.server.Unavailable;

/** One scenario from the first process to the last. */
final class Run implements AutoCloseable {

  private static final List<String> ROBOTS = List.of("shop", "mill");
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration UPDATED_MAX = Duration.ofMinutes(1);
  private static final Duration LASTING_MAX = Duration.ofSeconds(20);
  private static final int DISK_KIBIBYTES = 4096;

  private final Scenario scenario;
  private final Seed seed;
  private final Ground ground;
  private final Network network;
  private final Recorder recorder = new Recorder();
  private final Cluster cluster;
  private final Witness witness;
  private final Saboteur saboteur;
  private final Operator operator;
  private final Sampler sampler;

  private Run(Scenario scenario, Seed seed, Ground ground, Network network)
      throws IOException, InterruptedException, Unavailable {
    this.scenario = scenario;
    this.seed = seed;
    this.ground = ground;
    this.network = network;
    boolean clocks = scenario.odds().kinds().contains(Kind.CLOCK_STEPPED);
    this.cluster =
        new Cluster(
            network,
            roles(scenario, network),
            clocks && ground.has(Ability.CLOCKS)
                ? Optional.of(Clocks.open(network.folder()))
                : Optional.empty());
    this.witness = Witness.in(network.folder());
    this.saboteur = new Saboteur(cluster, recorder);
    this.operator = new Operator(cluster, recorder, witness);
    this.sampler = new Sampler(network.folder(), recorder::nanos);
  }

  /**
   * @throws Unavailable if it needs a Cassandra that this machine cannot run
   */
  static Run open(Scenario scenario, Seed seed, Path folder)
      throws IOException, InterruptedException, Unavailable {
    Ground ground = Ground.probe(folder);
    List<String> hosts = new ArrayList<>(scenario.shape().controls());
    hosts.addAll(scenario.workers());
    hosts.addAll(scenario.shape().stores());
    Network network = Network.open(folder, ground, hosts);
    try {
      return new Run(scenario, seed, ground, network);
    } catch (IOException | InterruptedException | Unavailable | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static Roles roles(Scenario scenario, Network network)
      throws IOException, InterruptedException, Unavailable {
    Path folder = network.folder().resolve("grid");
    String settings = scenario.settings();
    return switch (scenario.shape()) {
      case EMBEDDED -> Embedded.in(folder, settings);
      case CLUSTERED, REPLICATED ->
          Clustered.in(folder, controls(scenario, network), stores(scenario, network), settings);
      case LEASED ->
          Leased.in(folder, controls(scenario, network), stores(scenario, network), settings);
    };
  }

  private static List<Member> controls(Scenario scenario, Network network) {
    return members(scenario.shape().controls(), Role.CONTROL, network);
  }

  private static List<Member> stores(Scenario scenario, Network network) {
    return members(scenario.shape().stores(), Role.STORE, network);
  }

  private static List<Member> members(List<String> names, Role role, Network network) {
    return names.stream().map(name -> new Member(name, role, network.host(name))).toList();
  }

  /** What the machine did not permit. */
  List<String> missing() {
    return ground.words();
  }

  /** Plays it. */
  History play() throws IOException, InterruptedException {
    missing().forEach(recorder::remark);
    start();
    List<List<Fault>> lanes =
        IntStream.range(0, scenario.lanes()).mapToObj(i -> possible("faults " + i)).toList();
    if (scenario.traffic().isPresent()) {
      try (Traffic _ =
          new Traffic(seed.fork("traffic"), ROBOTS, scenario.traffic().get(), operator)) {
        commitAll(lanes);
      }
    } else {
      commitAll(lanes);
    }
    return settle();
  }

  /** Each lane goes its own way; returns when the last has undone its last fault. */
  private void commitAll(List<List<Fault>> lanes) throws IOException, InterruptedException {
    List<Future<?>> others = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<Fault> lane : lanes.subList(1, lanes.size())) {
        others.add(
            threads.submit(
                () -> {
                  commit(lane);
                  return lane;
                }));
      }
      commit(lanes.getFirst());
      for (Future<?> other : others) {
        var _ = other.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a fault could not be made", e.getCause());
    }
  }

  private void commit(List<Fault> faults) throws IOException, InterruptedException {
    for (Fault fault : faults) {
      saboteur.commit(fault);
    }
  }

  private void start() throws IOException, InterruptedException {
    for (Member store : members(scenario.shape().stores(), Role.STORE, network)) {
      cluster.start(store);
      cluster.awaitStore(store, START_MAX);
    }
    cluster.roles().makeTables();
    for (Member control : members(scenario.shape().controls(), Role.CONTROL, network)) {
      cluster.start(control);
    }
    cluster.awaitControls(START_MAX);
    for (Member node : members(scenario.workers(), Role.NODE, network)) {
      if (scenario.odds().kinds().contains(Kind.DISK_FULL) && ground.has(Ability.DISKS)) {
        Path disk = cluster.roles().disk(node);
        Files.createDirectories(disk);
        Disks.mount(disk, DISK_KIBIBYTES);
      }
      cluster.start(node);
    }
    for (Member node : cluster.members(Role.NODE)) {
      cluster.awaitOnline(node, START_MAX);
    }
    for (String robot : ROBOTS) {
      operator.wish(Traffic.apply(robot, 3, 3, "revision-0"));
    }
    cluster.await("all run", START_MAX, () -> isWell(operator.account()));
    cluster.await("replacement is not frozen", START_MAX, operator::isFlowing);
    recorder.remark("all run");
  }

  private List<Fault> possible(String lane) {
    Schedule schedule =
        Schedule.draw(
            seed.fork(lane),
            scenario.odds(),
            new Schedule.Hosts(
                scenario.workers(), scenario.shape().controls(), scenario.shape().stores()));
    List<Fault> possible = new ArrayList<>();
    for (Fault fault : schedule.faults()) {
      List<Ability> lacking =
          fault.kind().needs().stream().filter(need -> !ground.has(need)).toList();
      if (lacking.isEmpty()) {
        possible.add(fault);
      } else {
        recorder.remark("left out, for there are no %s here: %s".formatted(lacking, fault));
      }
    }
    return possible;
  }

  /** Everything that is wanted has a process, and nothing else has. */
  private boolean isWell(Account account) {
    SortedSet<String> alive =
        sampler.alive().stream().map(Life::workload).collect(Collectors.toCollection(TreeSet::new));
    return alive.equals(history(account, account).wanted());
  }

  private History settle() throws IOException, InterruptedException {
    cluster.holds(scenario.bound().plusSeconds(5), this::isAllBack);
    if (!cluster.holds(UPDATED_MAX, operator::isCarriedOut)) {
      operator.underWay().forEach(one -> recorder.remark("still under way: " + one));
    }
    Account before = lastingAccount();
    recorder.add(new Entry.Settled(recorder.now()));
    Account after = saboteur.wakeAllAnew(operator::account);
    before.changed(after).forEach(workload -> operator.lately(workload).forEach(recorder::remark));
    Thread.sleep(QUIET);
    sampler.close();
    witness.overlaps(recorder::nanosOfUptime).forEach(recorder::add);
    recorder.remark("watched: " + sampler.sight());
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    recorder.remark("the load of the machine in the last minute: %.1f".formatted(load));
    cluster.roles().remarks().forEach(recorder::remark);
    return history(before, after);
  }

  private boolean isAllBack() {
    return cluster.members(Role.NODE).stream().allMatch(cluster::isOnline)
        && isWell(operator.account());
  }

  /** What it says twice, with some time between. */
  private Account lastingAccount() throws InterruptedException {
    List<Account> read = new ArrayList<>(List.of(Account.NOTHING));
    boolean lasting =
        cluster.holds(
            LASTING_MAX,
            () -> {
              Account before = read.getLast();
              pause();
              read.add(operator.account());
              return read.getLast().equals(before);
            });
    recorder.remark(
        lasting ? "what the grid says does not change" : "the grid does not come to rest");
    return read.getLast();
  }

  private static void pause() {
    LockSupport.parkNanos(QUIET.toNanos());
  }

  private History history(Account before, Account after) {
    SortedSet<String> shared =
        ROBOTS.stream()
            .map(robot -> robot + "/" + Operator.SHARED)
            .collect(Collectors.toCollection(TreeSet::new));
    return new History(
        seed.value(), shared, recorder.entries(), sampler.lives(), recorder.now(), before, after);
  }

  /** Asks the members, for those who will ask why. */
  void question(Path folder) throws IOException {
    cluster.question(folder);
  }

  /** What the members have said, for those who ask why. */
  void keepLogs(Path folder) throws IOException {
    cluster.keepLogs(folder);
  }

  @Override
  public void close() {
    sampler.close();
    cluster.roles().close();
    network.close();
  }
}
