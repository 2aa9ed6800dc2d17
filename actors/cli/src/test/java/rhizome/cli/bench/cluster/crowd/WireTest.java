package rhizome.cli.bench.cluster.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import rhizome.cli.exit.Trouble;

class WireTest {

  private static final int BYTES = 100_000;

  @Test
  void whatGoesOverAConnectionIsCountedBothWays() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket there = server.accept()) {
      send(client, there, 1);
      Wire before = Wire.of(server.getLocalPort());
      send(client, there, BYTES);
      send(there, client, BYTES);
      Wire gone = Wire.of(server.getLocalPort()).since(before);
      for (int i = 0; i < 100 && gone.bytes() < 2 * BYTES; i++) {
        Thread.sleep(20); // the last acknowledgement may take its time
        gone = Wire.of(server.getLocalPort()).since(before);
      }
      assertThat(gone.bytes()).isBetween(2L * BYTES, 2L * BYTES + 1);
      assertThat(gone.segments()).isPositive();
    }
  }

  private static void send(Socket from, Socket to, int bytes) throws IOException {
    Thread sender =
        Thread.startVirtualThread(
            () -> {
              try {
                from.getOutputStream().write(new byte[bytes]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    InputStream in = to.getInputStream();
    assertThat(in.readNBytes(bytes)).hasSize(bytes);
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whereNothingIsCountedTheRemedyIsTold() {
    assertThatThrownBy(() -> Wire.parse("cubic wscale:7,7 rto:204"))
        .isInstanceOfSatisfying(
            Trouble.class, e -> assertThat(e.remedy().orElseThrow()).contains("iproute2"));
  }

  @Test
  void countsOfAllConnectionsAreAdded() {
    Wire wire =
        Wire.parse(
            """
            bytes_sent:12 bytes_acked:10 bytes_received:5 data_segs_out:2 data_segs_in:1
            bytes_sent:107 bytes_retrans:7 bytes_acked:100 bytes_received:50 data_segs_out:3
            """);
    assertThat(wire).isEqualTo(new Wire(165, 6));
  }
}
