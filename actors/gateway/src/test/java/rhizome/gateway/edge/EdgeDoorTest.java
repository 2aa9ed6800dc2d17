package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.gateway.edge.Ends.PAPERS;
import static rhizome.gateway.edge.Ends.await;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.AgentCertificates.Shown;
import rhizome.runtime.edge.AgentFrame;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.edge.Refusal;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

/** What comes to a real door, and what does not come in. */
class EdgeDoorTest {

  private static final NodeId NODE = new NodeId("n1");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final WorkloadId WORKLOAD = WorkloadId.parse("shop/web#0");

  private final InMemoryAgents grid = new InMemoryAgents();
  private final List<EdgeDoor> doors = new ArrayList<>();

  @AfterEach
  void close() {
    doors.forEach(door -> door.close().toCompletableFuture().join());
  }

  private EdgeDoor door(String own) {
    EdgeDoor door = Ends.open(grid, Ends.door(own));
    doors.add(door);
    return door;
  }

  private static void refused(RawAgent agent, Refusal reason, String word) throws IOException {
    assertThat(agent.hear())
        .get()
        .isInstanceOfSatisfying(
            GatewayFrame.Refused.class,
            no -> {
              assertThat(no.reason()).isEqualTo(reason);
              assertThat(no.remedy()).contains(word);
            });
    assertThat(agent.isClosedWithin(SOON)).as("closed after the word").isTrue();
  }

  @Test
  void nobodyGetsInWithoutACertificateOfTheGrid() throws IOException {
    EdgeDoor door = door("");
    Papers foreign = new Papers();
    assertThatThrownBy(
            () -> {
              try (RawAgent agent = RawAgent.handshake(door, foreign.agent("n1"))) {
                agent.get(EdgeDoor.PATH, true);
              }
            })
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> {
              try (RawAgent agent = RawAgent.handshake(door, PAPERS.expired("n1"))) {
                agent.get(EdgeDoor.PATH, true);
              }
            })
        .isInstanceOf(IOException.class);
    try (RawAgent agent = RawAgent.handshake(door, PAPERS.trust("gateway/g2", "gateway/"))) {
      assertThat(agent.get(EdgeDoor.PATH, true)).startsWith("HTTP/1.1 403");
    }
    try (RawAgent agent = RawAgent.handshake(door, PAPERS.agent("n1"))) {
      assertThat(agent.get("/", false)).startsWith("HTTP/1.1 404");
    }
    RawAgent.welcome(door, "n1", "a").close();
  }

  @Test
  void whatAnAgentHasShownIsKnownWhileItIsThere() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent _ = RawAgent.welcome(door, "n1", "a");
        RawAgent _ = RawAgent.welcome(door, "n2", "b")) {
      assertThat(grid.certificates.soonest()).extracting(Shown::node).contains("n1", "n2");
      assertThat(grid.certificates.soonest())
          .allMatch(shown -> Instant.ofEpochMilli(shown.until()).isAfter(Instant.now()));
    }
    await("they are gone", () -> grid.certificates.soonest().isEmpty());
  }

  @Test
  void anAgentIsWhomItsCertificateNames() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent agent = RawAgent.open(door, PAPERS.agent("n1"))) {
      agent.say(RawAgent.hello("n2", "a", 0));
      refused(agent, Refusal.NOT_THAT_NODE, "issued for n1");
    }
  }

  @Test
  void anotherVersionAndAnotherLeaseAreRefusedWithARemedy() throws IOException {
    EdgeDoor door = door("");
    AgentFrame.Hello hello = RawAgent.hello("n1", "a", 0);
    try (RawAgent agent = RawAgent.open(door, PAPERS.agent("n1"))) {
      agent.say(
          new AgentFrame.Hello(
              99,
              NODE,
              "a",
              hello.facts(),
              hello.lease(),
              hello.build(),
              hello.since(),
              hello.fencing(),
              hello.tables()));
      refused(agent, Refusal.VERSION, "upgrade");
    }
    try (RawAgent agent = RawAgent.open(door, PAPERS.agent("n1"))) {
      agent.say(
          new AgentFrame.Hello(
              hello.version(),
              NODE,
              "a",
              hello.facts(),
              Duration.ofSeconds(99),
              hello.build(),
              hello.since(),
              Optional.of(new AgentFrame.Fencing("off", Duration.ofMillis(100))),
              hello.tables()));
      refused(agent, Refusal.LEASE_DIFFERS, "rhizome.grid.lease = 3000 ms and rhizome.grid.");
    }
  }

  /** The agent never hears of it, so the gateway says that it will not start. */
  @Test
  void whatNoFrameCanCarryIsSaidToItsWorkloadAndTheOthersAreToldToTheAgent() throws IOException {
    EdgeDoor door = door("frame-max = %d".formatted(DoorSettings.FRAME_MIN));
    Assignment small = assignment("shop/web#0", "x");
    Assignment large = assignment("shop/web#1", "x".repeat(DoorSettings.FRAME_MIN));
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(new AgentFrame.Beat(1, 0, 0, Optional.empty(), Optional.empty()));
      await("heard", () -> grid.orders.containsKey(NODE));
      grid.order(NODE, new Order.Sync(List.of(large, small)));
      assertThat(agent.hear())
          .contains(new GatewayFrame.Ordered(0, new Order.Sync(List.of(small)), false));
      grid.order(NODE, new Order.Assign(large));
      await("said twice", () -> grid.asked.size() == 2);
    }
    assertThat(grid.asked)
        .allSatisfy(
            asked -> {
              var report = ((Workload.Command.Observe) asked.command()).report();
              assertThat(report.workload()).isEqualTo(large.workload());
              assertThat(((Report.Exhausted) report).exit().describe())
                  .contains("could not start", "rhizome.agents.frame-max", "263168 at most");
            });
  }

  private static Assignment assignment(String workload, String argument) {
    Run run =
        new Run("sleep", List.of(argument), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    Spec spec = new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
    return new Assignment(WorkloadId.parse(workload), 1, spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "\377\377\377\377", "\n\003abc"})
  void aGarbledFrameEndsItsConnectionAndNoOther(String frame) throws IOException {
    EdgeDoor door = door("");
    try (RawAgent good = RawAgent.welcome(door, "good", "a");
        RawAgent bad = RawAgent.welcome(door, "n1", "a")) {
      bad.send(frame.getBytes(StandardCharsets.ISO_8859_1));
      refused(bad, Refusal.GARBLED, "");
      answers(good, 1);
    }
    assertThat(grid.deaths).as("it was turned away, and did not die").isEmpty();
  }

  /** Has the grid asked through it. */
  private void answers(RawAgent agent, long id) throws IOException {
    agent.say(new AgentFrame.Ask(id, new Matter.Free(WORKLOAD, 1, Instant.EPOCH)));
    assertThat(agent.hear()).contains(new GatewayFrame.Answered(id, new Answer.Taken()));
  }

  @Test
  void framesOutOfTheirPlaceAreRefused() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent agent = RawAgent.open(door, PAPERS.agent("n1"))) {
      agent.say(beat(1, 0, Optional.empty()));
      refused(agent, Refusal.GARBLED, "first frame is Hello");
    }
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(RawAgent.hello("n1", "a", 0));
      refused(agent, Refusal.GARBLED, "once");
    }
    try (RawAgent agent = RawAgent.welcome(door, "n1", "b")) {
      agent.say(beat(1, 7, Optional.empty()));
      refused(agent, Refusal.GARBLED, "turn 7");
    }
    try (RawAgent agent = RawAgent.welcome(door, "n1", "c")) {
      agent.begin(0x81, 2);
      agent.write("hi".getBytes(StandardCharsets.US_ASCII));
      refused(agent, Refusal.GARBLED, "text");
    }
  }

  private static AgentFrame.Beat beat(long number, int turn, Optional<String> boot) {
    return new AgentFrame.Beat(number, 0, turn, boot, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(longs = {(1 << 20) + 1, 1L << 30, Long.MAX_VALUE})
  void aFrameTooLargeEndsItsConnectionAndIsNotKept(long size) throws IOException {
    EdgeDoor door = door("");
    try (RawAgent good = RawAgent.welcome(door, "good", "a");
        RawAgent bad = RawAgent.welcome(door, "n1", "a")) {
      long before = Sockets.heapUsed();
      bad.begin(0x82, size);
      long sent = Sockets.pourInto(bad, Math.min(size, 1L << 30));
      answers(good, 1);
      assertThat(sent).as("bytes taken of %d", size).isLessThan(256 << 20);
      assertThat(Sockets.heapUsed() - before).as("kept of it").isLessThan(16 << 20);
      assertThat(bad.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void aFrameTooLargeIsToldSo() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent bad = RawAgent.welcome(door, "n1", "a")) {
      bad.begin(0x82, (1 << 20) + 1);
      bad.write(new byte[(1 << 20) + 1]);
      refused(bad, Refusal.TOO_LARGE, "1048576 bytes");
    }
  }

  @Test
  void whoDoesNotSayHelloHasToGo() throws IOException {
    EdgeDoor door = door("handshake-timeout = 2s");
    RawAgent.welcome(door, "n2", "warms up what a first handshake needs").close();
    try (RawAgent agent = RawAgent.open(door, PAPERS.agent("n1"))) {
      refused(agent, Refusal.TOO_SLOW, "Hello");
    }
    try (RawAgent agent = RawAgent.handshake(door, PAPERS.agent("n1"))) {
      assertThat(agent.isClosedWithin(SOON)).isTrue();
    }
    await("nobody is left", () -> door.traffic().halfOpen() == 0);
  }

  @Test
  void whoFallsSilentIsDroppedWithoutBeingSuspectedToBeDead() throws IOException {
    EdgeDoor door = door("idle-timeout = 500ms, keep-alive = 100ms, reconnect-grace = 0ms");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      assertThat(agent.isClosedWithin(SOON)).isTrue();
    }
    await("gone", () -> door.traffic().agents() == 0);
    assertThat(grid.deaths).isEmpty();
  }

  @Test
  void whoDoesNotReadIsCutOffAndNothingPilesUp() throws IOException {
    EdgeDoor door = door("frame-max = 300KiB, waiting-max = 300KiB");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(beat(1, 0, Optional.empty()));
      await("heard", () -> grid.orders.containsKey(NODE));
      await(
          "cut off",
          () -> {
            for (int i = 0; i < 500; i++) {
              grid.order(NODE, new Order.Drop(WORKLOAD, i));
            }
            return door.traffic().agents() == 0;
          });
      assertThat(door.traffic().payloadOut()).isLessThan(64 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAgentThatDiesIsWitnessedUnlessItsBootComesBackInTime(boolean reset) throws IOException {
    EdgeDoor door = door("reconnect-grace = 500ms");
    RawAgent first = RawAgent.welcome(door, "n1", "a");
    first.say(beat(1, 0, Optional.empty()));
    await("heard", () -> grid.beats.size() == 1);
    first.die(reset);
    await("gone", () -> door.traffic().agents() == 0);
    RawAgent again = RawAgent.welcome(door, "n1", "a");
    again.say(beat(2, 1, Optional.of("a.1")));
    await("heard again", () -> grid.beats.size() == 2);
    again.die(reset);
    await("witnessed", () -> !grid.deaths.isEmpty());
    assertThat(grid.deaths).hasSize(1);
    InMemoryAgents.Death death = grid.deaths.getFirst();
    assertThat(death.node()).isEqualTo(NODE);
    assertThat(death.boot()).as("the boot it spoke for last").isEqualTo("a.1");
  }

  @Test
  void whoSaysGoodbyeIsNotSuspected() throws IOException {
    EdgeDoor door = door("reconnect-grace = 0ms");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(new AgentFrame.Bye());
      agent.die(false);
    }
    await("gone", () -> door.traffic().agents() == 0);
    assertThat(grid.deaths).isEmpty();
  }

  @Test
  void whoSaysGoodbyeIsGoneThoughItDoesNotHangUp() throws IOException {
    EdgeDoor door = door("reconnect-grace = 0ms");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(new AgentFrame.Bye());
      await("gone", () -> door.traffic().agents() == 0);
    }
    assertThat(grid.deaths).isEmpty();
  }

  @Test
  void theYoungerBootOfANodeTakesOverAndTheOlderIsToldSo() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent older = RawAgent.welcome(door, "n1", "a");
        RawAgent younger = RawAgent.welcome(door, "n1", "b")) {
      refused(older, Refusal.SUPERSEDED, "name and a certificate of its own");
      answers(younger, 1);
      try (RawAgent back = RawAgent.open(door, PAPERS.agent("n1"))) {
        back.say(RawAgent.hello("n1", "a", 1));
        refused(back, Refusal.SUPERSEDED, "n1");
      }
      answers(younger, 2);
    }
  }

  @Test
  void theSameBootThatComesAgainReplacesItsOwnConnectionSilently() throws IOException {
    EdgeDoor door = door("reconnect-grace = 0ms");
    try (RawAgent before = RawAgent.welcome(door, "n1", "a");
        RawAgent after = RawAgent.welcome(door, "n1", "a")) {
      assertThat(before.hear()).as("closed without a word").isEmpty();
      answers(after, 1);
    }
  }

  @Test
  void theYoungerBootAtAnotherDoorTakesOverToo() throws IOException {
    EdgeDoor here = door("");
    EdgeDoor there = door("");
    try (RawAgent older = RawAgent.welcome(here, "n1", "a");
        RawAgent younger = RawAgent.welcome(there, "n1", "b")) {
      refused(older, Refusal.SUPERSEDED, "n1");
      answers(younger, 1);
    }
  }

  @Test
  void theSameBootAtAnotherDoorIsNotMissedAtThisOne() throws IOException {
    EdgeDoor here = door("reconnect-grace = 2s");
    EdgeDoor there = door("");
    RawAgent first = RawAgent.welcome(here, "n1", "a");
    first.die(false);
    await("gone", () -> here.traffic().agents() == 0);
    try (RawAgent second = RawAgent.welcome(there, "n1", "a");
        RawAgent other = RawAgent.welcome(here, "n2", "a")) {
      other.die(false);
      await("the other one is witnessed", () -> !grid.deaths.isEmpty());
      assertThat(grid.deaths).extracting(d -> d.node().name()).containsExactly("n2");
      answers(second, 1);
    }
  }

  @Test
  void aFullDoorSendsAgentsOnAndKeepsThoseItHas() throws IOException {
    EdgeDoor door = door("connections-max = 1");
    try (RawAgent first = RawAgent.welcome(door, "n1", "a");
        RawAgent second = RawAgent.open(door, PAPERS.agent("n2"))) {
      second.say(RawAgent.hello("n2", "a", 0));
      refused(second, Refusal.FULL, "connections-max");
      answers(first, 1);
    }
  }

  @Test
  void whatIsAskedBeyondTheLimitIsToBeAskedAgain() throws IOException {
    EdgeDoor door = door("in-flight-max = 2");
    grid.answers = false;
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      Report ready = new Report.Ready(WORKLOAD, 1, 1, Instant.EPOCH);
      for (long id = 1; id <= 3; id++) {
        agent.say(new AgentFrame.Ask(id, new Matter.Observe(ready)));
      }
      assertThat(agent.hear()).contains(new GatewayFrame.Answered(3, new Answer.Lost()));
      assertThat(grid.asked).hasSize(2);
      grid.asked.getFirst().answer().complete(new Answer.Refused("STALE_EPOCH"));
      assertThat(agent.hear())
          .contains(new GatewayFrame.Answered(1, new Answer.Refused("STALE_EPOCH")));
    }
  }

  @Test
  void anAgentSpeaksForItsOwnNodeOnly() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(new AgentFrame.Ask(1, new Matter.Enrol(Ends.FACTS, "a", Instant.EPOCH)));
      assertThat(agent.hear()).isPresent();
      assertThat(grid.asked)
          .containsExactly(
              new InMemoryAgents.Asked(
                  NODE,
                  new Node.Command.Enrol(Ends.FACTS, "a", Instant.EPOCH),
                  grid.asked.getFirst().answer()));
    }
  }

  @Test
  void whatAnAgentSaysLaterIsOfTheZoneThatItWasLetInFor() throws IOException {
    EdgeDoor door = door("");
    Facts elsewhere = new Facts(new ZoneId("other"), "host", Ends.FACTS.capacity());
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(new AgentFrame.Beat(1, 0, 0, Optional.empty(), Optional.of(elsewhere)));
      refused(agent, Refusal.TERMS_DIFFER, "rhizome.grid.zone = default");
    }
    try (RawAgent agent = RawAgent.welcome(door, "n1", "b")) {
      agent.say(new AgentFrame.Ask(1, new Matter.Enrol(elsewhere, "b", Instant.EPOCH)));
      refused(agent, Refusal.TERMS_DIFFER, "rhizome.grid.zone = default");
    }
    assertThat(grid.beats).isEmpty();
    assertThat(grid.asked).isEmpty();
  }

  @Test
  void ordersNameTheBootTheyAreFor() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      agent.say(beat(1, 0, Optional.empty()));
      await("heard", () -> grid.beats.size() == 1);
      var old = Optional.ofNullable(grid.orders.get(NODE)).orElseThrow();
      agent.say(beat(1, 1, Optional.of("a.1")));
      await("heard", () -> grid.beats.size() == 2);
      assertThat(grid.beats.get(1).boot()).isEqualTo("a.1");
      old.tell(new Order.Introduce());
      grid.order(NODE, new Order.Renewed(5));
      assertThat(agent.hear())
          .as("what the old address is told goes nowhere")
          .contains(new GatewayFrame.Ordered(1, new Order.Renewed(5), false));
    }
  }

  @Test
  void aTakenPortIsNamedWithAWayOut() {
    EdgeDoor door = door("");
    DoorSettings same = Ends.door("").at("127.0.0.1", door.address().getPort());
    assertThatThrownBy(() -> Ends.open(grid, same))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rhizome.agents.port");
  }

  @Test
  void aDoorHasNoStreamsOfItsOwnToEnd() {
    door("");
    long before = materializers();
    door("");
    assertThat(materializers()).isEqualTo(before).isPositive();
  }

  private static long materializers() {
    String tree = ((ExtendedActorSystem) Adapter.toClassic(Ends.SYSTEM)).printTree();
    return tree.lines().filter(line -> line.contains("StreamSupervisor")).count();
  }

  @Test
  void aDoorThatClosesSendsItsAgentsOn() throws IOException {
    EdgeDoor door = door("");
    try (RawAgent agent = RawAgent.welcome(door, "n1", "a")) {
      var closed = door.close().toCompletableFuture();
      refused(agent, Refusal.CLOSING, "another");
      closed.join();
      assertThat(grid.deaths).isEmpty();
      assertThatThrownBy(() -> RawAgent.handshake(door, PAPERS.agent("n1")))
          .isInstanceOf(IOException.class);
    }
  }
}
