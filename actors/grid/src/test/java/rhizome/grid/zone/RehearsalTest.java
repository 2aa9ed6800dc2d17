package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.plan.Plan;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Rehearsal.Outcome;
import rhizome.grid.placement.Rehearsal.Shortage;
import rhizome.grid.world.Operator;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Two nodes of one core each; what a service asks for is said in thousandths of a core. */
class RehearsalTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");

  private final ZoneIndex index = new ZoneIndex(Duration.ofSeconds(3));

  RehearsalTest() {
    online(A);
    online(B);
  }

  @Test
  void whatFitsIsNotShort() {
    assertThat(rehearse(Plan.between(Optional.empty(), shop(service("web", 2, 900)))))
        .isEqualTo(new Outcome(2, 2, 2, List.of()));
  }

  @Test
  void whatDoesNotFitIsToldByServiceWithItsReason() {
    Outcome outcome =
        rehearse(
            Plan.between(Optional.empty(), shop(service("web", 5, 600), service("small", 1, 100))));

    assertThat(outcome.tried()).isEqualTo(6);
    assertThat(outcome.shortages()).extracting(Shortage::service).containsExactly("web");
    assertThat(outcome.shortages().getFirst().missing()).isEqualTo(3);
    assertThat(outcome.shortages().getFirst().reason())
        .isEqualTo(
            "no node fits 600 m cpu and 1 MiB; of 2 online the largest free are 400 m and 1023"
                + " MiB");
  }

  @Test
  void whoIsReplacedMakesRoomForHisSuccessor() {
    holds(A, "web", 0, 900);
    holds(B, "web", 1, 900);
    Blueprint now = shop(service("web", 2, 900));

    assertThat(rehearse(Plan.between(Optional.of(now), shop(service("web", 2, 1_000)))))
        .isEqualTo(new Outcome(2, 2, 2, List.of()));
    assertThat(rehearse(Plan.between(Optional.of(now), shop(service("web", 4, 900)))).shortages())
        .extracting(Shortage::missing)
        .containsExactly(2);
  }

  @Test
  void whoRetiresMakesRoomAndWhoStaysDoesNot() {
    holds(A, "old", 0, 900);
    holds(B, "kept", 0, 900);
    Blueprint now = shop(service("old", 1, 900), service("kept", 1, 900));
    Blueprint next = shop(service("kept", 1, 900), service("new", 2, 900));

    assertThat(rehearse(Plan.between(Optional.of(now), next)).shortages())
        .extracting(Shortage::missing)
        .containsExactly(1);
  }

  @Test
  void anotherRobotsServiceOfTheSameNameStays() {
    index.hold(A, List.of(assignment("other", "web", 0, 900)), true);
    index.hold(B, List.of(assignment("other", "web", 1, 900)), true);
    Blueprint now = shop(service("web", 2, 900));

    assertThat(rehearse(Plan.between(Optional.of(now), shop(service("web", 2, 901)))).shortages())
        .extracting(Shortage::missing)
        .containsExactly(2);
  }

  /** Else the first rehearsal would use up what the second, or the real thing, needs. */
  @Test
  void nothingIsChangedByIt() {
    holds(A, "web", 0, 500);
    Blueprint now = shop(service("web", 1, 500));
    Plan plan = Plan.between(Optional.of(now), shop(service("web", 3, 400), service("x", 3, 400)));

    Outcome first = rehearse(plan);
    assertThat(first.shortages()).isNotEmpty();
    for (int i = 0; i < 10; i++) {
      assertThat(rehearse(plan)).isEqualTo(first);
    }
    assertThat(choose("full", 1_000)).contains(B);
    assertThat(choose("half", 500)).contains(A);
    assertThat(choose("more", 1)).isEmpty();
  }

  @Test
  void whereNoNodeTakesMoreThatIsTheReason() {
    index.hold(A, List.of(), false);
    index.hold(B, List.of(), false);
    assertThat(rehearse(Plan.between(Optional.empty(), shop(service("web", 1, 1)))).shortages())
        .extracting(Shortage::reason)
        .containsExactly("no node takes more: closed are [a, b]");
  }

  @Test
  void aVeryLargePlanIsTriedInPart() {
    List<Service> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      many.add(service("s" + i, 3_000, 0));
    }
    Outcome outcome = rehearse(Plan.between(Optional.empty(), new Blueprint("shop", many)));
    assertThat(outcome.wanted()).isEqualTo(12_000);
    assertThat(outcome.tried()).isEqualTo(Rehearsal.TRIED_MAX);
  }

  private Outcome rehearse(Plan plan) {
    return index.rehearse(Rehearsal.of(plan), NOW);
  }

  private Optional<NodeId> choose(String service, long cpu) {
    WorkloadId workload = new WorkloadId(new RobotId("shop"), service, 0);
    return index.choose(workload, new Resources(cpu, 0), List.of(), NOW).node();
  }

  private void online(NodeId node) {
    Facts facts = new Facts(new ZoneId("home"), node.name(), new Resources(1_000, 1L << 30));
    index.hear(new Heartbeat(node, "boot-1", 1, facts, 0), NOW);
    index.watch(node, "boot-1", NOW);
  }

  private void holds(NodeId node, String service, int slot, long cpu) {
    index.hold(node, List.of(assignment("shop", service, slot, cpu)), true);
  }

  private static Assignment assignment(String robot, String service, int slot, long cpu) {
    return new Assignment(new WorkloadId(new RobotId(robot), service, slot), 1, spec(cpu));
  }

  private static Spec spec(long cpu) {
    Spec spec = Operator.spec("steady", 1, cpu);
    return new Spec(
        spec.run(),
        new Resources(cpu, cpu == 0 ? 0 : 1 << 20),
        spec.ports(),
        spec.health(),
        spec.restart());
  }

  private static Service service(String name, int replicas, long cpu) {
    return new Service(name, replicas, spec(cpu), List.of());
  }

  private static Blueprint shop(Service... services) {
    return new Blueprint("shop", List.of(services));
  }
}
