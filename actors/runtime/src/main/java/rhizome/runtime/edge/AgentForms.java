package rhizome.runtime.edge;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Beat;
import rhizome.runtime.edge.AgentFrame.Bye;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.AgentFrame.Measured;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.proto.Edge;
import rhizome.runtime.node.LogSlice;

/** {@link AgentFrame} as it travels. */
final class AgentForms {

  private AgentForms() {}

  static Edge.FromAgent write(AgentFrame frame) {
    Edge.FromAgent.Builder form = Edge.FromAgent.newBuilder();
    switch (frame) {
      case Hello hello -> form.setHello(write(hello));
      case Beat beat -> form.setBeat(write(beat));
      case Ask ask -> form.setAsk(write(ask));
      case LogReply reply -> form.setLogReply(write(reply));
      case Performed performed -> form.setPerformed(ErrandForms.write(performed));
      case Measured measured -> form.setMeasured(MeasureForms.write(measured));
      case Bye _ -> form.setBye(Edge.Bye.getDefaultInstance());
    }
    return form.build();
  }

  private static Edge.Hello write(Hello hello) {
    Edge.Hello.Builder form =
        Edge.Hello.newBuilder()
            .setVersion(hello.version())
            .setNode(hello.node().name())
            .setBoot(hello.boot())
            .setFacts(Forms.write(hello.facts()))
            .setLeaseMillis(hello.lease().toMillis())
            .setBuild(hello.build())
            .setSince(hello.since())
            .setTables(hello.tables());
    hello
        .fencing()
        .ifPresent(
            fencing ->
                form.setFencing(
                    Edge.Fencing.newBuilder()
                        .setMode(fencing.mode())
                        .setMarginMillis(fencing.margin().toMillis())));
    return form.build();
  }

  private static Edge.Beat write(Beat beat) {
    Edge.Beat.Builder form =
        Edge.Beat.newBuilder()
            .setNumber(beat.number())
            .setDigest(beat.digest())
            .setTurn(beat.turn());
    beat.boot().ifPresent(form::setBoot);
    beat.facts().ifPresent(facts -> form.setFacts(Forms.write(facts)));
    return form.build();
  }

  private static Edge.Ask write(Ask ask) {
    Edge.Ask.Builder form = Edge.Ask.newBuilder().setId(ask.id());
    switch (ask.matter()) {
      case Matter.Enrol(var facts, var boot, var at) ->
          form.setAt(Forms.write(at))
              .setEnrol(Edge.Ask.Enrol.newBuilder().setFacts(Forms.write(facts)).setBoot(boot));
      case Matter.Free(var workload, long epoch, var at) ->
          form.setAt(Forms.write(at))
              .setFree(Edge.Ask.Free.newBuilder().setWorkload(workload.toString()).setEpoch(epoch));
      case Matter.Observe(var report) -> form.setReport(Reports.write(report));
      case Matter.Tabled(var workload, long epoch, long revision, var at) ->
          form.setAt(Forms.write(at))
              .setTabled(
                  Edge.Ask.Tabled.newBuilder()
                      .setWorkload(workload.toString())
                      .setEpoch(epoch)
                      .setRevision(revision));
    }
    return form.build();
  }

  private static Edge.LogReply write(LogReply reply) {
    Edge.LogReply.Builder form = Edge.LogReply.newBuilder().setId(reply.id());
    reply
        .slice()
        .ifPresentOrElse(
            slice ->
                form.setSlice(
                    Edge.LogReply.Slice.newBuilder()
                        .setFrom(slice.from())
                        .setBytes(ByteString.copyFrom(slice.bytes()))
                        .setSize(slice.size())),
            () -> form.setError(reply.error()));
    return form.build();
  }

  static AgentFrame read(Edge.FromAgent form) throws Garbled {
    return switch (form.getFrameCase()) {
      case HELLO -> read(form.getHello());
      case BEAT -> read(form.getBeat());
      case ASK -> read(form.getAsk());
      case LOG_REPLY -> read(form.getLogReply());
      case PERFORMED -> ErrandForms.read(form.getPerformed());
      case MEASURED -> MeasureForms.read(form.getMeasured());
      case BYE -> new Bye();
      case FRAME_NOT_SET -> throw Frames.unknown("FromAgent");
    };
  }

  private static Hello read(Edge.Hello form) {
    return new Hello(
        form.getVersion(),
        new NodeId(form.getNode()),
        named(form.getBoot()),
        Forms.read(form.getFacts()),
        Duration.ofMillis(form.getLeaseMillis()),
        form.getBuild(),
        form.getSince(),
        form.hasFencing()
            ? Optional.of(
                new AgentFrame.Fencing(
                    form.getFencing().getMode(),
                    Duration.ofMillis(form.getFencing().getMarginMillis())))
            : Optional.empty(),
        form.getTables());
  }

  private static Beat read(Edge.Beat form) {
    return new Beat(
        form.getNumber(),
        form.getDigest(),
        form.getTurn(),
        form.getBoot().isEmpty() ? Optional.empty() : Optional.of(form.getBoot()),
        form.hasFacts() ? Optional.of(Forms.read(form.getFacts())) : Optional.empty());
  }

  private static Ask read(Edge.Ask form) throws Garbled {
    return new Ask(
        form.getId(),
        switch (form.getWhatCase()) {
          case ENROL ->
              new Matter.Enrol(
                  Forms.read(form.getEnrol().getFacts()),
                  named(form.getEnrol().getBoot()),
                  Forms.read(form.getAt()));
          case FREE ->
              new Matter.Free(
                  WorkloadId.parse(form.getFree().getWorkload()),
                  form.getFree().getEpoch(),
                  Forms.read(form.getAt()));
          case REPORT -> new Matter.Observe(Reports.read(form.getReport()));
          case TABLED ->
              new Matter.Tabled(
                  WorkloadId.parse(form.getTabled().getWorkload()),
                  form.getTabled().getEpoch(),
                  form.getTabled().getRevision(),
                  Forms.read(form.getAt()));
          case WHAT_NOT_SET -> throw Frames.unknown("Ask");
        });
  }

  private static LogReply read(Edge.LogReply form) throws Garbled {
    return switch (form.getOutcomeCase()) {
      case SLICE -> {
        var slice = form.getSlice();
        yield new LogReply(
            form.getId(),
            Optional.of(
                new LogSlice(slice.getFrom(), slice.getBytes().toByteArray(), slice.getSize())),
            "");
      }
      case ERROR -> new LogReply(form.getId(), Optional.empty(), form.getError());
      case OUTCOME_NOT_SET -> throw Frames.unknown("LogReply");
    };
  }

  private static String named(String boot) {
    if (boot.isEmpty()) {
      throw new IllegalArgumentException("a boot has a name");
    }
    return boot;
  }
}
