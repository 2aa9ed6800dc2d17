package rhizome.gateway.edge;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSClosing;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.Tcp;
import akka.stream.typed.javadsl.ActorSink;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import rhizome.runtime.cluster.HostPort;

/** Calls gateways. */
final class Dialler {

  private final ActorSystem<?> system;
  private final Trust trust;
  private final LineSettings settings;
  private final Materializer materializer;
  private final ClientConnectionSettings http;

  Dialler(ActorSystem<?> system, Trust trust, LineSettings settings) {
    this.system = system;
    this.trust = trust;
    this.settings = settings;
    this.materializer = Materializer.matFromSystem(system);
    this.http =
        ClientConnectionSettings.create(
            ConfigFactory.parseString(
                    """
                    akka.http.client {
                      user-agent-header = ""
                      idle-timeout = infinite
                    }
                    """)
                .withFallback(system.settings().config()));
  }

  /** One attempt, and the stream that may become of it. */
  record Call(
      Outbound outbound, CompletionStage<WebSocketUpgradeResponse> upgrade, Runnable abort) {}

  /**
   * Calls a gateway; returns at once.
   *
   * @param attempt is named in all that the line is told of it
   */
  Call call(HostPort gateway, long attempt, ActorRef<LineShell.Message> line) {
    Outbound outbound = new Outbound(settings.waitingMax(), materializer);
    SharedKillSwitch cut = KillSwitches.shared("line-" + attempt);
    Sink<Inbound.Piece, NotUsed> heard =
        ActorSink.actorRefWithBackpressure(
            line,
            (more, piece) -> new LineShell.Said(attempt, piece, more),
            LineShell.Began::new,
            Done.getInstance(),
            new LineShell.Ended(attempt, Optional.empty()),
            failure -> new LineShell.Ended(attempt, Optional.of(failure)));
    Flow<Message, Message, NotUsed> talk =
        Flow.fromSinkAndSourceCoupled(
            Inbound.pieces(settings.frameMax(), materializer).to(heard), outbound.messages());
    CompletionStage<WebSocketUpgradeResponse> upgrade =
        talk.joinMat(layers(gateway, cut), Keep.right())
            .join(
                Tcp.get(system)
                    .outgoingConnection(
                        InetSocketAddress.createUnresolved(gateway.host(), gateway.port()),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.of(settings.connectTimeout()),
                        Optional.empty()))
            .run(materializer);
    return new Call(outbound, upgrade, () -> cut.abort(new IOException("given up")));
  }

  private BidiFlow<
          Message, ByteString, ByteString, Message, CompletionStage<WebSocketUpgradeResponse>>
      layers(HostPort gateway, SharedKillSwitch cut) {
    Flow<ByteString, ByteString, NotUsed> out = Flow.of(ByteString.class).via(cut.flow());
    Flow<ByteString, ByteString, NotUsed> in =
        Flow.of(ByteString.class).via(cut.flow()).idleTimeout(settings.silenceMax());
    return Http.get(system)
        .webSocketClientLayer(WebSocketRequest.create("wss://" + gateway + EdgeDoor.PATH), http)
        .atop(TLS.create(() -> trust.client(gateway), this::check, TLSClosing.eagerClose()))
        .atop(BidiFlow.fromFlows(out, in));
  }

  private void check(SSLSession session) {
    if (trust.peer().apply(session).isEmpty()) {
      throw new IllegalStateException(
          new SSLPeerUnverifiedException("its certificate is not one of a gateway"));
    }
  }
}
