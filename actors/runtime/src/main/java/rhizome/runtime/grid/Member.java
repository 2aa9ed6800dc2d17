package rhizome.runtime.grid;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.cluster.Ending;
import rhizome.runtime.cluster.Entrance;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.cluster.JoinRefused;
import rhizome.runtime.cluster.KnownMembers;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.cluster.Overflow;
import rhizome.runtime.cluster.Role;
import rhizome.runtime.journal.Journal;

/** One JVM of a grid: its actor system, its place in the cluster, and the grid seen from there. */
public final class Member implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Member.class);
  private static final String SYSTEM = "rhizome";
  private static final int CLOSE_SECONDS_MAX = 30;

  private final ActorSystem<Void> system;
  private final Grid grid;
  private final @Nullable Journal journal;
  private Optional<HostPort> management = Optional.empty();

  private Member(ActorSystem<Void> system, Grid grid, @Nullable Journal journal) {
    this.system = system;
    this.grid = grid;
    this.journal = journal;
  }

  private static Member of(
      ActorSystem<Void> system, GridSettings settings, @Nullable Journal journal, Path data) {
    Grid grid = Grid.on(system, settings);
    grid.answerFor(data);
    return new Member(system, grid, journal);
  }

  /**
   * The member that carries the entities and the embedded journal in {@code data}, first of its
   * cluster.
   *
   * @param own settings that win over the profile's
   * @param settings of the grid, as read from them
   * @throws rhizome.runtime.journal.JournalRefused if the folder is in use or damaged
   */
  public static Member control(Path data, Config own, GridSettings settings) {
    return control(data, Journal.open(data), own, settings);
  }

  /** The same on another journal, which this member closes at its end. */
  static Member control(Path data, Journal journal, Config own, GridSettings settings) {
    try {
      return begin(
          member(data, own.withFallback(journal.config()), "control"),
          system -> {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(new Join(cluster.selfMember().address()));
            return of(system, settings, journal, data);
          });
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * A member that only runs workloads. It needs the member keys in {@code data} and no journal.
   *
   * @param address of the control member, as {@link #address} gives it
   */
  public static Member node(Path data, String address, Config own, GridSettings settings) {
    Address control = AddressFromURIString.parse(address);
    return begin(
        member(data, own.withFallback(withoutJournal()), "node"),
        system -> {
          Cluster.get(system).manager().tell(new Join(control));
          return of(system, settings, null, data);
        });
  }

  /**
   * A member of a cluster with several control members and a journal they share. Returns when it is
   * up; one that is downed on its way in begins anew.
   *
   * @param settings as read from {@code own} over the cluster profile
   * @param known the members its data folder remembers
   * @param own settings that win over the profile's; the shared journal's and the keys' among them
   * @param grid of the grid, as read from the same
   * @throws JoinRefused if it is not up in time or never will be
   */
  public static Member join(
      MemberSettings settings, KnownMembers known, Config own, GridSettings grid) {
    Entrance entrance = Entrance.of(settings, known);
    Function<ActorSystem<Void>, Member> way =
        system -> {
          HostPort management = entrance.enter(system);
          Member member = of(system, grid, null, known.folder());
          member.management = Optional.of(management);
          if (settings.roles().contains(Role.CONTROL)) {
            member.grid.tellOthers();
          }
          return member;
        };
    long since = System.nanoTime();
    while (true) {
      try {
        return begin(entrance.config(own), way);
      } catch (JoinRefused e) {
        if (!e.isPassing() || System.nanoTime() - since > settings.joinTimeout().toNanos()) {
          throw e;
        }
        LOG.warn("tries again to join: {}", e.getMessage());
      }
    }
  }

  /** On an actor system of its own, which ends if nothing comes of it. */
  private static Member begin(Config config, Function<ActorSystem<Void>, Member> way) {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), SYSTEM, config);
    Ending.watch(system);
    Overflow.watch(system);
    try {
      return way.apply(system);
    } catch (RuntimeException e) {
      system.terminate();
      awaitEnd(system);
      throw e;
    }
  }

  private static void awaitEnd(ActorSystem<?> system) {
    try {
      system.getWhenTerminated().toCompletableFuture().get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the member's actor system does not end", e);
    }
  }

  /** Everything there is to set: the embedded profile under an operator's own settings. */
  public static Config profile(Config own) {
    return own.withFallback(ConfigFactory.parseResources("rhizome/embedded.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  private static Config member(Path data, Config own, String role) {
    return profile(
        ConfigFactory.parseMap(Map.of("akka.cluster.roles", List.of(role)))
            .withFallback(own)
            .withFallback(MemberKeys.open(data).config()));
  }

  private static Config withoutJournal() {
    return ConfigFactory.parseString(
        """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = ""
        akka.persistence.journal.auto-start-journals = []
        akka.persistence.snapshot-store.auto-start-snapshot-stores = []
        """);
  }

  public Grid grid() {
    return grid;
  }

  public ActorSystem<Void> system() {
    return system;
  }

  /** Where other members reach this one. */
  public String address() {
    return Cluster.get(system).selfMember().address().toString();
  }

  /** Where the health of a member of a cluster is asked. */
  public Optional<HostPort> management() {
    return management;
  }

  /** What an operator should know about the journal; usually nothing. */
  public List<String> remarks() {
    return Optional.ofNullable(journal).map(Journal::remarks).orElse(List.of());
  }

  /** Has the agents of this member speak to nobody any more; before they are ended. */
  public void hush() {
    grid.hush();
  }

  /** Leaves the cluster, stops everything, then closes the journal. Waits for that. */
  @Override
  public void close() {
    grid.hush();
    try {
      CoordinatedShutdown.get(system)
          .runAll(CoordinatedShutdown.unknownReason())
          .toCompletableFuture()
          .get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
      Done done =
          system.getWhenTerminated().toCompletableFuture().get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
      LOG.debug("member stopped: {}", done);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the member did not stop in good order; nothing acknowledged is lost by that", e);
    } finally {
      if (journal != null) {
        journal.close();
      }
    }
  }
}
