package rhizome.runtime.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A server on loopback that demands a certificate and says one byte to whom it lets in. */
final class Loopback implements AutoCloseable {

  private static final int SILENCE_MAX_MILLIS = 20_000;

  private final SSLServerSocket door;

  /** How each connection ended on this side. */
  private final LinkedBlockingQueue<CompletableFuture<Boolean>> ends = new LinkedBlockingQueue<>();

  Loopback(SSLContext server) throws IOException {
    door =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    door.setNeedClientAuth(true);
    door.setEnabledProtocols(new String[] {"TLSv1.3"});
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    while (!door.isClosed()) {
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      try (SSLSocket guest = (SSLSocket) door.accept();
          OutputStream out = guest.getOutputStream()) {
        guest.setSoTimeout(SILENCE_MAX_MILLIS);
        guest.startHandshake();
        out.write('!');
        out.flush();
        end.complete(true);
      } catch (IOException e) {
        end.completeExceptionally(e);
      }
      ends.add(end);
    }
  }

  /**
   * What the client saw of the server, once each has looked at the other and the byte has come.
   *
   * @throws IOException if one of them refuses; the server's reason where it has one
   */
  SSLSession call(SSLContext client) throws Exception {
    return call(client, "TLSv1.3");
  }

  SSLSession call(SSLContext client, String protocol) throws Exception {
    SSLSession session;
    try {
      session = call(client, door.getLocalPort(), protocol);
    } catch (IOException e) {
      awaitEnd();
      throw e;
    }
    awaitEnd();
    return session;
  }

  private void awaitEnd() throws Exception {
    CompletableFuture<Boolean> end = ends.poll(SILENCE_MAX_MILLIS, TimeUnit.MILLISECONDS);
    if (end == null) {
      throw new TimeoutException("the server was not called");
    }
    try {
      end.get();
    } catch (ExecutionException e) {
      throw new SSLException("the server refused: " + e.getMessage(), e);
    }
  }

  /** Calls a port of this machine, waits for the first byte or the end, and hangs up. */
  static SSLSession call(SSLContext client, int port, String protocol) throws IOException {
    try (SSLSocket guest =
        (SSLSocket)
            client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      guest.setSoTimeout(SILENCE_MAX_MILLIS);
      guest.setEnabledProtocols(new String[] {protocol});
      guest.startHandshake();
      SSLSession session = guest.getSession();
      if (guest.getInputStream().read() != '!') {
        throw new SSLException("the server hung up");
      }
      return session;
    }
  }

  /** One call of a server that is there for it only. */
  static SSLSession shake(SSLContext server, SSLContext client) throws Exception {
    try (Loopback door = new Loopback(server)) {
      return door.call(client);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
