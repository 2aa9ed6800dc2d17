package rhizome.blueprints.dialect;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rhizome.blueprints.tree.Node;

/** The languages in which somebody may have written what shall run, told apart by their keys. */
public enum Dialect {
  NATIVE("a native blueprint"),
  /** ZeroRobot since January 2018: a list {@code services} and blocks of {@code actions}. */
  ZROBOT_2("a ZeroRobot blueprint"),
  /** ZeroRobot before: {@code host/account/repo/name/version__instance} as top-level keys. */
  ZROBOT_1("a ZeroRobot blueprint of the first dialect"),
  /** AYS 8 and 9: {@code actor__instance} as top-level keys, {@code actions}, eventfilters. */
  AYS("an AYS blueprint"),
  COMPOSE("a docker compose file");

  static final String SEPARATOR = "__";

  private static final List<String> OF_COMPOSE_ALONE =
      List.of(
          "image",
          "build",
          "container_name",
          "entrypoint",
          "command",
          "environment",
          "env_file",
          "depends_on",
          "healthcheck",
          "extends",
          "volumes",
          "networks",
          "deploy");
  private static final List<String> NATIVE_ALONE = List.of("run", "template");

  private final String title;

  Dialect(String title) {
    this.title = title;
  }

  /** What such a document is, for messages. */
  public String title() {
    return title;
  }

  /** The language of a document; nothing when its keys are of none. */
  public static Optional<Dialect> of(Node root) {
    if (!(root instanceof Node.Mapping mapping)) {
      return Optional.empty();
    }
    if (value(mapping, "blueprint").isPresent()) {
      return Optional.of(NATIVE);
    }
    Optional<Node> services = value(mapping, "services");
    if (services.isPresent() && services.get() instanceof Node.Sequence) {
      return Optional.of(ZROBOT_2);
    }
    if (isOfCompose(mapping, services)) {
      return Optional.of(COMPOSE);
    }
    Predicate<String> instance = key -> key.contains(SEPARATOR);
    if (keys(mapping).anyMatch(instance.and(key -> key.contains("/")))) {
      return Optional.of(ZROBOT_1);
    }
    if (keys(mapping).anyMatch(instance) || keys(mapping).anyMatch("eventfilters"::equals)) {
      return Optional.of(AYS);
    }
    return value(mapping, "actions").map(Dialect::ofActions);
  }

  /** Whether the top-level key is the seeds' for one service. */
  static boolean isInstance(String key) {
    return key.contains(SEPARATOR);
  }

  private static boolean isOfCompose(Node.Mapping root, Optional<Node> services) {
    if (!(services.orElse(null) instanceof Node.Mapping all)) {
      return false;
    }
    if (all.entries().stream().anyMatch(service -> has(service.value(), NATIVE_ALONE))) {
      return false;
    }
    return value(root, "version").isPresent()
        || all.entries().stream().anyMatch(service -> has(service.value(), OF_COMPOSE_ALONE));
  }

  /**
   * A document of nothing but actions: the block of AYS has another verb than that of ZeroRobot.
   */
  private static Dialect ofActions(Node actions) {
    List<Node> blocks = actions instanceof Node.Sequence list ? list.items() : List.of(actions);
    boolean ays = blocks.stream().anyMatch(block -> has(block, List.of("action", "actor")));
    return ays ? AYS : ZROBOT_2;
  }

  private static boolean has(Node node, List<String> wanted) {
    return node instanceof Node.Mapping mapping && keys(mapping).anyMatch(wanted::contains);
  }

  private static Stream<String> keys(Node.Mapping mapping) {
    return mapping.entries().stream().map(entry -> entry.key().text());
  }

  private static Optional<Node> value(Node.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Node.Entry::value)
        .findFirst();
  }
}
