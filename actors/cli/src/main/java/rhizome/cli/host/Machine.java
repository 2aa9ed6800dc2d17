package rhizome.cli.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import rhizome.blueprints.model.Resources;
import rhizome.runtime.cluster.HostPort;

/** What this machine has, as its JVM sees it. */
public final class Machine {

  private static final int MILLIS_PER_CORE = 1000;

  private Machine() {}

  /** All cores and all memory, containers' limits respected. */
  public static Resources capacity() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Resources(
        (long) Runtime.getRuntime().availableProcessors() * MILLIS_PER_CORE,
        system.getTotalMemorySize());
  }

  /** The address from which that host is called, or what is said of this one; nothing is sent. */
  static String towards(HostPort there) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(there.host(), there.port()));
      return socket.getLocalAddress().getHostAddress().replaceFirst("%.*", "");
    } catch (SocketException | UncheckedIOException e) {
      return host();
    }
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
