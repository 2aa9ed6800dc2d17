package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.endpoint.Table;
import rhizome.grid.endpoint.Table.Row;
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

/** What a robot tells its workloads of each other (ADR 0019). */
class AnnouncementsTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec SPEC = Operator.spec("steady", 1, 100);
  private static final Instant AT = Instant.EPOCH;
  private static final NodeId N1 = new NodeId("n1");
  private static final WorkloadId WEB = new WorkloadId(SHOP, "web", 0);

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));

  @Test
  void whoNeedsAServiceIsToldWhoOfItIsReady() {
    robot.given(target(0, api(2), web()), ready("api", 0), ready("api", 1), starts(WEB, 1));
    assertThat(announced()).containsExactly(announce(WEB, 1, 3, row(0), row(1)));
  }

  @Test
  void whoHasNoPlaceYetIsToldNothing() {
    robot.given(target(0, api(1), web()), ready("api", 0));
    assertThat(announced()).isEmpty();
    assertThat(robot.owes()).contains(new Duty.Ensure(WEB, SPEC, 1, true));
  }

  @Test
  void whatWasConfirmedIsOwedNoLongerUntilItChanges() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    assertThat(announced()).isEmpty();
    robot.given(fails("api", 0));
    assertThat(announced()).containsExactly(announce(WEB, 1, 3));
    robot.given(confirm(1, 3), ready("api", 0));
    assertThat(announced()).containsExactly(announce(WEB, 1, 4, row(0)));
  }

  @Test
  void aStaleConfirmationSettlesNothing() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 2));
    assertThat(robot.when(confirm(1, 2))).as("of an earlier lease").isEqualTo(unchanged());
    robot.given(confirm(2, 1));
    assertThat(announced()).as("of an earlier table").hasSize(1);
    assertThat(robot.when(confirm(2, 2))).isEqualTo(accept(new Event.TableConfirmed(WEB, 2, AT)));
    assertThat(robot.when(confirm(2, 1))).as("late").isEqualTo(unchanged());
    assertThat(robot.when(confirm(2, 2))).as("twice").isEqualTo(unchanged());
    assertThat(announced()).isEmpty();
  }

  @Test
  void whoLostItsTableIsToldAgain() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    robot.given(confirm(1, 0));
    assertThat(announced()).containsExactly(announce(WEB, 1, 2, row(0)));
    assertThat(robot.when(confirm(1, 0))).isEqualTo(unchanged());
  }

  @Test
  void aNewLeaseIsToldAnewAndAnotherStatusOfTheSameIsNot() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    robot.given(observe(WEB, Status.UNHEALTHY, 1, Optional.empty()));
    assertThat(announced()).isEmpty();
    robot.given(starts(WEB, 2));
    assertThat(announced()).containsExactly(announce(WEB, 2, 2, row(0)));
  }

  @Test
  void whatNobodyUsesChangesNothingForAnybody() {
    Service lone = new Service("lone", 1, SPEC, List.of());
    robot.given(target(0, api(1), web(), lone), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    robot.given(ready("lone", 0), fails("lone", 0));
    assertThat(announced()).isEmpty();
    assertThat(((State.Active) robot.state()).changes().count()).isEqualTo(2);
  }

  @Test
  void whatAnotherUsesIsNoNews() {
    Service db = new Service("db", 1, SPEC, List.of());
    Service job = new Service("job", 1, SPEC, List.of()).using(List.of("db"));
    robot.given(target(0, api(1), web(), db, job), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    robot.given(ready("db", 0), starts(new WorkloadId(SHOP, "job", 0), 1));
    assertThat(announced())
        .extracting(Duty.Announce::workload)
        .extracting(WorkloadId::service)
        .containsExactly("job");
  }

  @Test
  void peersAreToldOfEachOtherAndWaitForNobody() {
    Service ring = new Service("ring", 2, SPEC, List.of()).using(List.of("ring"));
    robot.given(target(0, ring), ready("ring", 0), ready("ring", 1));
    SortedMap<String, List<Row>> rows = ports(row(0), row(1));
    assertThat(announced())
        .extracting(duty -> duty.table().services().get("ring"))
        .containsExactly(rows, rows);
  }

  @Test
  void whatIsScaledInLeavesTheTableBeforeItStops() {
    robot.given(target(0, api(2), web()), ready("api", 0), ready("api", 1), starts(WEB, 1));
    robot.given(confirm(1, 3), target(1, api(1), web()));
    assertThat(announced()).containsExactly(announce(WEB, 1, 4, row(0)));
    assertThat(robot.owes()).contains(new Duty.Retire(new WorkloadId(SHOP, "api", 1), 2));
  }

  @Test
  void anotherBlueprintThatChangesNoTableTellsNothing() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    Service lone = new Service("lone", 0, SPEC, List.of());
    robot.given(target(1, api(1), web(), lone));
    assertThat(announced()).isEmpty();
  }

  @Test
  void whoUsesOthersFromNowOnIsToldUnderAHigherRevision() {
    Service db = new Service("db", 1, SPEC, List.of());
    Service both = new Service("web", 1, SPEC, List.of("api")).using(List.of("db"));
    robot.given(target(0, api(1), db, both), ready("api", 0), ready("db", 0), starts(WEB, 1));
    robot.given(confirm(1, 3), target(1, api(1), db, web()));
    assertThat(announced()).containsExactly(announce(WEB, 1, 4, row(0)));
  }

  @Test
  void revisionsGoOnWhileItIsTakenDownAndWantedAgain() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1), confirm(1, 2));
    robot.given(new Destroy("ann", AT), target(2, api(1), web()));
    assertThat(((State.Active) robot.state()).changes().count()).isEqualTo(3);
  }

  @Test
  void whatIsTakenDownIsToldNothing() {
    robot.given(target(0, api(1), web()), ready("api", 0), starts(WEB, 1));
    robot.given(new Destroy("ann", AT));
    assertThat(announced()).isEmpty();
    assertThat(robot.when(confirm(1, 2))).isEqualTo(unchanged());
  }

  @Test
  void aTableHasNoMoreThanItsLimit() {
    robot.given(target(0, api(Table.ROWS_MAX + 2), web()));
    IntStream.range(0, Table.ROWS_MAX + 2).forEach(slot -> robot.given(ready("api", slot)));
    robot.given(starts(WEB, 1));
    Row[] rows = IntStream.range(0, Table.ROWS_MAX).mapToObj(slot -> row(slot)).toArray(Row[]::new);
    assertThat(announced().getFirst().table().services()).containsEntry("api", ports(rows));
    assertThat(Announcements.of(SHOP, (State.Active) robot.state(), "api")).isEqualTo(ports(rows));
  }

  private List<Duty.Announce> announced() {
    return robot.owes().stream()
        .filter(Duty.Announce.class::isInstance)
        .map(Duty.Announce.class::cast)
        .toList();
  }

  private static Duty.Announce announce(WorkloadId id, long epoch, long revision, Row... rows) {
    SortedMap<String, SortedMap<String, List<Row>>> services = new TreeMap<>();
    services.put("api", ports(rows));
    return new Duty.Announce(id, new Lease(N1, epoch), new Table(revision, services));
  }

  private static SortedMap<String, List<Row>> ports(Row... rows) {
    return new TreeMap<>(Collections.singletonMap("http", List.of(rows)));
  }

  private static Row row(int slot) {
    return new Row(slot, "10.0.0.1", 7000 + slot);
  }

  private static Service api(int replicas) {
    return new Service("api", replicas, SPEC, List.of());
  }

  private static Service web() {
    return new Service("web", 1, SPEC, List.of("api"));
  }

  private static Command target(long parent, Service... services) {
    return new Target(new Blueprint("shop", List.of(services)), parent, "ann", AT);
  }

  private static Command ready(String service, int slot) {
    Endpoint endpoint =
        new Endpoint("10.0.0.1", new TreeMap<>(Collections.singletonMap("http", 7000 + slot)));
    return observe(new WorkloadId(SHOP, service, slot), Status.READY, 1, Optional.of(endpoint));
  }

  private static Command fails(String service, int slot) {
    return observe(new WorkloadId(SHOP, service, slot), Status.UNHEALTHY, 1, Optional.empty());
  }

  private static Command starts(WorkloadId id, long epoch) {
    return observe(id, Status.STARTING, epoch, Optional.empty());
  }

  private static Command observe(
      WorkloadId id, Status status, long epoch, Optional<Endpoint> endpoint) {
    Lease lease = new Lease(N1, epoch);
    return new Observe(id, 1, 0, status, "", Optional.of(lease), endpoint, 0, 0, AT);
  }

  private static Command confirm(long epoch, long revision) {
    return new ConfirmTable(WEB, epoch, revision, AT);
  }
}
