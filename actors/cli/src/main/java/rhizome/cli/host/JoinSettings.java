package rhizome.cli.host;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * What a member of a cluster on this machine is made of.
 *
 * @param data folder of its settings, keys, token and workloads
 * @param options what the command line says in place of settings
 * @param first whether it may begin a cluster alone
 * @param credentials folder of the keys it proves its membership with
 * @param cassandra contact points of the shared journal; empty where the settings name a journal
 * @param name of its node; else made from the machine's name
 * @param capacity of its node
 * @param labels of its node
 */
public record JoinSettings(
    Path data,
    Config options,
    boolean first,
    Path credentials,
    List<String> cassandra,
    Optional<NodeId> name,
    Resources capacity,
    Labels labels) {

  public JoinSettings {
    data = data.toAbsolutePath().normalize();
    credentials = credentials.toAbsolutePath().normalize();
    cassandra = List.copyOf(cassandra);
  }

  /**
   * @throws HostRefused if the machine's name will not do for a node
   */
  NodeId node() throws HostRefused {
    try {
      return name.orElseGet(() -> new NodeId(Machine.host().toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new HostRefused(
          "this machine's name cannot be its node's: give it one with --name (%s)"
              .formatted(e.getMessage()),
          e);
    }
  }
}
