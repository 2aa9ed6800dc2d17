package rhizome.runtime.edge;

import java.util.ArrayList;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.edge.GatewayFrame.Answered;
import rhizome.runtime.edge.GatewayFrame.Assign;
import rhizome.runtime.edge.GatewayFrame.Drop;
import rhizome.runtime.edge.GatewayFrame.Introduce;
import rhizome.runtime.edge.GatewayFrame.ReadLog;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.GatewayFrame.Renewed;
import rhizome.runtime.edge.GatewayFrame.Sync;
import rhizome.runtime.edge.GatewayFrame.Welcome;
import rhizome.runtime.edge.proto.Edge;
import rhizome.runtime.node.AgentLink.Answer;

/** {@link GatewayFrame} as it travels. */
final class GatewayForms {

  /** What a frame adds to the assignments in it, and each of them to itself; rounded up. */
  private static final int AROUND_ALL = 32;

  private static final int AROUND_EACH = 8;

  private GatewayForms() {}

  static Edge.FromGateway write(GatewayFrame frame) {
    Edge.FromGateway.Builder form = Edge.FromGateway.newBuilder();
    switch (frame) {
      case Welcome(int version, long since, int inFlightMax) ->
          form.setWelcome(
              Edge.Welcome.newBuilder()
                  .setVersion(version)
                  .setSince(since)
                  .setInFlightMax(inFlightMax));
      case Renewed(long number) -> form.setRenewed(Edge.Renewed.newBuilder().setNumber(number));
      case Answered(long id, var answer) -> form.setAnswer(write(id, answer));
      case Introduce _ -> form.getOrderBuilder().getIntroduceBuilder();
      case Sync(var assignments, boolean more) -> {
        Edge.Order.Sync.Builder sync = form.getOrderBuilder().getSyncBuilder().setMore(more);
        assignments.forEach(assignment -> sync.addAssignments(Forms.write(assignment)));
      }
      case Assign(var assignment) -> form.getOrderBuilder().setAssign(Forms.write(assignment));
      case Drop(var workload, long epoch) ->
          form.getOrderBuilder()
              .setDrop(
                  Edge.Order.Drop.newBuilder().setWorkload(workload.toString()).setEpoch(epoch));
      case ReadLog(long id, var workload, long offset, int max) ->
          form.setReadLog(
              Edge.ReadLog.newBuilder()
                  .setId(id)
                  .setWorkload(workload.toString())
                  .setOffset(offset)
                  .setMax(max));
      case Refused(var reason, var remedy) ->
          form.setRefused(Edge.Refused.newBuilder().setReason(reason.name()).setRemedy(remedy));
    }
    return form.build();
  }

  private static Edge.Answer write(long id, Answer answer) {
    Edge.Answer.Builder form = Edge.Answer.newBuilder().setId(id);
    switch (answer) {
      case Answer.Taken _ -> form.setTaken(Edge.Answer.Taken.getDefaultInstance());
      case Answer.Refused(var name) -> form.setRefused(name);
      case Answer.Lost _ -> form.setLost(Edge.Answer.Lost.getDefaultInstance());
    }
    return form.build();
  }

  static GatewayFrame read(Edge.FromGateway form) throws Garbled {
    return switch (form.getFrameCase()) {
      case WELCOME -> {
        var welcome = form.getWelcome();
        yield new Welcome(welcome.getVersion(), welcome.getSince(), welcome.getInFlightMax());
      }
      case RENEWED -> new Renewed(form.getRenewed().getNumber());
      case ANSWER -> new Answered(form.getAnswer().getId(), read(form.getAnswer()));
      case ORDER -> read(form.getOrder());
      case READ_LOG -> {
        var read = form.getReadLog();
        yield new ReadLog(
            read.getId(), WorkloadId.parse(read.getWorkload()), read.getOffset(), read.getMax());
      }
      case REFUSED ->
          new Refused(Frames.refusal(form.getRefused().getReason()), form.getRefused().getRemedy());
      case FRAME_NOT_SET -> throw Frames.unknown("FromGateway");
    };
  }

  private static Answer read(Edge.Answer form) throws Garbled {
    return switch (form.getAnswerCase()) {
      case TAKEN -> new Answer.Taken();
      case REFUSED -> new Answer.Refused(form.getRefused());
      case LOST -> new Answer.Lost();
      case ANSWER_NOT_SET -> throw Frames.unknown("Answer");
    };
  }

  private static GatewayFrame read(Edge.Order form) throws Garbled {
    return switch (form.getOrderCase()) {
      case INTRODUCE -> new Introduce();
      case SYNC ->
          new Sync(
              form.getSync().getAssignmentsList().stream().map(Forms::read).toList(),
              form.getSync().getMore());
      case ASSIGN -> new Assign(Forms.read(form.getAssign()));
      case DROP ->
          new Drop(WorkloadId.parse(form.getDrop().getWorkload()), form.getDrop().getEpoch());
      case ORDER_NOT_SET -> throw Frames.unknown("Order");
    };
  }

  static List<Sync> sync(List<Assignment> assignments, int max) {
    List<Sync> frames = new ArrayList<>();
    List<Assignment> part = new ArrayList<>();
    int size = AROUND_ALL;
    for (Assignment assignment : assignments) {
      Stored.Assignment form = Forms.write(assignment);
      int more = form.getSerializedSize() + AROUND_EACH;
      if (AROUND_ALL + more > max) {
        continue;
      }
      if (size + more > max) {
        frames.add(new Sync(List.copyOf(part), true));
        part.clear();
        size = AROUND_ALL;
      }
      part.add(assignment);
      size += more;
    }
    frames.add(new Sync(List.copyOf(part), false));
    return frames;
  }
}
