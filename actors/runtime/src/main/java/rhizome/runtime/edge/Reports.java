package rhizome.runtime.edge;

import java.time.Instant;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.edge.proto.Edge;

/** What an agent reports, as it travels. */
final class Reports {

  private Reports() {}

  static Edge.Report write(Report report) {
    Edge.Report.Builder form =
        Edge.Report.newBuilder()
            .setWorkload(report.workload().toString())
            .setEpoch(report.epoch())
            .setIncarnation(report.incarnation())
            .setAt(Forms.write(report.at()));
    switch (report) {
      case Report.Started started ->
          form.setStarted(
              Edge.Report.Started.newBuilder().setPid(started.pid()).putAllPorts(started.ports()));
      case Report.Adopted adopted ->
          form.setAdopted(
              Edge.Report.Adopted.newBuilder().setPid(adopted.pid()).putAllPorts(adopted.ports()));
      case Report.Ready _ -> form.setReady(Edge.Report.Ready.getDefaultInstance());
      case Report.Unready unready ->
          form.setUnready(Edge.Report.Unready.newBuilder().setReason(unready.reason()));
      case Report.Hindered hindered ->
          form.setHindered(Edge.Report.Hindered.newBuilder().setReason(hindered.reason()));
      case Report.Restarting restarting ->
          form.setRestarting(
              Edge.Report.Restarting.newBuilder()
                  .setExit(write(restarting.exit()))
                  .setRetryAt(Forms.write(restarting.retryAt())));
      case Report.Exhausted exhausted ->
          form.setExhausted(Edge.Report.Exhausted.newBuilder().setExit(write(exhausted.exit())));
      case Report.Completed _ -> form.setCompleted(Edge.Report.Completed.getDefaultInstance());
      case Report.Stopped stopped ->
          form.setStopped(Edge.Report.Stopped.newBuilder().setExit(write(stopped.exit())));
    }
    return form.build();
  }

  static Report read(Edge.Report form) throws Garbled {
    WorkloadId workload = WorkloadId.parse(form.getWorkload());
    long epoch = form.getEpoch();
    int incarnation = form.getIncarnation();
    Instant at = Forms.read(form.getAt());
    return switch (form.getReportCase()) {
      case STARTED ->
          new Report.Started(
              workload,
              epoch,
              incarnation,
              at,
              form.getStarted().getPid(),
              form.getStarted().getPortsMap());
      case ADOPTED ->
          new Report.Adopted(
              workload,
              epoch,
              incarnation,
              at,
              form.getAdopted().getPid(),
              form.getAdopted().getPortsMap());
      case READY -> new Report.Ready(workload, epoch, incarnation, at);
      case UNREADY ->
          new Report.Unready(workload, epoch, incarnation, at, form.getUnready().getReason());
      case HINDERED ->
          new Report.Hindered(workload, epoch, incarnation, at, form.getHindered().getReason());
      case RESTARTING -> {
        Instant retryAt = Forms.read(form.getRestarting().getRetryAt());
        Exit exit = read(form.getRestarting().getExit());
        yield new Report.Restarting(workload, epoch, incarnation, at, exit, retryAt);
      }
      case EXHAUSTED ->
          new Report.Exhausted(
              workload, epoch, incarnation, at, read(form.getExhausted().getExit()));
      case COMPLETED -> new Report.Completed(workload, epoch, incarnation, at);
      case STOPPED ->
          new Report.Stopped(workload, epoch, incarnation, at, read(form.getStopped().getExit()));
      case REPORT_NOT_SET -> throw Frames.unknown("Report");
    };
  }

  private static Edge.Exit write(Exit exit) {
    Edge.Exit.Builder form = Edge.Exit.newBuilder();
    switch (exit) {
      case Exit.Code(int code) -> form.setCode(code);
      case Exit.Signal(int number) -> form.setSignal(number);
      case Exit.NeverStarted(var reason) -> form.setNeverStarted(reason);
      case Exit.Unhealthy(var reason) -> form.setUnhealthy(reason);
      case Exit.Fenced _ -> form.setFenced(Edge.Exit.Fenced.getDefaultInstance());
      case Exit.Unseen _ -> form.setUnseen(Edge.Exit.Unseen.getDefaultInstance());
    }
    return form.build();
  }

  private static Exit read(Edge.Exit form) throws Garbled {
    return switch (form.getExitCase()) {
      case CODE -> new Exit.Code(form.getCode());
      case SIGNAL -> new Exit.Signal(form.getSignal());
      case NEVER_STARTED -> new Exit.NeverStarted(form.getNeverStarted());
      case UNHEALTHY -> new Exit.Unhealthy(form.getUnhealthy());
      case FENCED -> new Exit.Fenced();
      case UNSEEN -> new Exit.Unseen();
      case EXIT_NOT_SET -> throw Frames.unknown("Exit");
    };
  }
}
