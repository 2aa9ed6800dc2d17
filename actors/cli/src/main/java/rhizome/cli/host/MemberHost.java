package rhizome.cli.host;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.cli.client.GridFile;
import rhizome.cli.client.MemberFile;
import rhizome.gateway.Gateway;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.LedgerPort;
import rhizome.gateway.edge.DoorSettings;
import rhizome.gateway.edge.EdgeDoor;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.JoinRefused;
import rhizome.runtime.cluster.KnownMembers;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.cluster.Role;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.grid.Member;

/** One member of a cluster in this process: what its roles ask for, put together. */
public final class MemberHost {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final JoinSettings settings;
  private final Settings limits;
  private final MemberSettings place;
  private final Config own;
  private final Config all;
  private final LedgerHost ledger;
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private Member member;
  private Optional<NodeParts> node = Optional.empty();
  private Optional<Gateway> gateway = Optional.empty();
  private Optional<EdgeDoor> agents = Optional.empty();

  private MemberHost(JoinSettings settings, Settings limits, MemberSettings place, Config own)
      throws HostRefused {
    this.settings = settings;
    this.limits = limits;
    this.place = place;
    this.own = own;
    this.all = ClusterProfile.of(own);
    boolean validates = place.roles().contains(Role.VALIDATOR);
    this.ledger = LedgerHost.ofMember(settings.data(), LedgerPlan.from(all), validates);
    this.member = enter();
  }

  /**
   * Joins a cluster, or founds it. Returns when the member is up and does what its roles ask for.
   *
   * @throws HostRefused if it is not let in, finds nobody in time, or a port or folder is taken
   */
  public static MemberHost open(JoinSettings settings) throws HostRefused {
    try {
      Files.createDirectories(
          settings.data(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Settings.OfMember read = Settings.ofMember(settings);
      Settings limits = read.limits();
      Config shared =
          limits
              .own()
              .withFallback(SharedConfig.journal(settings, limits.own(), read.place().roles()))
              .withFallback(SharedConfig.keys(settings))
              .withFallback(SharedConfig.doors(settings, limits.own()))
              .withFallback(LedgerHost.config(settings.data()));
      MemberHost host = new MemberHost(settings, limits, read.place(), shared);
      host.work();
      return host;
    } catch (JoinRefused | IllegalArgumentException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new HostRefused("%s cannot be used: %s".formatted(settings.data(), e.getMessage()), e);
    }
  }

  /** The journal has a say in how long an entity waits for it, so its settings are read, too. */
  private Member enter() {
    GridSettings grid = GridSettings.from(all);
    return Member.join(place, KnownMembers.open(settings.data()), own, grid);
  }

  /** Opens what the roles ask for on the newest member. */
  private void work() throws HostRefused {
    Doors.Keys keys = new Doors.Keys(settings.data(), settings.credentials());
    try {
      if (place.roles().contains(Role.NODE)) {
        node = Optional.of(openNode()); // first: no workload waits for the log of a ledger
      }
      LedgerPort asked = ledger.begin(member.system());
      if (place.roles().contains(Role.GATEWAY)) {
        gateway = Optional.of(Doors.open(keys, GatewaySettings.from(all), member, asked, stopped));
        agents = Doors.openForAgents(keys, DoorSettings.from(all), member);
      }
      if (gateway.isPresent()) {
        gridFile(gateway.get()).write(settings.data());
      }
      file().write(settings.data());
    } catch (IOException | IllegalStateException | UnsupportedOperationException | HostRefused e) {
      node.ifPresent(parts -> parts.close(true));
      node = Optional.empty();
      gateway = Optional.empty();
      agents = Optional.empty();
      member.close();
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private NodeParts openNode() throws IOException, HostRefused {
    NodeId name = settings.node();
    Path work = settings.data().resolve("nodes").resolve(name.name());
    NodeSettings parts =
        new NodeSettings(settings.data(), name, work, settings.capacity())
            .at(limits.address(), place.self().host())
            .labelled(settings.labels())
            .labelled(limits.labels())
            .powered(place.roles().contains(Role.CONTROL) ? List.of() : limits.powerDown());
    return NodeParts.open(
        limits.grid(), limits.grid().terms(), member.grid()::link, parts, limits.agent());
  }

  private GridFile gridFile(Gateway open) {
    return new GridFile(open.url(), ProcessHandle.current().pid(), member.address());
  }

  /** What this member says of itself. */
  public MemberFile file() {
    return new MemberFile(
        ProcessHandle.current().pid(),
        member.address(),
        place.roles().stream().map(Role::word).toList(),
        member.management().orElse(place.management()).toString());
  }

  /** Where the API is, if this member has that role. */
  public Optional<URI> url() {
    return gateway.map(Gateway::url);
  }

  /** Pauses between attempts to come back. */
  public MemberSettings place() {
    return place;
  }

  /** The cluster went on without this member, and its actor system has ended. */
  public boolean isCutOff() {
    return member.system().getWhenTerminated().toCompletableFuture().isDone();
  }

  /** The membership is over, and the actor system has yet to end. */
  public boolean isEnding() {
    return !isCutOff() && akka.cluster.Cluster.get(member.system()).isTerminated();
  }

  /**
   * Comes back as a new member. Until it is up the agent goes on healing by itself; then a new one
   * adopts what runs, so that everything is reported anew.
   *
   * @throws HostRefused if it is not let in now; the agent is as it was
   */
  public void rejoin() throws HostRefused {
    try {
      member = enter();
    } catch (JoinRefused | IllegalArgumentException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
    node.ifPresent(parts -> parts.close(true));
    node = Optional.empty();
    gateway = Optional.empty();
    agents = Optional.empty();
    work();
  }

  /** Completes when the API was asked to end this member, with whether to keep its workloads. */
  public CompletionStage<Boolean> stopped() {
    return stopped;
  }

  /** Leaves the cluster in good order; its workloads run on only if they are kept. */
  public void close(boolean keep) throws IOException {
    MemberFile.delete(settings.data());
    if (gateway.isPresent()) {
      gridFile(gateway.get()).delete(settings.data());
      gateway.get().close(GRACE).toCompletableFuture().join();
    }
    agents.ifPresent(door -> door.close().toCompletableFuture().join());
    member.hush();
    node.ifPresent(parts -> parts.close(keep));
    member.close();
  }
}
