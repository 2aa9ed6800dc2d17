package rhizome.blueprints.compose;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.kernel.Nearest;

/** The keys of a service in a compose file that have no counterpart, and what to do instead. */
final class Keys {

  /** Those of https://github.com/compose-spec/compose-spec/blob/main/05-services.md. */
  private static final List<String> OF_COMPOSE =
      List.of(
          "annotations",
          "attach",
          "blkio_config",
          "cap_add",
          "cap_drop",
          "cgroup",
          "cgroup_parent",
          "configs",
          "container_name",
          "credential_spec",
          "develop",
          "device_cgroup_rules",
          "devices",
          "dns",
          "dns_opt",
          "dns_search",
          "domainname",
          "env_file",
          "expose",
          "extends",
          "external_links",
          "extra_hosts",
          "gpus",
          "group_add",
          "hostname",
          "init",
          "ipc",
          "isolation",
          "labels",
          "links",
          "logging",
          "mac_address",
          "memswap_limit",
          "network_mode",
          "networks",
          "oom_kill_disable",
          "oom_score_adj",
          "pid",
          "pids_limit",
          "platform",
          "privileged",
          "profiles",
          "pull_policy",
          "read_only",
          "runtime",
          "secrets",
          "security_opt",
          "shm_size",
          "stdin_open",
          "stop_signal",
          "storage_opt",
          "sysctls",
          "tmpfs",
          "tty",
          "ulimits",
          "user",
          "userns_mode",
          "uts",
          "volumes",
          "volumes_from");

  private static final Map<String, String> REMEDIES = new TreeMap<>();

  static {
    REMEDIES.put("volumes", "a folder of the node by its path; the program sees the node's files");
    REMEDIES.put("networks", "nothing: services of a node share its network, and meet by ports");
    REMEDIES.put("network_mode", "nothing: every service uses the network of its node");
    REMEDIES.put("env_file", "its variables in 'environment', or in 'env' of the result");
    REMEDIES.put("extends", "the keys of that service written out here");
    REMEDIES.put("include", "the services of that file in this one, or converted by themselves");
    REMEDIES.put("profiles", "'replicas: 0' in the result while it is not wanted");
    REMEDIES.put("user", "an agent that runs as that user");
    REMEDIES.put("secrets", "the secret by another way; never in clear in the result");
    REMEDIES.put("expose", "'ports', if another service has to find it");
    REMEDIES.put("links", "'depends_on', if the order matters");
    REMEDIES.put("stop_signal", "a program that ends on SIGTERM");
    REMEDIES.put("logging", "nothing: 'rhizome logs' has what it writes");
    REMEDIES.put("container_name", "nothing: it is called after its service");
    REMEDIES.put("hostname", "nothing: it has the name of its node");
  }

  private Keys() {}

  /** Whether compose has this key in a service, as far as is known here. */
  static boolean isKnown(String key) {
    return OF_COMPOSE.contains(key);
  }

  /** The key that may have been meant. */
  static String nearest(String key) {
    return Nearest.of(key, OF_COMPOSE)
        .map(word -> "'" + word + "'?")
        .orElse("nothing, or another key");
  }

  static String remedy(String key) {
    return REMEDIES.getOrDefault(key, "nothing, or what does the same on the node");
  }
}
