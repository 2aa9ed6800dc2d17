package rhizome.runtime.cluster;

import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.model.Uri;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rhizome.runtime.cluster.MemberSettings.Resolver;
import rhizome.runtime.cluster.MemberSettings.Way;
import rhizome.runtime.kubernetes.ApiRefused;
import rhizome.runtime.kubernetes.KubernetesLease;

/** The way of one actor system into its cluster. */
public final class Entrance {

  private static final String DOWNED =
      "the cluster went on without this member before it was inside: those that came in lost each"
          + " other again; if it lasts, look at the links between the members";

  private static final String ENDED =
      "its actor system has ended before it was inside: the cluster refuses this member's build or"
          + " settings, and the log names the keys that differ";

  private final MemberSettings settings;
  private final KnownMembers known;
  private final List<HostPort> seeds;
  private final List<HostPort> voters;

  private Entrance(MemberSettings settings, KnownMembers known) {
    this.settings = settings;
    this.known = known;
    this.seeds = settings.way() instanceof Way.Seeds(var list) ? list : List.of();
    this.voters =
        settings.way() instanceof Way.Seeds ? ClusterProfile.voters(seeds, known.all()) : List.of();
  }

  /** Nothing is opened yet: first the system is made, with {@link #config}. */
  public static Entrance of(MemberSettings settings, KnownMembers known) {
    return new Entrance(settings, known);
  }

  /**
   * What the actor system is to be made with.
   *
   * @param own settings that win over the profile's
   * @throws JoinRefused if it asks for a lease that cannot be had here
   */
  public Config config(Config own) {
    int min =
        switch (settings.way()) {
          case Way.Seeds _ -> voters.size() / 2 + 1;
          case Way.Bootstrap bootstrap -> bootstrap.contactPointsMin();
        };
    Config all =
        ClusterProfile.of(
            settings, ClusterProfile.least(settings.resolver(), min).withFallback(own));
    if (settings.resolver() == Resolver.LEASE_MAJORITY) {
      demandLease(all);
    }
    return all;
  }

  /** Who found out only when members lose each other would be downed for it. */
  private static void demandLease(Config all) {
    try {
      KubernetesLease.demand(all);
    } catch (ApiRefused e) {
      throw new JoinRefused("rhizome.cluster.split-brain = lease-majority: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the system in, and returns when it is up. It answers others that knock from then on.
   *
   * @return where its health is asked
   * @throws JoinRefused if it is not up in time, or never will be; says why, seed by seed
   */
  public HostPort enter(ActorSystem<?> system) {
    HostPort self = self(system);
    List<HostPort> contacts = new ArrayList<>(new LinkedHashSet<>(seeds));
    if (settings.way() instanceof Way.Seeds) {
      contacts.addAll(known.all());
    }
    DoorShell.Parts door = DoorShell.Parts.of(self, contacts, voters, settings.protocol(), known);
    if (settings.way() instanceof Way.Seeds && contacts.isEmpty()) {
      throw new JoinRefused(
          "no seeds, and this data folder remembers no members: name control members with --seed,"
              + " or begin a cluster with --first");
    }
    HostPort management = openManagement(system);
    system.systemActorOf(DoorShell.create(door), DoorShell.NAME, Props.empty());
    if (settings.way() instanceof Way.Bootstrap) {
      ClusterBootstrap.get(system).start();
    }
    system.getWhenTerminated().thenRun(() -> door.inside().completeExceptionally(ended(system)));
    await(system, door);
    Footing.Settings footing = Footing.Settings.from(system.settings().config());
    system.systemActorOf(FootingShell.create(footing), FootingShell.NAME, Props.empty());
    return management;
  }

  private HostPort openManagement(ActorSystem<?> system) {
    try {
      Uri open = AkkaManagement.get(system).start().toCompletableFuture().join();
      return new HostPort(open.host().address(), open.port());
    } catch (CompletionException e) {
      throw new JoinRefused(
          "cannot listen on %s for health checks: choose another rhizome.cluster.management.port"
              .formatted(settings.management()),
          e);
    }
  }

  private static JoinRefused ended(ActorSystem<?> system) {
    boolean downed =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .filter(CoordinatedShutdown.clusterDowningReason()::equals)
            .isPresent();
    return downed ? JoinRefused.passing(DOWNED) : new JoinRefused(ENDED);
  }

  private void await(ActorSystem<?> system, DoorShell.Parts door) {
    try {
      door.inside().get(settings.joinTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new JoinRefused(reasons(system, door));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof JoinRefused refused
          ? refused
          : new JoinRefused("cannot join: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinRefused("was told to end before it was inside a cluster", e);
    }
  }

  private String reasons(ActorSystem<?> system, DoorShell.Parts door) {
    StringBuilder text =
        new StringBuilder(
            "not inside a cluster after %d s".formatted(settings.joinTimeout().toSeconds()));
    Map<HostPort, String> said = new TreeMap<>(door.answered());
    List<HostPort> silent = door.contacts().stream().filter(c -> !said.containsKey(c)).toList();
    said.putAll(new Diagnosis(system).of(silent));
    for (HostPort contact : door.contacts()) {
      text.append("\n  ").append(contact).append(' ').append(said.get(contact));
    }
    switch (settings.way()) {
      case Way.Seeds _ -> text.append("\n  ").append(election(door.self()));
      case Way.Bootstrap bootstrap ->
          new Survey(system, settings, bootstrap)
              .lines()
              .forEach(line -> text.append("\n  ").append(line));
    }
    return text.toString();
  }

  private String election(HostPort self) {
    SortedSet<HostPort> sorted = new TreeSet<>(voters);
    String who = String.join(", ", sorted.stream().map(HostPort::toString).toList());
    return "a cluster is founded by %d of %s; this member is %s%s"
        .formatted(voters.size() / 2 + 1, who, self, sorted.contains(self) ? "" : ", none of them");
  }

  private static HostPort self(ActorSystem<?> system) {
    Address address = Cluster.get(system).selfMember().address();
    return new HostPort(address.getHost().orElseThrow(), address.getPort().orElseThrow());
  }
}
