package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.absent;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.restarting;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.unready;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;

/** Where a workload can be reached, and since when no longer (ADR 0019). */
class ReachableTest {

  private static final Map<String, Integer> PORTS = Collections.singletonMap("http", 7400);
  private static final Lease FIRST = new Lease(N1, 1);
  private static final Cause DRAIN = Cause.of("n1 is being drained by ann", second(20));

  @Test
  void whatIsReadyIsReachedAtTheAddressOfItsNode() {
    var workload = started(SPEC);
    assertThat(informed(workload).endpoint()).isEmpty();
    workload.given(ready(1, 1, 11));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.1", PORTS));
    assertThat(informed(workload).lease()).contains(FIRST);
  }

  @Test
  void whatIsNotReadyOrStartsAgainIsNotReached() {
    var workload = started(SPEC).given(ready(1, 1, 11), unready(1, 12));
    assertThat(informed(workload).endpoint()).isEmpty();
    workload.given(ready(1, 1, 13), restarting(1, 14));
    assertThat(informed(workload).endpoint()).isEmpty();
    workload.given(ready(1, 1, 15), new Retire(2, second(16)));
    assertThat(informed(workload).endpoint()).isEmpty();
    assertThat(informed(workload).lease()).isEmpty();
  }

  @Test
  void whatNobodySaidTheAddressOfIsNotReachedUntilItIsSaid() {
    var workload = absent().given(new Ensure(SPEC, 1, second(1)), new Place(1, N1, second(2)));
    workload.given(at(N1, 1, ""), ready(1, 1, 11));
    assertThat(informed(workload).endpoint()).isEmpty();
    Report adopted = new Report.Adopted(WEB, 1, 1, second(11), 101);
    assertThat(workload.when(new Observe(N1, adopted, "10.0.0.2")))
        .isEqualTo(
            accept(new Event.Adopted(1, 1, 101, Collections.emptyMap(), "10.0.0.2", second(11))));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.2", PORTS));
    assertThat(workload.when(new Observe(N1, adopted, ""))).isEqualTo(unchanged());
  }

  /** Found by a random world: its agent had died before anybody heard that it was started. */
  @Test
  void whatWasAdoptedBeforeItsStartWasHeardOfIsReachedAtThePortsThatItWasFoundWith() {
    var workload = absent().given(new Ensure(SPEC, 1, second(1)), new Place(1, N1, second(2)));
    Report adopted = new Report.Adopted(WEB, 1, 1, second(11), 101, PORTS);
    workload.given(new Observe(N1, adopted, "10.0.0.1"));
    assertThat(workload.when(new Observe(N1, adopted, "10.0.0.1"))).isEqualTo(unchanged());
    workload.given(ready(1, 1, 12));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.1", PORTS));
  }

  @Test
  void whatServesIsReachedUntilItsSuccessorIsReady() {
    var workload = started(Operator.shared(SPEC)).given(ready(1, 1, 11));
    workload.given(new Vacate(FIRST, DRAIN, second(60), second(20)));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.1", PORTS));
    assertThat(informed(workload).lease()).contains(FIRST);
    workload.given(new Place(2, N2, second(21)), at(N2, 2, "10.0.0.2"));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.1", PORTS));
    assertThat(informed(workload).lease()).as("who is to be told").contains(new Lease(N2, 2));
    workload.given(new Observe(N2, new Report.Ready(WEB, 2, 1, second(23)), "10.0.0.2"));
    assertThat(informed(workload).endpoint()).contains(Endpoint.of("10.0.0.2", PORTS));
  }

  @Test
  void whatIsOnANodeThatMayBeGoneIsNotReached() {
    var workload = started(Operator.shared(SPEC)).given(ready(1, 1, 11));
    workload.given(new DoubtNode(FIRST, DRAIN, second(20)));
    assertThat(informed(workload).endpoint()).isEmpty();
  }

  @Test
  void whoIsToldEndpointsSaysSoWhereItBegins() {
    var workload =
        absent().given(new Ensure(SPEC, 1, true, second(1)), new Place(1, N1, second(2)));
    assertThat(workload.owes()).contains(new Duty.Reserve(N1, new Assignment(WEB, 1, SPEC, true)));
    workload.given(new Ensure(SPEC, 2, false, second(3)));
    assertThat(workload.owes()).contains(new Duty.Reserve(N1, new Assignment(WEB, 1, SPEC, false)));
  }

  @Test
  void whatHasNoPortsIsNoEndpoint() {
    Report started = new Report.Started(WEB, 1, 1, second(3), 101, Collections.emptyMap());
    var workload = absent().given(new Ensure(SPEC, 1, second(1)), new Place(1, N1, second(2)));
    workload.given(new Observe(N1, started, "10.0.0.1"), ready(1, 1, 11));
    assertThat(informed(workload).status()).isEqualTo(Status.READY);
    assertThat(informed(workload).endpoint()).isEmpty();
  }

  private static Trial<Command, Event, State, Duty> started(Spec spec) {
    return absent()
        .given(new Ensure(spec, 1, second(1)), new Place(1, N1, second(2)), at(N1, 1, "10.0.0.1"));
  }

  private static Observe at(NodeId node, long epoch, String address) {
    return new Observe(
        node, new Report.Started(WEB, epoch, 1, second(2 + epoch), 101, PORTS), address);
  }

  private static Duty.Inform informed(Trial<Command, Event, State, Duty> workload) {
    List<Duty.Inform> informs =
        workload.owes().stream()
            .filter(Duty.Inform.class::isInstance)
            .map(Duty.Inform.class::cast)
            .toList();
    assertThat(informs).hasSize(1);
    return informs.getFirst();
  }
}
