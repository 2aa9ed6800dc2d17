package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.gateway.edge.Ends.FACTS;
import static rhizome.gateway.edge.Ends.SYSTEM;
import static rhizome.gateway.edge.Ends.await;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/** A line to real doors over TLS, with a grid behind them that the test plays. */
class EdgeLineTest {

  private static final NodeId NODE = new NodeId("n1");
  private static final WorkloadId WORKLOAD = WorkloadId.parse("shop/web#0");

  private final InMemoryAgents grid = new InMemoryAgents();
  private final List<EdgeDoor> doors = new ArrayList<>();
  private final List<EdgeLine> lines = new ArrayList<>();
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final TestProbe<Order> orders = TestProbe.create(SYSTEM);

  @AfterEach
  void close() {
    lines.forEach(EdgeLine::close);
    doors.forEach(door -> door.close().toCompletableFuture().join());
  }

  private EdgeDoor door() {
    EdgeDoor door = Ends.open(grid, Ends.door(""));
    doors.add(door);
    return door;
  }

  private EdgeLine line(NodeId node, String boot, EdgeDoor... to) {
    List<Gateway> gateways = List.of(to).stream().map(Ends::at).toList();
    EdgeLine line =
        EdgeLine.open(
            SYSTEM,
            new EdgeLine.Caller(node, boot, FACTS, InMemoryAgents.LEASE, gateways, news::add),
            Ends.PAPERS.agent(node.name()),
            Ends.line(""));
    lines.add(line);
    return line;
  }

  private static Heartbeat beat(long number) {
    return new Heartbeat(NODE, "boot", number, FACTS, 42);
  }

  private static Answer answer(CompletableFuture<Answer> asked) {
    return asked.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void whatAnAgentAsksAndSaysReachesTheGridAsItIs() {
    EdgeLine line = line(NODE, "boot", door());
    Node.Command enrol = new Node.Command.Enrol(FACTS, "boot", Instant.ofEpochSecond(7, 8));
    assertThat(answer(line.node(enrol).toCompletableFuture())).isEqualTo(new Answer.Taken());
    Node.Command free = new Node.Command.Free(WORKLOAD, 3, Instant.ofEpochSecond(9));
    assertThat(answer(line.node(free).toCompletableFuture())).isEqualTo(new Answer.Taken());
    Workload.Command observe =
        new Workload.Command.Observe(NODE, new Report.Ready(WORKLOAD, 3, 1, Instant.EPOCH));
    assertThat(answer(line.workload(WORKLOAD, observe).toCompletableFuture()))
        .isEqualTo(new Answer.Taken());
    assertThat(grid.asked)
        .extracting(InMemoryAgents.Asked::command)
        .containsExactly(enrol, free, observe);

    line.beat(beat(1), orders.getRef());
    await("heard", () -> grid.beats.size() == 1);
    assertThat(grid.beats).containsExactly(beat(1));
  }

  @Test
  void whatTheZoneOrdersReachesTheLink() {
    EdgeLine line = line(NODE, "boot", door());
    line.beat(beat(1), orders.getRef());
    await("heard", () -> grid.orders.containsKey(NODE));
    List<Order> said =
        List.of(
            new Order.Introduce(),
            new Order.Sync(List.of()),
            new Order.Drop(WORKLOAD, 3),
            new Order.Renewed(1));
    said.forEach(order -> grid.order(NODE, order));
    said.forEach(order -> assertThat(orders.receiveMessage()).isEqualTo(order));

    TestProbe<StatusReply<LogSlice>> reader = TestProbe.create(SYSTEM);
    grid.order(NODE, new Order.ReadLog(WORKLOAD, -5, 100, reader.getRef()));
    Order.ReadLog read = orders.expectMessageClass(Order.ReadLog.class);
    assertThat(read.offset()).isEqualTo(-5);
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    read.replyTo().tell(StatusReply.success(new LogSlice(0, text, 5)));
    assertThat(reader.receiveMessage().getValue().bytes()).isEqualTo(text);
    grid.order(NODE, new Order.ReadLog(WORKLOAD, 0, 100, reader.getRef()));
    orders.expectMessageClass(Order.ReadLog.class).replyTo().tell(StatusReply.error("no such"));
    assertThat(reader.receiveMessage().getError()).hasMessage("no such");
  }

  @Test
  void whatWasAskedOfAGatewayThatEndsIsAnsweredThroughTheNext() {
    EdgeDoor first = door();
    EdgeDoor second = door();
    EdgeLine line = line(NODE, "boot", first, second);
    grid.answers = false;
    CompletableFuture<Answer> asked =
        line.node(new Node.Command.Enrol(FACTS, "boot", Instant.EPOCH)).toCompletableFuture();
    await("asked", () -> grid.asked.size() == 1);
    EdgeDoor holder = first.traffic().agents() == 1 ? first : second;
    grid.answers = true;
    holder.close().toCompletableFuture().join();
    assertThat(answer(asked)).isEqualTo(new Answer.Taken());
    assertThat(grid.asked).hasSize(2);
    assertThat(grid.deaths).isEmpty();
  }
}
