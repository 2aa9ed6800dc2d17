package rhizome.runtime.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Report;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.durable.Arbitrary;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Beat;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.GatewayFrame.Ordered;
import rhizome.runtime.edge.GatewayFrame.Perform;
import rhizome.runtime.edge.GatewayFrame.ReadLog;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.GatewayFrame.Welcome;
import rhizome.runtime.edge.proto.Edge;
import rhizome.runtime.node.Order;

/** Frames written by hand, as an agent or a gateway of another build sends them. */
class FormsTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final Instant AT = Instant.ofEpochSecond(100);

  private static Timestamp at(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }

  private static AgentFrame read(Edge.FromAgent.Builder form) throws Garbled {
    return Frames.readAgent(form.build().toByteArray());
  }

  private static GatewayFrame read(Edge.FromGateway.Builder form) throws Garbled {
    return Frames.readGateway(form.build().toByteArray());
  }

  private static Edge.Perform.Builder perform() {
    return Edge.Perform.newBuilder()
        .setId(9)
        .setTask("shop/web/save")
        .setTicket(Stored.Ticket.newBuilder().setRun(4).setSlot(1).setAttempt(2))
        .setEpoch(7)
        .addCommand("sh")
        .addCommand("-c")
        .putEnvironment("RHIZOME_ARG_TO", "s3")
        .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(60))
        .setEnding(true)
        .setOutputMax(256);
  }

  private static Perform errand(boolean ending) {
    return new Perform(
        9,
        new Errand(
            new TaskId(WEB.robot(), "web", "save"),
            new Ticket(4, 1, 2),
            7,
            List.of("sh", "-c"),
            new TreeMap<>(Map.of("RHIZOME_ARG_TO", "s3")),
            Duration.ofMinutes(1),
            ending,
            256));
  }

  @Test
  void anErrandHasOneForm() throws Garbled {
    assertThat(GatewayForms.write(errand(true)).getPerform()).isEqualTo(perform().build());
    assertThat(read(Edge.FromGateway.newBuilder().setPerform(perform()))).isEqualTo(errand(true));
    assertThat(read(Edge.FromGateway.newBuilder().setPerform(perform().clearEnding())))
        .isEqualTo(errand(false));
  }

  @Test
  void anErrandForNobodyOrWithoutATicketIsGarbled() {
    assertThatThrownBy(
            () -> read(Edge.FromGateway.newBuilder().setPerform(perform().setTask("shop/web"))))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining(
            "'shop/web' is not a task: write robot/service/action, such as shop/db/backup");
    assertThatThrownBy(
            () -> read(Edge.FromGateway.newBuilder().setPerform(perform().clearTicket())))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("runs and attempts count from 1");
  }

  @Test
  void whatBecameOfAnErrandHasOneForm() throws Garbled {
    Edge.Performed.Builder form =
        Edge.Performed.newBuilder()
            .setId(9)
            .setFinding(
                Stored.Finding.newBuilder()
                    .setResult(Stored.Result.FAILED)
                    .setExit(3)
                    .setDetail("d"));
    Performed told =
        new Performed(
            9, new Errand.Answer.Finished(new Finding(Result.FAILED, Optional.of(3), "d", "")));
    assertThat(AgentForms.write(told).getPerformed()).isEqualTo(form.build());
    assertThat(read(Edge.FromAgent.newBuilder().setPerformed(form))).isEqualTo(told);
    Edge.Performed.NotHeld notHeld = Edge.Performed.NotHeld.getDefaultInstance();
    assertThat(read(Edge.FromAgent.newBuilder().setPerformed(form.setNotHeld(notHeld))))
        .isEqualTo(new Performed(9, new Errand.Answer.NotHeld()));
  }

  static Stream<Arguments> unknown() {
    Edge.Report.Builder report = Edge.Report.newBuilder().setWorkload("a/b#0");
    Edge.Exit none = Edge.Exit.getDefaultInstance();
    return Stream.of(
        Arguments.of("FromAgent", Edge.FromAgent.newBuilder()),
        Arguments.of("Ask", Edge.FromAgent.newBuilder().setAsk(Edge.Ask.newBuilder().setId(1))),
        Arguments.of(
            "LogReply", Edge.FromAgent.newBuilder().setLogReply(Edge.LogReply.newBuilder())),
        Arguments.of(
            "Performed", Edge.FromAgent.newBuilder().setPerformed(Edge.Performed.newBuilder())),
        Arguments.of(
            "Measured", Edge.FromAgent.newBuilder().setMeasured(Edge.Measured.newBuilder())),
        Arguments.of("Report", asking(report.clone())),
        Arguments.of(
            "Exit",
            asking(report.clone().setStopped(Edge.Report.Stopped.newBuilder().setExit(none)))),
        Arguments.of(
            "Exit", asking(report.clone().setExhausted(Edge.Report.Exhausted.newBuilder()))),
        Arguments.of(
            "Exit", asking(report.clone().setRestarting(Edge.Report.Restarting.newBuilder()))));
  }

  private static Edge.FromAgent.Builder asking(Edge.Report.Builder report) {
    return Edge.FromAgent.newBuilder().setAsk(Edge.Ask.newBuilder().setReport(report));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void aCaseOfALaterAgentIsNamed(String what, Edge.FromAgent.Builder form) {
    assertThatThrownBy(() -> AgentForms.read(form.build()))
        .isInstanceOf(Garbled.class)
        .hasMessage(unknown(what));
  }

  @Test
  void aCaseOfALaterGatewayIsNamed() {
    Map<String, Edge.FromGateway.Builder> forms =
        new TreeMap<>(
            Map.of(
                "FromGateway",
                Edge.FromGateway.newBuilder(),
                "Answer",
                Edge.FromGateway.newBuilder().setAnswer(Edge.Answer.newBuilder().setId(1)),
                "Order",
                Edge.FromGateway.newBuilder().setOrder(Edge.Order.newBuilder().setTurn(1))));
    forms.forEach(
        (what, form) ->
            assertThatThrownBy(() -> GatewayForms.read(form.build()))
                .isInstanceOf(Garbled.class)
                .hasMessage(unknown(what)));
  }

  private static String unknown(String what) {
    return "a case of %s that version %d does not know".formatted(what, Frames.VERSION);
  }

  @Test
  void anAssignmentWithoutAProbeIsGarbledAndSaysSo() {
    Stored.Assignment assignment =
        Stored.Assignment.newBuilder()
            .setWorkload("a/b#0")
            .setSpec(Stored.Spec.newBuilder().setRun(Stored.Run.newBuilder().setCommand("x")))
            .build();
    assertThatThrownBy(
            () ->
                read(
                    Edge.FromGateway.newBuilder()
                        .setOrder(Edge.Order.newBuilder().setAssign(assignment))))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("a case of Probe that this version does not know");
  }

  static Stream<Arguments> exits() {
    return Stream.of(
        Arguments.of(new Exit.Code(0), Edge.Exit.newBuilder().setCode(0)),
        Arguments.of(new Exit.Signal(9), Edge.Exit.newBuilder().setSignal(9)),
        Arguments.of(new Exit.NeverStarted(""), Edge.Exit.newBuilder().setNeverStarted("")),
        Arguments.of(new Exit.Unhealthy("no"), Edge.Exit.newBuilder().setUnhealthy("no")),
        Arguments.of(
            new Exit.Unseen(), Edge.Exit.newBuilder().setUnseen(Edge.Exit.Unseen.newBuilder())),
        Arguments.of(
            new Exit.Fenced(), Edge.Exit.newBuilder().setFenced(Edge.Exit.Fenced.newBuilder())));
  }

  @ParameterizedTest
  @MethodSource("exits")
  void anEndHasOneFormInEachReportThatHasOne(Exit exit, Edge.Exit.Builder form) throws Garbled {
    Edge.Report.Builder around =
        Edge.Report.newBuilder()
            .setWorkload("shop/web#0")
            .setEpoch(3)
            .setIncarnation(2)
            .setAt(at(100));
    Edge.Report stopped =
        around.clone().setStopped(Edge.Report.Stopped.newBuilder().setExit(form)).build();
    Edge.Report exhausted =
        around.clone().setExhausted(Edge.Report.Exhausted.newBuilder().setExit(form)).build();
    Edge.Report restarting =
        around
            .clone()
            .setRestarting(Edge.Report.Restarting.newBuilder().setExit(form).setRetryAt(at(101)))
            .build();
    assertThat(Reports.read(stopped)).isEqualTo(new Report.Stopped(WEB, 3, 2, AT, exit));
    assertThat(Reports.read(exhausted)).isEqualTo(new Report.Exhausted(WEB, 3, 2, AT, exit));
    assertThat(Reports.read(restarting))
        .isEqualTo(new Report.Restarting(WEB, 3, 2, AT, exit, AT.plusSeconds(1)));
    for (Edge.Report report : List.of(stopped, exhausted, restarting)) {
      assertThat(Reports.write(Reports.read(report))).isEqualTo(report);
    }
  }

  @Test
  void everyEndIsTried() {
    assertThat(exits().map(pair -> (Object) pair.get()[0].getClass()))
        .containsAll(Arbitrary.cases(Exit.class).toList());
  }

  @Test
  void anOlderAgentSaysNoTurnAndNoFencing() throws Garbled {
    assertThat(read(Edge.FromAgent.newBuilder().setBeat(Edge.Beat.newBuilder().setNumber(5))))
        .isEqualTo(new Beat(5, 0, 0, Optional.empty(), Optional.empty()));
    Facts facts = new Facts(new ZoneId("z"), "h", Resources.NONE);
    Edge.Hello.Builder hello =
        Edge.Hello.newBuilder()
            .setNode("n1")
            .setBoot("b")
            .setFacts(Stored.Facts.newBuilder().setZone("z").setHost("h"));
    assertThat(read(Edge.FromAgent.newBuilder().setHello(hello)))
        .isEqualTo(
            new Hello(
                0, new NodeId("n1"), "b", facts, Duration.ZERO, "", 0, Optional.empty(), false));
  }

  @Test
  void anOlderGatewaySaysNoTurn() throws Garbled {
    assertThat(
            read(Edge.FromGateway.newBuilder().setRenewed(Edge.Renewed.newBuilder().setNumber(3))))
        .isEqualTo(new Ordered(0, new Order.Renewed(3), false));
    assertThat(
            read(
                Edge.FromGateway.newBuilder()
                    .setOrder(
                        Edge.Order.newBuilder()
                            .setDrop(
                                Edge.Order.Drop.newBuilder()
                                    .setWorkload("shop/web#0")
                                    .setEpoch(3)))))
        .isEqualTo(new Ordered(0, new Order.Drop(WEB, 3), false));
    assertThat(
            read(Edge.FromGateway.newBuilder().setWelcome(Edge.Welcome.newBuilder().setVersion(1))))
        .isEqualTo(new Welcome(1, 0, 0));
  }

  @Test
  void aBootWithoutANameIsGarbled() {
    Stored.Facts facts = Stored.Facts.newBuilder().setZone("z").build();
    Edge.Hello.Builder hello = Edge.Hello.newBuilder().setNode("n1").setFacts(facts);
    assertThatThrownBy(() -> read(Edge.FromAgent.newBuilder().setHello(hello)))
        .isInstanceOf(Garbled.class)
        .hasMessageEndingWith("bytes are no frame: a boot has a name");
    Edge.Ask.Builder enrol =
        Edge.Ask.newBuilder().setEnrol(Edge.Ask.Enrol.newBuilder().setFacts(facts));
    assertThatThrownBy(() -> read(Edge.FromAgent.newBuilder().setAsk(enrol)))
        .hasMessageEndingWith("a boot has a name");
  }

  @Test
  void whatIsFreedIsNamedAndDated() throws Garbled {
    Edge.Ask.Builder free =
        Edge.Ask.newBuilder()
            .setId(2)
            .setAt(at(100))
            .setFree(Edge.Ask.Free.newBuilder().setWorkload("shop/web#0").setEpoch(3));
    assertThat(read(Edge.FromAgent.newBuilder().setAsk(free)))
        .isEqualTo(new Ask(2, new Matter.Free(WEB, 3, AT)));
    assertThatThrownBy(
            () ->
                read(
                    Edge.FromAgent.newBuilder()
                        .setAsk(free.setFree(Edge.Ask.Free.newBuilder().setWorkload("shop")))))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("'shop' is not a workload: write robot/service#slot");
  }

  @Test
  void aLogIsReadFromItsEndByANegativeOffset() throws Garbled {
    ReadLog last = new ReadLog(1, WEB, -4096, 4096);
    assertThat(GatewayForms.write(last).getReadLog().getOffset()).isEqualTo(-4096);
    assertThat(Frames.readGateway(Frames.write(last))).isEqualTo(last);
    assertThat(Frames.write(last).length).as("a sign costs no ten bytes").isLessThan(30);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsKnownByItsName(Refusal reason) throws Garbled {
    Edge.Refused.Builder form = Edge.Refused.newBuilder().setReason(reason.name()).setRemedy("r");
    assertThat(read(Edge.FromGateway.newBuilder().setRefused(form)))
        .isEqualTo(new Refused(reason, "r"));
    assertThat(read(Edge.FromGateway.newBuilder().setRefused(form.setReason(reason + "_2"))))
        .isEqualTo(new Refused(Refusal.OTHER, "r"));
  }
}
