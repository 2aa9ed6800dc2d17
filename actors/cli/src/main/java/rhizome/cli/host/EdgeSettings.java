package rhizome.cli.host;

import java.nio.file.Path;
import java.util.List;
import rhizome.runtime.cluster.HostPort;

/**
 * One node that is no member of a cluster.
 *
 * @param node its name, the folders of this machine, and what it offers
 * @param gateways where a grid takes it
 * @param credentials folder with its key and certificate, and with the grid's authority
 */
public record EdgeSettings(NodeSettings node, List<HostPort> gateways, Path credentials) {

  public EdgeSettings {
    gateways = List.copyOf(gateways);
    credentials = credentials.toAbsolutePath().normalize();
  }
}
