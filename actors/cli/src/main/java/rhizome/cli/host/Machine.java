package rhizome.cli.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import rhizome.blueprints.model.Resources;

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

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
