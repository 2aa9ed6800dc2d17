package rhizome.gateway.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.State.*;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * One node.
 *
 * @param condition {@code unknown}, {@code online} or {@code offline}
 * @param workloads what it has reserved places for
 * @param because why it is offline; empty when it is not
 */
public record NodeView(
    String name,
    String condition,
    Optional<String> zone,
    Optional<String> host,
    Resources capacity,
    Resources reserved,
    List<String> workloads,
    List<Link> because) {

  public NodeView {
    workloads = List.copyOf(workloads);
    because = List.copyOf(because);
  }

  public static NodeView of(NodeId id, Node.State state) {
    return switch (state) {
      case Unknown _ ->
          new NodeView(
              id.name(),
              "unknown",
              Optional.empty(),
              Optional.empty(),
              Resources.NONE,
              Resources.NONE,
              List.of(),
              List.of());
      case Known k ->
          new NodeView(
              id.name(),
              k.condition().name().toLowerCase(Locale.ROOT),
              Optional.of(k.facts().zone().name()),
              Optional.of(k.facts().host()),
              k.facts().capacity(),
              k.reserved(),
              k.held().keySet().stream().map(WorkloadId::toString).toList(),
              because(k));
    };
  }

  private static List<Link> because(Known k) {
    if (k.condition() == Condition.ONLINE) {
      return List.of();
    }
    return k.lost().stream()
        .flatMap(cause -> cause.chain().stream())
        .map(link -> new Link(link.what(), link.at()))
        .toList();
  }

  public boolean online() {
    return condition.equals("online");
  }
}
