package rhizome.runtime.cluster;

import akka.actor.typed.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Why a seed does not answer: Artery only tries again, for ever and in silence. */
final class Diagnosis {

  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int HANDSHAKE_MILLIS_MAX = 3_000;

  /** Whoever waits for them waits some seconds for so many. */
  private static final int AT_ONCE_MAX = 16;

  private final ActorSystem<?> system;

  Diagnosis(ActorSystem<?> system) {
    this.system = system;
  }

  /** A clause to stand behind the address of each; some are asked at the same time. */
  Map<HostPort, String> of(Collection<HostPort> seeds) {
    Map<HostPort, String> clauses = new ConcurrentSkipListMap<>();
    try (ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE_MAX)) {
      seeds.forEach(seed -> askers.execute(() -> clauses.put(seed, of(seed))));
    }
    return clauses;
  }

  /** A clause to stand behind the address of one. */
  String of(HostPort seed) {
    return silence(seed)
        .orElseGet(() -> handshake(new InetSocketAddress(seed.host(), seed.port())));
  }

  /** The same for whoever cannot be connected to; else nothing. */
  static Optional<String> silence(HostPort other) {
    InetSocketAddress address = new InetSocketAddress(other.host(), other.port());
    if (address.isUnresolved()) {
      return Optional.of("is a name that nobody knows");
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS_MAX);
      return Optional.empty();
    } catch (SocketTimeoutException _) {
      return Optional.of("does not answer (machine down, or a firewall drops it)");
    } catch (ConnectException _) {
      return Optional.of("refuses connections: no member listens there");
    } catch (IOException e) {
      return Optional.of("cannot be reached: " + e.getMessage());
    }
  }

  private String handshake(InetSocketAddress address) {
    try {
      SSLEngineProvider provider = provider();
      CompletionStage<akka.Done> ended =
          Source.<ByteString>maybe()
              .viaMat(
                  Flow.<ByteString>create()
                      .via(
                          Tcp.get(system)
                              .outgoingConnectionWithTls(
                                  address,
                                  () ->
                                      provider.createClientSSLEngine(
                                          address.getHostString(), address.getPort()))),
                  (_, right) -> right)
              .runWith(Sink.ignore(), system);
      ended.toCompletableFuture().get(HANDSHAKE_MILLIS_MAX, TimeUnit.MILLISECONDS);
      return "closes the connection: it holds other keys, or is no member";
    } catch (TimeoutException _) {
      return "accepts this member's keys but does not speak as a member: another cluster's name, or"
          + " an older build";
    } catch (ExecutionException e) {
      return "refuses TLS (%s): it holds keys of another cluster, or is no member"
          .formatted(root(e).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was not asked to the end";
    } catch (ReflectiveOperationException e) {
      return "answers, but TLS cannot be tried: " + e;
    }
  }

  /** The provider that Artery itself uses. */
  private SSLEngineProvider provider() throws ReflectiveOperationException {
    String name =
        system.settings().config().getString("akka.remote.artery.ssl.ssl-engine-provider");
    return Class.forName(name)
        .asSubclass(SSLEngineProvider.class)
        .getConstructor(akka.actor.ActorSystem.class)
        .newInstance(system.classicSystem());
  }

  static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
