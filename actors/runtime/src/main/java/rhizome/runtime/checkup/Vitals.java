package rhizome.runtime.checkup;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import rhizome.runtime.Wire;
import rhizome.runtime.cluster.Build;

/**
 * What one member says of itself.
 *
 * @param clock milliseconds since the epoch, as it was asked
 * @param java version of its JDK
 * @param diskFree bytes on the file system of its data folder; -1 where that cannot be read
 * @param descriptorsOpen files and sockets; -1 where the system does not say
 * @param certificate absent where it has none, or is of a build that did not look
 * @param agents of those at its door some that end first; none of a build that did not look
 */
public record Vitals(
    long clock,
    String build,
    String java,
    String folder,
    long diskFree,
    long diskTotal,
    long descriptorsOpen,
    long descriptorsMax,
    Optional<OwnCertificate> certificate,
    List<AgentCertificates.Shown> agents)
    implements Wire {

  public Vitals {
    agents = List.copyOf(Objects.requireNonNullElse(agents, List.of()));
  }

  /**
   * @param credentials folder of its certificate, if it has one
   */
  static Vitals read(Path data, Optional<Path> credentials, AgentCertificates agents, Clock clock) {
    long free = -1;
    long total = -1;
    try {
      FileStore store = Files.getFileStore(data);
      free = store.getUsableSpace();
      total = store.getTotalSpace();
    } catch (IOException _) {
      // a folder that cannot be looked at is told as such
    }
    var system = ManagementFactory.getOperatingSystemMXBean();
    boolean counts = system instanceof UnixOperatingSystemMXBean;
    return new Vitals(
        clock.millis(),
        Build.version(),
        Runtime.version().toString(),
        data.toString(),
        free,
        total,
        counts ? ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount() : -1,
        counts ? ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount() : -1,
        credentials.map(OwnCertificate::read),
        agents.soonest());
  }
}
