package rhizome.runtime.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.runtime.cluster.MemberSettings.Resolver;
import rhizome.runtime.cluster.MemberSettings.Way;

/** The cluster profile of cluster-config, and what a member's settings make of it. */
public final class ClusterProfile {

  private static final String PROFILE = "rhizome/cluster-profile.conf";

  private ClusterProfile() {}

  /** Everything there is to set: the profile under an operator's own settings. */
  public static Config of(Config own) {
    String detection =
        own.hasPath("rhizome.cluster.detection")
            ? own.getString("rhizome.cluster.detection")
            : "default";
    return own.withFallback(detection(detection))
        .withFallback(ConfigFactory.parseResources(PROFILE))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  /** Nothing for a name there is no file for; {@link MemberSettings} refuses it by name. */
  private static Config detection(String name) {
    return MemberSettings.DETECTIONS.contains(name)
        ? ConfigFactory.parseResources("rhizome/detection-" + name + ".conf")
        : ConfigFactory.empty();
  }

  /**
   * The whole configuration of a member's actor system.
   *
   * @param own settings that win over the profile's, the journal's and keys' among them
   */
  static Config of(MemberSettings settings, Config own) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("akka.cluster.roles", settings.roles().stream().map(Role::word).toList());
    set.put("akka.remote.artery.canonical.hostname", settings.self().host());
    set.put("akka.remote.artery.canonical.port", settings.self().port());
    set.put("akka.cluster.split-brain-resolver.active-strategy", settings.resolver().word());
    set.put("akka.management.http.hostname", settings.management().host());
    set.put("akka.management.http.port", settings.management().port());
    set.putAll(discovery(settings));
    Config defaults =
        ConfigFactory.parseMap(Map.of("akka.cluster.app-version", Build.version()), "this build");
    return of(
        ConfigFactory.parseMap(set, "rhizome.cluster").withFallback(own).withFallback(defaults));
  }

  private static Map<String, Object> discovery(MemberSettings settings) {
    String bootstrap = "akka.management.cluster.bootstrap.";
    String looked = bootstrap + "contact-point-discovery.";
    return switch (settings.way()) {
      // Nobody probes it then, and each route more is one more to guard.
      case Way.Seeds _ -> Map.of("akka.management.http.routes.cluster-bootstrap", "");
      case Way.Bootstrap(var directory, var service, int min) ->
          Map.of(
              "akka.discovery.method",
              directory.method(),
              looked + "service-name",
              service,
              looked + "effective-name",
              service,
              looked + "required-contact-point-nr",
              min,
              // A cluster without control members would have nobody to host what is in it.
              bootstrap + "new-cluster-enabled",
              settings.isControl());
    };
  }

  /**
   * Who founds comes up only when so many have followed it in. Akka's coordinators of shards wait
   * for as many of role control, so that fewer decide nothing later; but whom a lease lets stay
   * have to go on with what they are.
   *
   * @param min members that found a cluster
   */
  static Config least(Resolver resolver, int min) {
    int hosts =
        switch (resolver) {
          case KEEP_MAJORITY -> min;
          case LEASE_MAJORITY -> 1;
        };
    return ConfigFactory.parseMap(
        Map.of(
            "akka.cluster.min-nr-of-members",
            min,
            "akka.cluster.role.%s.min-nr-of-members".formatted(Role.CONTROL.word()),
            hosts),
        "the voters");
  }

  /** Voters a member counts its majority among; a list that names others beats what is known. */
  static List<HostPort> voters(List<HostPort> seeds, List<HostPort> known) {
    return seeds.size() > 1 || known.isEmpty() ? seeds : known;
  }
}
