package rhizome.runtime.edge;

import java.util.ArrayList;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.edge.GatewayFrame.Answered;
import rhizome.runtime.edge.GatewayFrame.Measure;
import rhizome.runtime.edge.GatewayFrame.Ordered;
import rhizome.runtime.edge.GatewayFrame.Perform;
import rhizome.runtime.edge.GatewayFrame.ReadLog;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.GatewayFrame.Welcome;
import rhizome.runtime.edge.proto.Edge;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

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
      case Ordered(int turn, var order, boolean more) -> write(form, turn, order, more);
      case Answered(long id, var answer) -> form.setAnswer(write(id, answer));
      case ReadLog(long id, var workload, long offset, int max) ->
          form.setReadLog(
              Edge.ReadLog.newBuilder()
                  .setId(id)
                  .setWorkload(workload.toString())
                  .setOffset(offset)
                  .setMax(max));
      case Perform perform -> form.setPerform(ErrandForms.write(perform));
      case Measure measure -> form.setMeasure(MeasureForms.write(measure));
      case Refused(var reason, var remedy) ->
          form.setRefused(Edge.Refused.newBuilder().setReason(reason.name()).setRemedy(remedy));
    }
    return form.build();
  }

  private static void write(Edge.FromGateway.Builder form, int turn, Order order, boolean more) {
    switch (order) {
      case Order.Renewed(long number) ->
          form.setRenewed(Edge.Renewed.newBuilder().setNumber(number).setTurn(turn));
      case Order.Introduce _ ->
          form.getOrderBuilder()
              .setTurn(turn)
              .setIntroduce(Edge.Order.Introduce.getDefaultInstance());
      case Order.Sync(var assignments) -> {
        Edge.Order.Sync.Builder sync =
            form.getOrderBuilder().setTurn(turn).getSyncBuilder().setMore(more);
        assignments.forEach(assignment -> sync.addAssignments(Forms.write(assignment)));
      }
      case Order.Assign(var assignment) ->
          form.getOrderBuilder().setTurn(turn).setAssign(Forms.write(assignment));
      case Order.Drop(var workload, long epoch) ->
          form.getOrderBuilder()
              .setTurn(turn)
              .setDrop(
                  Edge.Order.Drop.newBuilder().setWorkload(workload.toString()).setEpoch(epoch));
      case Order.Announce(var workload, long epoch, var table) ->
          form.getOrderBuilder()
              .setTurn(turn)
              .setAnnounce(
                  Edge.Order.Announce.newBuilder()
                      .setWorkload(workload.toString())
                      .setEpoch(epoch)
                      .setTable(TableForms.write(table)));
      case Order.PowerDown _ ->
          form.getOrderBuilder()
              .setTurn(turn)
              .setPowerDown(Edge.Order.PowerDown.getDefaultInstance());
      case Order.Question _ ->
          throw new IllegalArgumentException("a question is a frame of its own: " + order);
    }
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
      case RENEWED ->
          new Ordered(
              form.getRenewed().getTurn(), new Order.Renewed(form.getRenewed().getNumber()), false);
      case ANSWER -> new Answered(form.getAnswer().getId(), read(form.getAnswer()));
      case ORDER ->
          new Ordered(
              form.getOrder().getTurn(),
              read(form.getOrder()),
              form.getOrder().getSync().getMore());
      case READ_LOG -> {
        var read = form.getReadLog();
        yield new ReadLog(
            read.getId(), WorkloadId.parse(read.getWorkload()), read.getOffset(), read.getMax());
      }
      case PERFORM -> ErrandForms.read(form.getPerform());
      case MEASURE -> MeasureForms.read(form.getMeasure());
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

  private static Order read(Edge.Order form) throws Garbled {
    return switch (form.getOrderCase()) {
      case INTRODUCE -> new Order.Introduce();
      case SYNC ->
          new Order.Sync(form.getSync().getAssignmentsList().stream().map(Forms::read).toList());
      case ASSIGN -> new Order.Assign(Forms.read(form.getAssign()));
      case DROP ->
          new Order.Drop(WorkloadId.parse(form.getDrop().getWorkload()), form.getDrop().getEpoch());
      case ANNOUNCE ->
          new Order.Announce(
              WorkloadId.parse(form.getAnnounce().getWorkload()),
              form.getAnnounce().getEpoch(),
              TableForms.read(form.getAnnounce().getTable()));
      case POWER_DOWN -> new Order.PowerDown();
      case ORDER_NOT_SET -> throw Frames.unknown("Order");
    };
  }

  static int size(Assignment assignment) {
    return Forms.write(assignment).getSerializedSize();
  }

  static boolean fits(int size, int max) {
    return AROUND_ALL + AROUND_EACH + size <= max;
  }

  static Frames.Listing sync(int turn, List<Assignment> assignments, int max) {
    List<Ordered> frames = new ArrayList<>();
    List<Assignment> omitted = new ArrayList<>();
    List<Assignment> part = new ArrayList<>();
    int size = AROUND_ALL;
    for (Assignment assignment : assignments) {
      int alone = size(assignment);
      if (!fits(alone, max)) {
        omitted.add(assignment);
        continue;
      }
      int more = alone + AROUND_EACH;
      if (size + more > max) {
        frames.add(new Ordered(turn, new Order.Sync(List.copyOf(part)), true));
        part.clear();
        size = AROUND_ALL;
      }
      part.add(assignment);
      size += more;
    }
    frames.add(new Ordered(turn, new Order.Sync(List.copyOf(part)), false));
    return new Frames.Listing(frames, omitted);
  }
}
