package rhizome.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for servers that are started, or started again, some time after they were
 * picked. Below those from which the kernel takes one for each outgoing connection (32768 on Linux,
 * 49152 elsewhere): what it gives to a socket bound to port 0 may be a connection's a second later.
 */
public final class FreePorts {

  private static final int FIRST = 17_000;
  private static final int END = 32_000;

  private FreePorts() {}

  /** So many different ports on which nobody listens now. */
  public static List<Integer> pick(int count) {
    List<Integer> ports = new ArrayList<>();
    int next = ThreadLocalRandom.current().nextInt(FIRST, END);
    for (int tries = 0; ports.size() < count; tries++) {
      if (tries == END - FIRST) {
        throw new IllegalStateException("no free ports between %d and %d".formatted(FIRST, END));
      }
      if (isFree(next)) {
        ports.add(next);
      }
      next = next + 1 == END ? FIRST : next + 1;
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
