package rhizome.gateway.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.scale.Scale;
import rhizome.grid.robot.Outlook;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Reversal;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.robot.Slot;
import rhizome.grid.robot.Slot.Standing;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * One robot and how far it is.
 *
 * @param phase {@code idle}, {@code active} or {@code destroying}
 * @param ready everything wanted is there in its newest form, and nothing else is
 * @param services in the order of the blueprint
 * @param outputs those of the blueprint of which all is known
 * @param reverted what the robot gave up for what it carries out now
 */
public record RobotView(
    String name,
    String phase,
    long generation,
    boolean ready,
    List<ServiceView> services,
    Map<String, String> outputs,
    Optional<RevertView> reverted) {

  /**
   * @param replicas how many there shall be now
   * @param range between how many it is scaled, as {@code 1..8}
   * @param ready replicas that are ready with the spec that is wanted now
   * @param workloads how many there are, by status, surplus ones included; those that were
   *     discarded as {@code discarded}
   * @param stage {@code arrived}, {@code rolling}, {@code canary}, {@code waiting} for somebody to
   *     promote it, or {@code stalled}
   * @param stalled why it goes no further by itself
   */
  public record ServiceView(
      String name,
      int replicas,
      int ready,
      List<String> needs,
      Map<String, Integer> workloads,
      String stage,
      Optional<String> stalled,
      Optional<String> range) {
    public ServiceView {
      needs = List.copyOf(needs);
      workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
    }

    /** One that has arrived, or leaves. */
    public ServiceView(
        String name, int replicas, int ready, List<String> needs, Map<String, Integer> workloads) {
      this(
          name,
          replicas,
          ready,
          needs,
          workloads,
          word(Outlook.Stage.ARRIVED),
          Optional.empty(),
          Optional.empty());
    }

    boolean complete() {
      int known = workloads.values().stream().mapToInt(Integer::intValue).sum();
      return ready + workloads.getOrDefault(DISCARDED, 0) == replicas && known == replicas;
    }
  }

  /**
   * A generation that was given up.
   *
   * @param generation what was given up
   * @param backTo the generation whose blueprint is carried out again
   */
  public record RevertView(long generation, long backTo, String service, String why) {
    static RevertView of(Reversal reversal) {
      return new RevertView(
          reversal.generation(), reversal.backTo(), reversal.service(), reversal.why());
    }
  }

  static final String DISCARDED = "discarded";

  public RobotView {
    services = List.copyOf(services);
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  /** Of a robot that does what it was told, and has no outputs. */
  public RobotView(
      String name, String phase, long generation, boolean ready, List<ServiceView> services) {
    this(name, phase, generation, ready, services, new TreeMap<>(), Optional.empty());
  }

  public static RobotView of(RobotId id, Robot.State state) {
    return switch (state) {
      case Idle idle -> new RobotView(id.name(), "idle", idle.generation(), true, List.of());
      case Active a -> active(id, a);
      case Destroying d -> {
        Map<String, Map<String, Integer>> counts = counts(d.slots());
        List<ServiceView> services = new ArrayList<>();
        for (Service s : d.blueprint().services()) {
          services.add(new ServiceView(s.name(), 0, 0, s.needs(), of(counts, s.name())));
        }
        yield new RobotView(id.name(), "destroying", d.generation(), false, services);
      }
    };
  }

  private static RobotView active(RobotId id, Active a) {
    Map<String, Map<String, Integer>> counts = counts(a.slots());
    Map<String, Outlook> outlooks = Outlook.of(a);
    List<ServiceView> services = new ArrayList<>();
    for (Service service : a.blueprint().services()) {
      Optional.ofNullable(outlooks.get(service.name()))
          .map(outlook -> service(service, outlook, of(counts, service.name())))
          .ifPresent(services::add);
    }
    boolean surplus = !outlooks.keySet().containsAll(counts.keySet());
    boolean ready = !surplus && services.stream().allMatch(ServiceView::complete);
    Optional<RevertView> reverted = a.reversal().map(RevertView::of);
    Map<String, String> outputs = a.blueprint().knownOutputs();
    return new RobotView(id.name(), "active", a.generation(), ready, services, outputs, reverted);
  }

  private static ServiceView service(
      Service service, Outlook outlook, Map<String, Integer> workloads) {
    return new ServiceView(
        service.name(),
        service.replicas(),
        outlook.ready(),
        service.needs(),
        workloads,
        word(outlook.stage()),
        outlook.why().isEmpty() ? Optional.empty() : Optional.of(outlook.why()),
        service.scale().map(Scale::range));
  }

  private static String word(Outlook.Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Integer> of(Map<String, Map<String, Integer>> counts, String service) {
    return counts.getOrDefault(service, Collections.emptyMap());
  }

  /** By service and status. */
  private static Map<String, Map<String, Integer>> counts(SortedMap<WorkloadId, Slot> slots) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    slots.forEach(
        (workload, slot) ->
            counts
                .computeIfAbsent(workload.service(), _ -> new TreeMap<>())
                .merge(status(slot), 1, Integer::sum));
    return counts;
  }

  static String status(Slot slot) {
    return slot.standing() == Standing.DISCARDED
        ? DISCARDED
        : slot.status().name().toLowerCase(Locale.ROOT);
  }
}
