package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.gateway.edge.Ends.FACTS;
import static rhizome.gateway.edge.Ends.SYSTEM;
import static rhizome.gateway.edge.Ends.await;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.scale.Target;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.scaling.Reading;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.edge.Refusal;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/** A line to real doors over TLS, with a grid behind them that the test plays. */
class EdgeLineTest {

  private static final NodeId NODE = new NodeId("m1");
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
    EdgeDoor door = Ends.open(grid, Ends.door("reconnect-grace = 20s"));
    doors.add(door);
    return door;
  }

  private EdgeLine line(NodeId node, String boot, EdgeDoor... to) {
    return line(node, boot, List.of(to).stream().map(Ends::at).toList(), Ends.line(""));
  }

  private EdgeLine line(NodeId node, String boot, List<HostPort> gateways, LineSettings settings) {
    EdgeLine line =
        EdgeLine.open(
            SYSTEM,
            new EdgeLine.Caller(node, boot, FACTS, InMemoryAgents.TERMS, gateways, news::add),
            Ends.PAPERS.agent(node.name()),
            settings);
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

  /** So that services are scaled wherever they run. */
  @Test
  void whatAWorkloadUsesIsToldThroughTheLine() {
    EdgeLine line = line(NODE, "boot", door());
    line.beat(beat(1), orders.getRef());
    await("heard", () -> grid.orders.containsKey(NODE));
    TestProbe<StatusReply<Reading>> scaler = TestProbe.create(SYSTEM);
    Target.Metric load =
        new Target.Metric("load", "http", "/metrics", new TreeMap<>(), BigDecimal.TEN);
    grid.order(NODE, new Order.Measure(WORKLOAD, 3, List.of(load), scaler.getRef()));
    Order.Measure asked = orders.expectMessageClass(Order.Measure.class);
    assertThat(asked.workload()).isEqualTo(WORKLOAD);
    assertThat(asked.epoch()).isEqualTo(3);
    assertThat(asked.metrics()).containsExactly(load);
    Reading reading =
        new Reading(1, Instant.EPOCH, Duration.ofSeconds(2), 5, List.of(Optional.of(0.5)));
    asked.replyTo().tell(StatusReply.success(reading));
    assertThat(scaler.receiveMessage().getValue()).isEqualTo(reading);
    grid.order(NODE, new Order.Measure(WORKLOAD, 3, List.of(), scaler.getRef()));
    orders.expectMessageClass(Order.Measure.class).replyTo().tell(StatusReply.error("gone"));
    assertThat(scaler.receiveMessage().getError()).hasMessage("gone");
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

  @Test
  void aLineThatIsCutComesBackAndNothingIsLost() throws IOException {
    try (Cable cable = new Cable(door())) {
      EdgeLine line = line(NODE, "boot", List.of(cable.gateway()), Ends.line(""));
      line.beat(beat(1), orders.getRef());
      await("heard", () -> grid.beats.size() == 1);
      grid.answers = false;
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int epoch = 1; epoch <= 300; epoch++) {
        asked.add(
            line.node(new Node.Command.Free(WORKLOAD, epoch, Instant.EPOCH)).toCompletableFuture());
      }
      await("as many as may be in flight", () -> grid.asked.size() == 256);
      cable.cut();
      grid.answers = true;
      asked.forEach(one -> assertThat(answer(one)).isEqualTo(new Answer.Taken()));
      assertThat(grid.asked).as("those that had no answer, and then the rest").hasSize(556);
      line.beat(beat(2), orders.getRef());
      await("heard again", () -> grid.beats.contains(beat(2)));
      grid.order(NODE, new Order.Introduce());
      assertThat(orders.receiveMessage()).isEqualTo(new Order.Introduce());
      assertThat(grid.deaths).isEmpty();
    }
  }

  @Test
  void aSignOfLifeThatNobodyNotedIsToldThroughTheNextLine() throws IOException {
    try (Cable cable = new Cable(door())) {
      EdgeLine line = line(NODE, "boot", List.of(cable.gateway()), Ends.line(""));
      grid.renews = true;
      line.beat(beat(1), orders.getRef());
      orders.expectMessage(Duration.ofSeconds(20), new Order.Renewed(1));
      grid.renews = false;
      line.beat(beat(2), orders.getRef());
      await("heard", () -> grid.beats.contains(beat(2)));
      grid.renews = true;
      cable.cut();
      orders.expectMessage(Duration.ofSeconds(20), new Order.Renewed(2));
      assertThat(grid.beats)
          .as("what was noted is not told again")
          .containsExactly(beat(1), beat(2), beat(2));
    }
  }

  @Test
  void aGatewayThatFallsSilentIsLeftForTheNext() throws IOException {
    EdgeDoor door = door();
    try (Cable first = new Cable(door);
        Cable second = new Cable(door)) {
      LineSettings impatient = Ends.line("line.silence-max = 1500ms");
      EdgeLine line = line(NODE, "boot", List.of(first.gateway(), second.gateway()), impatient);
      await("connected", () -> !news.isEmpty());
      Cable used = news.getFirst().endsWith(first.gateway().toString()) ? first : second;
      used.fallSilent();
      await(
          "heard through the other",
          () -> {
            line.beat(beat(1), orders.getRef());
            return !grid.beats.isEmpty();
          });
      assertThat(news).anyMatch(said -> said.contains("no line through " + used.gateway()));
      assertThat(grid.deaths).as("silence is no death").isEmpty();
    }
  }

  @Test
  void aGatewayThatTheGridDoesNotAnswerIsLeftForAnother() {
    EdgeDoor first = door();
    EdgeDoor second = door();
    grid.renews = true;
    LineSettings impatient = Ends.line("line.silence-max = 1500ms");
    EdgeLine line = line(NODE, "boot", List.of(Ends.at(first), Ends.at(second)), impatient);
    line.beat(beat(1), orders.getRef());
    assertThat(orders.receiveMessage(Duration.ofSeconds(20))).isEqualTo(new Order.Renewed(1));
    grid.renews = false;
    try {
      await(
          "moved on",
          () -> {
            line.beat(beat(2), orders.getRef());
            return news.stream().anyMatch(said -> said.contains("nobody has renewed the lease"));
          });
    } catch (AssertionError e) {
      throw new AssertionError("it said no more than " + news, e);
    }
  }

  @Test
  void aYoungerBootEndsTheLineOfTheOlderForGood() {
    EdgeDoor first = door();
    EdgeDoor second = door();
    EdgeLine older = line(NODE, "old", first, second);
    await("the older is in", () -> first.traffic().agents() + second.traffic().agents() == 1);
    EdgeLine younger = line(NODE, "young", first, second);
    assertThat(older.refused().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join())
        .extracting(refused -> refused.reason())
        .isEqualTo(Refusal.SUPERSEDED);
    Node.Command free = new Node.Command.Free(WORKLOAD, 1, Instant.EPOCH);
    assertThat(answer(younger.node(free).toCompletableFuture())).isEqualTo(new Answer.Taken());
    assertThat(younger.refused().toCompletableFuture()).isNotDone();
  }

  @Test
  void anOrderForAnEarlierBootReachesNobody() {
    EdgeLine line = line(NODE, "boot", door());
    TestProbe<Order> later = TestProbe.create(SYSTEM);
    line.beat(beat(1), orders.getRef());
    await("heard", () -> grid.beats.size() == 1);
    ActorRef<Order> early = Optional.ofNullable(grid.orders.get(NODE)).orElseThrow();
    Heartbeat next = new Heartbeat(NODE, "boot.1", 1, FACTS, 0);
    line.beat(next, later.getRef());
    await("heard", () -> grid.beats.size() == 2);
    assertThat(grid.beats.get(1)).isEqualTo(next);
    early.tell(new Order.Introduce());
    grid.order(NODE, new Order.Renewed(1));
    assertThat(later.receiveMessage()).isEqualTo(new Order.Renewed(1));
    orders.expectNoMessage(Duration.ZERO);
  }

  @Test
  void factsThatChangeAreToldOnceAndThenKnown() {
    EdgeDoor door = door();
    EdgeLine line = line(NODE, "boot", door);
    Facts more = new Facts(FACTS.zone(), FACTS.host(), new Resources(2000, 1 << 30));
    for (int number = 1; number <= 3; number++) {
      int count = number;
      line.beat(new Heartbeat(NODE, "boot", number, more, 0), orders.getRef());
      await("heard", () -> grid.beats.size() == count);
    }
    assertThat(grid.beats).allSatisfy(heard -> assertThat(heard.facts()).isEqualTo(more));
  }

  @Test
  void aHeartbeatCostsSixtyBytesOnTheWire() {
    EdgeDoor door = Ends.open(grid, Ends.door("keep-alive = 30s"));
    doors.add(door);
    EdgeLine line = line(NODE, "boot", List.of(Ends.at(door)), Ends.line("line.silence-max = 30s"));
    grid.renews = true;
    line.beat(beat(1), orders.getRef());
    orders.receiveMessage(Duration.ofSeconds(20));
    Traffic before = door.traffic();
    int count = 200;
    for (int number = 2; number <= count + 1; number++) {
      line.beat(beat(1_000_000 + number), orders.getRef());
      orders.receiveMessage(Duration.ofSeconds(20));
    }
    Traffic after = door.traffic();
    assertThat(after.framesIn() - before.framesIn()).isEqualTo(count);
    assertThat((after.payloadIn() - before.payloadIn()) / count).isLessThanOrEqualTo(15);
    assertThat((after.wireIn() - before.wireIn()) / count)
        .as("15 of the frame, 6 of WebSocket, 22 of TLS 1.3, and 16 of padding by the JDK")
        .isLessThanOrEqualTo(60);
    assertThat((after.payloadOut() - before.payloadOut()) / count).isLessThanOrEqualTo(6);
    assertThat((after.wireOut() - before.wireOut()) / count)
        .as("what answers it: 6 of the frame, and 2 of WebSocket, 38 of TLS")
        .isLessThanOrEqualTo(46);
  }

  @Test
  void aDoorOfAnotherGridIsNotTrusted() {
    Papers foreign = new Papers();
    EdgeDoor door =
        EdgeDoor.open(SYSTEM, grid, foreign.gateway(), Ends.door("")).toCompletableFuture().join();
    doors.add(door);
    line(NODE, "boot", door);
    await("told why", () -> news.stream().anyMatch(said -> said.contains("no line through")));
    assertThat(grid.beats).isEmpty();
    assertThat(door.traffic().agents()).isZero();
  }

  @Test
  void anAgentIsNoGateway() {
    EdgeDoor door =
        EdgeDoor.open(SYSTEM, grid, Ends.PAPERS.trust("agent/x", "agent/"), Ends.door(""))
            .toCompletableFuture()
            .join();
    doors.add(door);
    line(NODE, "boot", door);
    await("told why", () -> news.stream().anyMatch(said -> said.contains("no line through")));
    assertThat(door.traffic().framesIn()).isZero();
  }
}
