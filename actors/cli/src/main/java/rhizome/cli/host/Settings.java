package rhizome.cli.host;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import rhizome.agent.AgentLimits;
import rhizome.gateway.GatewaySettings;
import rhizome.kernel.Labels;
import rhizome.kernel.Nearest;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.grid.Member;
import rhizome.runtime.notify.NotifySettings;
import rhizome.runtime.power.PowerSettings;

/**
 * Every limit and interval of this process, read once: those of the profile (cluster-config), and
 * over them what the operator wrote into {@code rhizome.conf} in the data folder.
 *
 * @param own what the operator wrote; Akka's own settings may stand there, too
 * @param grid clockwork of the grid and of every entity
 * @param api the door
 * @param agent what each agent may use of its machine
 * @param address at which other nodes reach this machine; empty for what is known of it anyway
 * @param labels of each node of this process
 * @param powerDown what powers this machine down; empty if nothing does
 */
public record Settings(
    Config own,
    GridSettings grid,
    GatewaySettings api,
    AgentLimits agent,
    String address,
    Labels labels,
    List<String> powerDown) {

  /** In the data folder; there need not be one. */
  public static final String FILE = "rhizome.conf";

  private static final String OURS = "rhizome";

  /** Those of a member of a cluster, and its place among the others. */
  record OfMember(Settings limits, MemberSettings place) {}

  /**
   * Reads and checks all of it.
   *
   * @throws HostRefused if a key is unknown or a value makes no sense; says where, and what would
   */
  public static Settings read(Path data) throws HostRefused {
    return read(data, ConfigFactory.empty(), Member::profile);
  }

  /**
   * As {@link #read(Path)}, over the edge profile: an agent that is no member holds what is single
   * on the terms of a cluster, for a partition can part it from its grid.
   *
   * @throws HostRefused in the same cases
   */
  static Settings ofEdge(Path data) throws HostRefused {
    return read(data, ConfigFactory.empty(), EdgeHost::profile);
  }

  /**
   * As {@link #read(Path)}, over the cluster profile and under the options of the command line.
   *
   * @throws HostRefused in the same cases
   */
  static OfMember ofMember(JoinSettings settings) throws HostRefused {
    Path data = settings.data();
    Settings limits = read(data, settings.options(), ClusterProfile::of);
    try {
      Config own = limits.own();
      MemberSettings place = MemberSettings.from(ClusterProfile.of(own));
      if (!settings.first()) {
        return new OfMember(limits, place);
      }
      Config alone =
          ConfigFactory.parseMap(
              Map.of(
                  "rhizome.cluster.discovery",
                  "seeds",
                  "rhizome.cluster.seeds",
                  List.of(place.self().toString())),
              "--first");
      return new OfMember(limits, MemberSettings.from(ClusterProfile.of(alone.withFallback(own))));
    } catch (ConfigException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new HostRefused(
          "%s, or an option: %s".formatted(data.resolve(FILE), e.getMessage()), e);
    }
  }

  private static Settings read(Path data, Config options, UnaryOperator<Config> profile)
      throws HostRefused {
    Path file = data.resolve(FILE);
    try {
      Config written = ConfigFactory.parseFile(file.toFile());
      refuseUnknown(written, file, profile);
      Config own = options.withFallback(written);
      Config all = profile.apply(own);
      NotifySettings.from(all); // a slip must show now, and not when something is to be told
      return new Settings(
          own,
          GridSettings.from(all),
          GatewaySettings.from(all),
          agent(all),
          address(all.getString("rhizome.agent.address")),
          labels(all),
          PowerSettings.from(all).down());
    } catch (ConfigException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new HostRefused(file + ": " + e.getMessage(), e);
    }
  }

  private static String address(String written) {
    if (!written.matches("[0-9A-Za-z._:-]*")) {
      throw new IllegalArgumentException(
          "rhizome.agent.address is no name of a host and no IP address: '" + written + "'");
    }
    return written;
  }

  private static Labels labels(Config all) {
    try {
      return Labels.parse(all.getStringList("rhizome.node.labels"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rhizome.node.labels: " + e.getMessage(), e);
    }
  }

  private static AgentLimits agent(Config all) {
    Config agent = all.getConfig("rhizome.agent");
    return new AgentLimits(
        agent.getBytes("log-bytes-max"),
        agent.getInt("log-files-kept"),
        agent.getInt("stopped-logs-kept"),
        agent.getInt("port-first"),
        agent.getInt("port-last"),
        agent.getDuration("volume-keep"));
  }

  /** A slip in a key would else be a setting that silently does nothing. */
  private static void refuseUnknown(Config own, Path file, UnaryOperator<Config> profile)
      throws HostRefused {
    SortedSet<String> known = keys(profile.apply(ConfigFactory.empty()));
    for (Map.Entry<String, ConfigValue> entry : own.entrySet()) {
      String key = entry.getKey();
      if (isOurs(key) && !known.contains(key)) {
        ConfigOrigin origin = entry.getValue().origin();
        throw new HostRefused(
            "%s:%d: unknown key %s%s"
                .formatted(
                    file,
                    origin.lineNumber(),
                    key,
                    Nearest.of(key, known).map(k -> ", did you mean " + k + "?").orElse("")));
      }
    }
  }

  private static SortedSet<String> keys(Config config) {
    SortedSet<String> keys = new TreeSet<>();
    config.withOnlyPath(OURS).entrySet().forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  private static boolean isOurs(String key) {
    return key.startsWith(OURS + ".");
  }
}
