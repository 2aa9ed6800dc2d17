package rhizome.gateway.view;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.node.Admission;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.State.*;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * One node.
 *
 * @param condition {@code unknown}, {@code online}, {@code suspect}, {@code offline}, {@code
 *     asleep} or {@code waking} while it is off as it should be, or {@code removed}
 * @param admission {@code open}, {@code cordoned}, {@code draining}, {@code drained} once nothing
 *     is left, {@code asleep} or {@code waking}
 * @param drain how far it is emptied; absent when nobody asked for that
 * @param labels by which blueprints ask for it
 * @param workloads what it has reserved places for
 * @param because why it is suspect or offline; empty when it is not
 */
public record NodeView(
    String name,
    String condition,
    String admission,
    Optional<Drain> drain,
    Optional<String> zone,
    Optional<String> host,
    SortedMap<String, String> labels,
    Resources capacity,
    Resources reserved,
    List<String> workloads,
    List<Link> because) {

  /**
   * @param remaining workloads that still have a place there
   */
  public record Drain(
      String by, Instant since, Instant deadline, int atOnce, boolean overdue, int remaining) {}

  public NodeView {
    workloads = List.copyOf(workloads);
    because = List.copyOf(because);
  }

  public static NodeView of(NodeId id, Node.State state) {
    return switch (state) {
      case Unknown _ -> absent(id, "unknown");
      case Removed _ -> absent(id, "removed");
      case Known k ->
          new NodeView(
              id.name(),
              condition(k),
              admission(k),
              drain(k),
              Optional.of(k.facts().zone().name()),
              Optional.of(k.facts().host()),
              k.facts().labels().values(),
              k.facts().capacity(),
              k.reserved(),
              k.held().keySet().stream().map(WorkloadId::toString).toList(),
              because(k));
    };
  }

  private static NodeView absent(NodeId id, String condition) {
    return new NodeView(
        id.name(),
        condition,
        "open",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Collections.emptySortedMap(),
        Resources.NONE,
        Resources.NONE,
        List.of(),
        List.of());
  }

  private static String condition(Known k) {
    return k.condition() == Condition.OFFLINE && k.admission().off()
        ? admission(k)
        : k.condition().name().toLowerCase(Locale.ROOT);
  }

  private static String admission(Known k) {
    return switch (k.admission()) {
      case Admission.Open _ -> "open";
      case Admission.Cordoned _ -> "cordoned";
      case Admission.Asleep _ -> "asleep";
      case Admission.Waking _ -> "waking";
      case Admission.Draining _ -> k.held().isEmpty() ? "drained" : "draining";
    };
  }

  private static Optional<Drain> drain(Known k) {
    return k.admission()
            instanceof
            Admission.Draining(var by, var since, var deadline, int atOnce, boolean overdue)
        ? Optional.of(new Drain(by, since, deadline, atOnce, overdue, k.held().size()))
        : Optional.empty();
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

  /** It may be gone, and its lease still runs. */
  public boolean suspect() {
    return condition.equals("suspect");
  }

  /** It is off, and nobody misses it. */
  public boolean rests() {
    return condition.equals("asleep") || condition.equals("waking");
  }

  public boolean closed() {
    return !admission.equals("open");
  }
}
