package rhizome.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import rhizome.cli.client.GridFile;

/**
 * Promises more of an answer than it sends, and hangs up: a grid that is killed while it speaks.
 */
final class CutLine implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

  CutLine(String sent) throws IOException {
    Thread.ofVirtual().start(() -> answer(sent));
  }

  void announce(Path data) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
    new GridFile(url, ProcessHandle.current().pid(), "").write(data);
  }

  private void answer(String sent) {
    try (Socket line = server.accept()) {
      byte[] request = new byte[8192];
      if (line.getInputStream().read(request) > 0) {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "%x\r\n%s\r\n".formatted(sent.length(), sent);
        line.getOutputStream().write((head + chunk).getBytes(UTF_8));
        line.getOutputStream().flush();
      }
    } catch (IOException _) {
      // the test sees what is missing
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
