package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Who of a service leads, and when that changes (ADR 0026). */
class LeadershipTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec SPEC = Operator.spec("steady", 1, 100);
  private static final Instant AT = Instant.EPOCH;

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));

  @Test
  void theFirstThatHasAPlaceLeads() {
    robot.given(target(0, db(2)));
    assertThat(leader()).isEmpty();
    robot.given(says(1, Status.STARTING, 3));
    assertThat(leader()).hasValue(new Leader(1, 1));
    robot.given(says(0, Status.READY, 1), says(1, Status.READY, 3));
    assertThat(leader()).as("it stays").hasValue(new Leader(1, 1));
  }

  @Test
  void aServiceWithoutLeadershipHasNoLeader() {
    Service plain = new Service("db", 2, SPEC, List.of());
    robot.given(target(0, plain), says(0, Status.READY, 1));
    assertThat(leader()).isEmpty();
    robot.given(target(1, db(2)));
    assertThat(leader()).as("of what runs").hasValue(new Leader(0, 1));
    robot.given(target(2, plain));
    assertThat(leader()).isEmpty();
  }

  @Test
  void aLeaderThatIsUnreadyOrBeginsAgainUnderItsLeaseIsWaitedFor() {
    both();
    robot.given(says(0, Status.UNHEALTHY, 1));
    assertThat(leader()).hasValue(new Leader(0, 1));
    robot.given(says(0, Status.STARTING, 1));
    assertThat(leader()).hasValue(new Leader(0, 1));
  }

  @Test
  void whileItMayStillRunWhereItWasItLeads() {
    both();
    robot.given(placeless(0, Status.PENDING, ""));
    assertThat(leader()).as("it is being stopped").hasValue(new Leader(0, 1));
    robot.given(placeless(0, Status.PARKED, "it crashes"));
    assertThat(leader()).as("a human is needed").hasValue(new Leader(0, 1));
  }

  @Test
  void whoIsReadyLeadsOnceTheLeaderSeeksAPlaceOrHasAnother() {
    both();
    robot.given(placeless(0, Status.PENDING, "no node is online"));
    assertThat(leader()).hasValue(new Leader(1, 2));
    robot.given(says(0, Status.READY, 2), says(1, Status.STARTING, 5));
    assertThat(leader()).hasValue(new Leader(0, 3));
  }

  @Test
  void whereNobodyIsReadyTheSameLeadsAgainUnderItsNewLease() {
    robot.given(target(0, db(2)), says(0, Status.READY, 1), says(1, Status.STARTING, 1));
    robot.given(placeless(0, Status.PENDING, "no node is online"));
    assertThat(leader()).as("what began without a leader has nothing").hasValue(new Leader(0, 1));
    robot.given(says(0, Status.STARTING, 2));
    assertThat(leader()).hasValue(new Leader(0, 2));
  }

  @Test
  void oneThatWasReadyIsWaitedFor() {
    both();
    robot.given(says(1, Status.UNHEALTHY, 1), says(0, Status.STARTING, 2));
    assertThat(leader()).hasValue(new Leader(0, 1));
    robot.given(says(1, Status.READY, 1));
    assertThat(leader()).hasValue(new Leader(1, 2));
  }

  @Test
  void whatIsScaledAwayLeadsUntilItIsGone() {
    both();
    robot.given(placeless(0, Status.PENDING, "full"), says(0, Status.READY, 2));
    robot.given(target(1, db(1)));
    assertThat(leader()).hasValue(new Leader(1, 2));
    robot.given(new Observe(id(1), 2, Status.GONE, "", AT));
    assertThat(leader()).hasValue(new Leader(0, 3));
  }

  @Test
  void whatWasDiscardedLeadsNoMoreOnceItIsGone() {
    both();
    robot.given(placeless(0, Status.PARKED, "it crashes"), new Discard(id(0), "ann", AT));
    assertThat(leader()).hasValue(new Leader(0, 1));
    robot.given(placeless(0, Status.GONE, ""));
    assertThat(leader()).hasValue(new Leader(1, 2));
  }

  @Test
  void allAreToldWhoLeadsAndAnotherLeaderIsNews() {
    Service client = new Service("web", 1, SPEC, List.of("db"));
    robot.given(target(0, db(2), client), says(0, Status.READY, 1), says(1, Status.READY, 1));
    Lease lease = new Lease(new NodeId("n1"), 7);
    WorkloadId web = new WorkloadId(SHOP, "web", 0);
    robot.given(
        new Observe(web, 1, 0, Status.READY, "", Optional.of(lease), Optional.empty(), 0, 0, AT));
    assertThat(told()).hasSize(3).allSatisfy(table -> isLedBy(table, 0));
    long before = told().getFirst().revision();
    robot.given(says(0, Status.STARTING, 2));
    assertThat(told()).hasSize(3).allSatisfy(table -> isLedBy(table, 1));
    assertThat(told().getFirst().revision()).isGreaterThan(before);
    assertThat(told().getFirst().leading("db", "sql"))
        .containsExactly(new Table.Row(1, "10.0.0.1", 7001));
  }

  private static void isLedBy(Table table, int slot) {
    assertThat(Objects.requireNonNull(table.leaders().get("db")).slot()).isEqualTo(slot);
  }

  /** Two that are ready, of which the first leads. */
  private void both() {
    robot.given(target(0, db(2)), says(0, Status.READY, 1), says(1, Status.READY, 1));
    assertThat(leader()).hasValue(new Leader(0, 1));
  }

  private Optional<Leader> leader() {
    return Optional.ofNullable(((State.Active) robot.state()).changes().leaders().get("db"))
        .map(Leading::leader);
  }

  private List<Table> told() {
    return robot.owes().stream()
        .filter(Duty.Announce.class::isInstance)
        .map(duty -> ((Duty.Announce) duty).table())
        .toList();
  }

  private static Service db(int replicas) {
    return new Service("db", replicas, SPEC, List.of()).leading();
  }

  private static Command target(long parent, Service... services) {
    return new Target(new Blueprint("shop", List.of(services)), parent, "ann", AT);
  }

  private static WorkloadId id(int slot) {
    return new WorkloadId(SHOP, "db", slot);
  }

  private Command placeless(int slot, Status status, String detail) {
    return new Observe(id(slot), 1, status, detail, AT);
  }

  private static Command says(int slot, Status status, long epoch) {
    Endpoint endpoint =
        Endpoint.of("10.0.0.1", new TreeMap<>(Collections.singletonMap("sql", 7000 + slot)));
    Optional<Endpoint> told = status == Status.READY ? Optional.of(endpoint) : Optional.empty();
    Lease lease = new Lease(new NodeId("n1"), epoch);
    return new Observe(id(slot), 1, 0, status, "", Optional.of(lease), told, 0, 0, AT);
  }
}
