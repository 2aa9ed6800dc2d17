package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.gateway.view.EndpointsView.PortEndpoints;
import rhizome.gateway.view.EndpointsView.ServiceEndpoints;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.endpoint.Table.Row;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.workload.Status;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class EndpointsViewTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Instant AT = Instant.EPOCH;

  @Test
  void whatIsReadyIsListedAndWhoHasYetToHearOfItIsCounted() {
    Robot robot = new Robot(SHOP);
    Robot.State state = robot.evolve(robot.initial(), new Targeted(shop(), 1, "ann", AT));
    state = robot.evolve(state, observed("api", 1, "10.0.0.5"));
    state = robot.evolve(state, observed("web", 0, "10.0.0.6"));
    assertThat(EndpointsView.of(SHOP, state)).isEqualTo(view(1));
    WorkloadId web = new WorkloadId(SHOP, "web", 0);
    state = robot.evolve(state, new TableConfirmed(web, 2, AT));
    assertThat(EndpointsView.of(SHOP, state)).isEqualTo(view(0));
    state = robot.evolve(state, new Destroyed(2, "ann", AT));
    assertThat(EndpointsView.of(SHOP, state)).isEqualTo(new EndpointsView("shop", List.of()));
  }

  private static EndpointsView view(long behind) {
    return new EndpointsView(
        "shop",
        List.of(
            new ServiceEndpoints("api", List.of(), 0, ports(new Row(1, "10.0.0.5", 7000))),
            new ServiceEndpoints(
                "web", List.of("api"), behind, ports(new Row(0, "10.0.0.6", 7000)))));
  }

  private static List<PortEndpoints> ports(Row... rows) {
    return List.of(new PortEndpoints("http", List.of(rows)));
  }

  private static Observed observed(String service, int slot, String address) {
    Endpoint endpoint =
        new Endpoint(address, new TreeMap<>(Collections.singletonMap("http", 7000)));
    return new Observed(
        new WorkloadId(SHOP, service, slot),
        1,
        0,
        Status.READY,
        "",
        Optional.of(new Lease(new NodeId("n1"), 1)),
        Optional.of(endpoint),
        0,
        AT);
  }

  private static Blueprint shop() {
    Run run = new Run("x", List.of(), Collections.emptyMap(), Optional.empty(), Run.GRACE_DEFAULT);
    Spec spec =
        new Spec(
            run,
            Resources.DEFAULT,
            List.of(new Port("http", Port.AUTO)),
            Health.DEFAULT,
            Restart.DEFAULT);
    return new Blueprint(
        "shop",
        List.of(
            new Service("api", 2, spec, List.of()), new Service("web", 1, spec, List.of("api"))));
  }
}
