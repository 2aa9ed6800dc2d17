package rhizome.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;

/**
 * One agent: who it is, where it works, and within which limits.
 *
 * @param root work folder, used by this agent alone
 * @param node programs find it as {@code RHIZOME_NODE}
 * @param seed where the jitter of restarts and the choice of ports come from
 * @param path folders in which programs are sought, and their {@code PATH}
 * @param javaHome handed to programs as {@code JAVA_HOME}
 * @param terms on which it holds what is single
 * @param vault folder of the secrets that its workloads may name
 */
public record AgentSettings(
    Path root,
    NodeId node,
    Seed seed,
    List<Path> path,
    Optional<Path> javaHome,
    AgentLimits limits,
    LeaseTerms terms,
    Path vault) {

  public AgentSettings {
    root = root.toAbsolutePath().normalize();
    vault = vault.toAbsolutePath().normalize();
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("the search path for programs must not be empty");
    }
  }

  /** With our own PATH and Java, and without a lease. */
  public static AgentSettings of(Path root, NodeId node, Seed seed, AgentLimits limits) {
    return new AgentSettings(
        root,
        node,
        seed,
        pathOfThisProcess(),
        Optional.of(Path.of(System.getProperty("java.home"))),
        limits,
        LeaseTerms.NONE,
        root.resolve(".vault"));
  }

  /** With our own PATH and Java, and the usual limits. */
  public static AgentSettings of(Path root, NodeId node, Seed seed) {
    return of(root, node, seed, AgentLimits.DEFAULT);
  }

  public AgentSettings with(AgentLimits other) {
    return new AgentSettings(root, node, seed, path, javaHome, other, terms, vault);
  }

  public AgentSettings with(LeaseTerms other) {
    return new AgentSettings(root, node, seed, path, javaHome, limits, other, vault);
  }

  public AgentSettings withVault(Path other) {
    return new AgentSettings(root, node, seed, path, javaHome, limits, terms, other);
  }

  private static List<Path> pathOfThisProcess() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
    return Stream.of(path.split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .toList();
  }
}
