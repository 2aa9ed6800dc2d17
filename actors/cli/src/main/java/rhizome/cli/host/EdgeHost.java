package rhizome.cli.host;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import rhizome.gateway.edge.EdgeLine;
import rhizome.gateway.edge.LineSettings;
import rhizome.gateway.edge.Trust;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.Workshop;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.TlsRefused;

/** One node in this process, no member of a cluster: it has a line to a gateway (ADR 0009). */
public final class EdgeHost {

  private static final String SYSTEM = "rhizome-edge";

  private final ActorSystem<Void> system;
  private final NodeParts parts;
  private final EdgeLine line;

  private EdgeHost(ActorSystem<Void> system, NodeParts parts, EdgeLine line) {
    this.system = system;
    this.parts = parts;
    this.line = line;
  }

  /**
   * Takes up what an earlier agent left running here, and begins to call.
   *
   * @param news is told, in words, what becomes of the line
   * @throws HostRefused if the credentials are not those of this node, or its folder is in use
   */
  public static EdgeHost open(EdgeSettings settings, Consumer<String> news) throws HostRefused {
    Settings limits = Settings.ofEdge(settings.node().data());
    Trust trust = trust(settings);
    Config config = profile(limits.own());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), SYSTEM, config);
    try {
      AtomicReference<EdgeLine> line = new AtomicReference<>();
      NodeParts parts =
          NodeParts.open(
              limits.grid(),
              limits.grid().terms(),
              (identity, workshop) -> {
                EdgeLine opened =
                    EdgeLine.open(
                        system,
                        new EdgeLine.Caller(
                            identity.node(),
                            identity.boot(),
                            identity.facts(),
                            limits.grid().terms(),
                            settings.gateways(),
                            news),
                        trust,
                        LineSettings.from(config));
                line.set(opened);
                return link(system, identity, workshop, opened);
              },
              settings
                  .node()
                  .at(limits.address(), Machine.towards(settings.gateways().getFirst()))
                  .labelled(limits.labels())
                  .powered(limits.powerDown()),
              limits.agent());
      return new EdgeHost(system, parts, Objects.requireNonNull(line.get()));
    } catch (IOException | RuntimeException e) {
      system.terminate();
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static ActorRef<AgentLink.Message> link(
      ActorSystem<Void> system,
      AgentLink.Identity identity,
      Workshop workshop,
      AgentLink.Surroundings grid) {
    return system.systemActorOf(
        AgentLink.create(identity, workshop, grid), "agent-" + identity.node(), Props.empty());
  }

  static Config profile(Config own) {
    return own.withFallback(ConfigFactory.parseResources("rhizome/edge.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  private static Trust trust(EdgeSettings settings) throws HostRefused {
    try {
      Credentials credentials = Credentials.open(settings.credentials(), Role.AGENT);
      String node = settings.node().node().name();
      String own = credentials.own().name();
      if (!own.equals(node)) {
        throw new HostRefused(
            "the certificate in %s was issued for %s, not for %s: start the node as --name %s"
                .formatted(settings.credentials(), own, node, own));
      }
      return new Trust(
          credentials.sslContext(Role.MEMBER), session -> Doors.peer(session, Role.MEMBER));
    } catch (TlsRefused e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /** Completes when the grid refused this node for good. */
  public CompletionStage<Refused> refused() {
    return line.refused();
  }

  /** Ends the node and waits for it; its workloads run on only if they are kept. */
  public void close(boolean keep) {
    line.close();
    parts.close(keep);
    var _ =
        CoordinatedShutdown.get(system)
            .runAll(CoordinatedShutdown.unknownReason())
            .toCompletableFuture()
            .join();
  }
}
