package rhizome.gateway.edge;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.SslSessionInfo;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.ActorAttributes;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSClosing;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.Tcp;
import akka.stream.typed.javadsl.ActorSink;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import rhizome.gateway.edge.DoorGuardian.Occupancy;
import rhizome.runtime.Liveness;

/** The door of agents that are no members of the cluster, while it is open (ADR 0009). */
public final class EdgeDoor {

  /** Where agents ask for their stream. */
  static final String PATH = "/v1/agent";

  private static final int BACKLOG = 1024;

  private final ActorSystem<?> system;
  private final EdgePort grid;
  private final Trust trust;
  private final DoorSettings settings;
  private final Materializer materializer;
  private final ServerSettings http;
  private final ActorRef<DoorGuardian.Message> guardian;
  private final Occupancy occupancy = new Occupancy();
  private final Traffic.Meter meter = new Traffic.Meter();
  private final AtomicLong numbers = new AtomicLong();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private Tcp.@Nullable ServerBinding binding;

  private EdgeDoor(ActorSystem<?> system, EdgePort grid, Trust trust, DoorSettings settings) {
    this.system = system;
    this.grid = grid;
    this.trust = trust;
    this.settings = settings;
    this.materializer = Materializer.matFromSystem(system);
    this.http = server(system, settings);
    this.guardian =
        system.systemActorOf(
            DoorGuardian.create(grid, settings, occupancy),
            "agents-door-" + UUID.randomUUID(),
            Liveness.THREADS);
  }

  /** Opens the door. Fails with {@link IOException} when the port is taken. */
  public static CompletionStage<EdgeDoor> open(
      ActorSystem<?> system, EdgePort grid, Trust trust, DoorSettings settings) {
    return new EdgeDoor(system, grid, trust, settings).bind();
  }

  private CompletionStage<EdgeDoor> bind() {
    return Tcp.get(system)
        .bind(settings.host(), settings.port(), BACKLOG, List.of(), false, Optional.empty())
        .mapAsync(1, this::admit)
        .to(Sink.foreach(this::accept))
        .run(materializer)
        .handle(
            (bound, failure) -> {
              if (failure != null) {
                throw new CompletionException(refused(settings, failure));
              }
              binding = bound;
              return this;
            });
  }

  private static IOException refused(DoorSettings settings, Throwable failure) {
    return new IOException(
        "cannot take agents on %s:%d, probably because another program listens there: "
                .formatted(settings.host(), settings.port())
            + "set another rhizome.agents.port, or 0 for any",
        failure);
  }

  private static ServerSettings server(ActorSystem<?> system, DoorSettings settings) {
    return ServerSettings.create(
        ConfigFactory.parseString(
                """
                akka.http.server {
                  server-header = ""
                  idle-timeout = infinite
                  request-timeout = infinite
                  parsing.max-content-length = 1k
                  parsing.ssl-session-attribute = on
                  parsing.error-logging-verbosity = off
                  websocket.periodic-keep-alive-mode = pong
                  websocket.periodic-keep-alive-max-idle = %dms
                }
                """
                    .formatted(settings.keepAlive().toMillis()))
            .withFallback(system.settings().config()));
  }

  /** A connection the guardian knows of. */
  private record Visitor(
      long number, Tcp.IncomingConnection connection, SharedKillSwitch cut, AtomicBoolean left) {
    void abort() {
      cut.abort(new IOException("turned away"));
    }
  }

  /** Takes the next connection only when there is room: to send one away takes time, too. */
  private CompletionStage<Visitor> admit(Tcp.IncomingConnection connection) {
    long number = numbers.incrementAndGet();
    Visitor visitor =
        new Visitor(
            number, connection, KillSwitches.shared("agent-" + number), new AtomicBoolean());
    String address = connection.remoteAddress().getAddress().getHostAddress();
    CompletableFuture<Void> room = new CompletableFuture<>();
    guardian.tell(
        new DoorGuardian.Entered(new Lobby.Entrance(number, address, visitor::abort), room));
    return room.thenApply(_ -> visitor);
  }

  private void accept(Visitor visitor) {
    var _ =
        Flow.of(ByteString.class)
            .via(visitor.cut.flow())
            .idleTimeout(settings.idleTimeout())
            .map(bytes -> counted(meter.wireIn, bytes))
            .via(Flow.lazyFlow(() -> layers(visitor)))
            .map(bytes -> counted(meter.wireOut, bytes))
            .via(visitor.cut.flow())
            .watchTermination((_, gone) -> gone.whenComplete((_, _) -> leave(visitor)))
            .join(visitor.connection.flow())
            .addAttributes(ActorAttributes.dispatcher(Liveness.DISPATCHER))
            .run(materializer);
  }

  private void leave(Visitor visitor) {
    visitor.left.set(true);
    grid.certificates().gone(visitor.number);
    guardian.tell(new DoorGuardian.Left(visitor.number));
  }

  /** The stream that brings the certificate may be behind the one that ends. */
  private void note(Visitor visitor, String peer, SSLSession session) {
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        grid.certificates().come(visitor.number, peer, certificate);
      }
    } catch (SSLPeerUnverifiedException _) {
      // it has a name only by its certificate
    }
    if (visitor.left.get()) {
      grid.certificates().gone(visitor.number);
    }
  }

  /** HTTP on TLS; made when the first byte comes, since many who knock say nothing. */
  private Flow<ByteString, ByteString, NotUsed> layers(Visitor visitor) {
    return Flow.of(HttpRequest.class)
        .map(request -> answer(request, visitor))
        .join(
            Http.get(system)
                .serverLayer(http, Optional.of(visitor.connection.remoteAddress()))
                .atop(TLS.create(trust::server, TLSClosing.eagerClose())));
  }

  private static ByteString counted(LongAdder adder, ByteString bytes) {
    adder.add(bytes.size());
    return bytes;
  }

  private HttpResponse answer(HttpRequest request, Visitor visitor) {
    var upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade);
    if (!request.getUri().path().equals(PATH) || upgrade.isEmpty()) {
      return HttpResponse.create()
          .withStatus(StatusCodes.NOT_FOUND)
          .withEntity("agents of this grid open a WebSocket at " + PATH + "\n");
    }
    Optional<SSLSession> session =
        request.getAttribute(AttributeKeys.sslSession).map(SslSessionInfo::getSession);
    Optional<String> peer = session.flatMap(trust.peer());
    peer.ifPresent(name -> note(visitor, name, session.orElseThrow()));
    return peer.isPresent()
        ? upgrade.get().handleMessagesWith(visit(visitor, peer.get()))
        : HttpResponse.create()
            .withStatus(StatusCodes.FORBIDDEN)
            .withEntity("this certificate is not one of an agent: ask for one that is\n");
  }

  private Flow<Message, Message, NotUsed> visit(Visitor visitor, String peer) {
    Outbound outbound = new Outbound(settings.waitingMax(), materializer);
    ActorRef<VisitShell.Message> visit =
        system.systemActorOf(
            VisitShell.create(
                new VisitShell.Parts(
                    visitor.number,
                    peer,
                    outbound,
                    visitor::abort,
                    guardian,
                    grid,
                    settings,
                    meter)),
            "agent-visit-" + visitor.number + "-" + UUID.randomUUID(),
            Liveness.THREADS);
    Sink<Inbound.Piece, NotUsed> heard =
        ActorSink.actorRefWithBackpressure(
            visit,
            (more, piece) -> new VisitShell.Said(piece, more),
            VisitShell.Began::new,
            VisitShell.Ack.MORE,
            new VisitShell.Ended(Optional.empty()),
            failure -> new VisitShell.Ended(Optional.of(failure)));
    return Flow.fromSinkAndSourceCoupled(
        Inbound.pieces(settings.frameMax(), materializer).to(heard), outbound.messages());
  }

  /** Where it is open. */
  public InetSocketAddress address() {
    if (binding == null) {
      throw new IllegalStateException("the door is not open yet");
    }
    return binding.localAddress();
  }

  public Traffic traffic() {
    return meter.now(occupancy.agents(), occupancy.halfOpen());
  }

  /** Takes no new connections, and sends all agents to other gateways. */
  public CompletionStage<Void> close() {
    CompletionStage<?> unbound =
        binding == null ? CompletableFuture.completedFuture(null) : binding.unbind();
    return unbound.thenCompose(
        _ -> {
          guardian.tell(new DoorGuardian.Close(closed)); // the second time nobody hears it
          return closed;
        });
  }
}
