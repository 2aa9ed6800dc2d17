package rhizome.gateway.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import rhizome.runtime.cluster.HostPort;

/** A piece of network before a door, which can be cut or go silent. */
final class Cable implements AutoCloseable {

  private final InetSocketAddress end;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  Cable(EdgeDoor door) throws IOException {
    this.end = door.address();
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(
        () -> {
          while (true) {
            Socket near = server.accept();
            Socket far = new Socket();
            far.connect(end);
            sockets.addAll(List.of(near, far));
            run(() -> carry(near, far));
            run(() -> carry(far, near));
          }
        });
  }

  private interface Work {
    void go() throws IOException;
  }

  private static void run(Work work) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.go();
              } catch (IOException _) {
                // it was cut
              }
            });
  }

  private void carry(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[8192];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      if (!silent) {
        out.write(bytes, 0, count);
      }
    }
    to.close();
  }

  HostPort gateway() {
    return new HostPort("127.0.0.1", server.getLocalPort());
  }

  /** Ends what goes through it now; it can be used again. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** Carries nothing any more, and tells nobody. */
  void fallSilent() {
    silent = true;
  }

  void speakAgain() {
    silent = false;
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
