package rhizome.gateway.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.WorkloadId;

/** A workload's events in a person's words. Arguments and environments are never told. */
final class WorkloadSentences {

  private WorkloadSentences() {}

  static Entry of(WorkloadId id, Event event, Scene scene) {
    return switch (event) {
      case Deployed(var spec, long generation, _, var at) ->
          plain(at, "deployed", deployed(spec.run().command(), generation));
      case Waited(var reason, var at) -> plain(at, "waited", "waits for a place: " + reason);
      case Placed placed -> placed(placed);
      case PlaceConfirmed(long epoch, var at) ->
          of(at, "place-confirmed", scene.host() + " reserved its place", epoch);
      case PlaceRefused(long epoch, var node, var reason, var at) ->
          of(at, "place-refused", "%s refused it: %s".formatted(node, reason), epoch);
      case Started started -> started(started, scene);
      case Adopted(long epoch, int n, long pid, _, _, var at) ->
          of(at, "adopted", adopted(scene, pid, n), new Mark(epoch, n));
      case BecameReady(long epoch, int n, var at) ->
          of(at, "became-ready", ready(scene, at), new Mark(epoch, n));
      case BecameUnready(long epoch, int n, var reason, var at) ->
          of(at, "became-unready", "became unready: " + reason, new Mark(epoch, n));
      case Hindered(long epoch, int n, var reason, var at) ->
          of(at, "hindered", "is not ready yet: " + reason, new Mark(epoch, n));
      case Restarting restarting -> restarting(restarting, scene);
      case Moved moved -> moved(moved);
      case Vacated vacated -> vacated(vacated);
      case Stayed(var lease, var at) ->
          of(
              at,
              "stayed",
              "stays on %s: only there is room".formatted(lease.node()),
              lease.epoch());
      case Relieved relieved -> relieved(relieved);
      case Parked parked -> parked(id, parked);
      case Completed(long epoch, int n, var at) ->
          of(at, "completed", completed(scene, at), new Mark(epoch, n));
      case Released(var lease, var at) ->
          of(at, "released", lease.node() + " runs nothing of it any more", lease.epoch());
      case Retried(var by, var at) -> plain(at, "retried", "told to try again by " + by);
      case Retired(long generation, var at) ->
          plain(at, "retired", "to be stopped for good, generation " + generation);
      case Forgotten(var at) -> plain(at, "forgotten", "nothing of it is left");
    };
  }

  private static Entry placed(Placed p) {
    String others = p.preempting() ? ", where others of lower priority leave for it" : "";
    return of(p.at(), "placed", "placed on " + p.node() + others, p.epoch());
  }

  private static String deployed(String command, long generation) {
    return "to run '%s', generation %d".formatted(command, generation);
  }

  private static Entry started(Started started, Scene scene) {
    String sentence =
        "started by %s (pid %d, incarnation %d%s)"
            .formatted(scene.host(), started.pid(), started.incarnation(), ports(started.ports()));
    Mark mark = new Mark(started.epoch(), started.incarnation());
    return of(started.at(), "started", sentence, mark);
  }

  private static String adopted(Scene scene, long pid, int incarnation) {
    return "found still running by %s (pid %d, incarnation %d)"
        .formatted(scene.host(), pid, incarnation);
  }

  private static Entry restarting(Restarting e, Scene scene) {
    List<Link> because = Entry.links(e.cause());
    List<Link> behind = because.size() > 1 ? because.subList(1, because.size()) : because;
    String what = restart(scene, e.incarnation() + 1, Duration.between(e.at(), e.retryAt()));
    String sentence = what + because(e.at(), behind);
    return new Entry(e.at(), "restarting", sentence, e.epoch(), e.incarnation(), because);
  }

  private static Entry moved(Moved e) {
    List<Link> because = Entry.links(e.cause());
    String what = "leaves " + e.from() + (e.released() ? "" : " as soon as that has let go of it");
    return new Entry(e.at(), "moved", what + because(e.at(), because), e.epoch(), 0, because);
  }

  private static Entry vacated(Vacated e) {
    List<Link> because = Entry.links(e.cause());
    String what =
        e.serving()
            ? "is to leave %s, and serves there until it is ready elsewhere".formatted(e.from())
            : "leaves " + e.from() + ", stopped before it starts elsewhere";
    return new Entry(e.at(), "vacated", what + because(e.at(), because), e.epoch(), 0, because);
  }

  private static Entry relieved(Relieved e) {
    List<Link> because = Entry.links(e.cause());
    String what = "no longer served by " + e.lease().node() + because(e.at(), because);
    return new Entry(e.at(), "relieved", what, e.lease().epoch(), 0, because);
  }

  private static Entry parked(WorkloadId id, Parked e) {
    List<Link> because = Entry.links(e.cause());
    String what =
        e.run() > 0
            ? "run %d failed%s".formatted(e.run(), because(e.at(), because))
            : "parked: it needs a human; when mended, say 'rhizome retry %s'%s"
                .formatted(id, because(e.at(), because));
    return new Entry(e.at(), "parked", what, e.epoch(), 0, because);
  }

  private static String restart(Scene scene, int next, Duration pause) {
    String when = pause.isPositive() ? ", after a pause of " + Span.of(pause) : "";
    return "restarted by %s within its policy (incarnation %d)%s"
        .formatted(scene.host(), next, when);
  }

  private static String ready(Scene scene, Instant at) {
    return scene
        .broken()
        .map(since -> "ready again, " + Span.of(Duration.between(since, at)) + " after it broke")
        .or(
            () ->
                scene
                    .started()
                    .map(since -> "ready, %s after its start".formatted(span(since, at))))
        .orElse("ready");
  }

  private static String completed(Scene scene, Instant at) {
    return "ended well on "
        + scene.host()
        + scene.started().map(since -> ", %s after its start".formatted(span(since, at))).orElse("")
        + ": it is not run again as it is";
  }

  /** The chain as a subordinate clause; a link from earlier says how much earlier. */
  static String because(Instant at, List<Link> links) {
    return links.stream()
        .map(link -> ", because: " + link.what() + before(link.at(), at))
        .collect(Collectors.joining());
  }

  private static String before(Instant then, Instant at) {
    boolean earlier = Duration.between(then, at).toMillis() >= 100;
    return earlier ? " (" + span(then, at) + " before)" : "";
  }

  private static String span(Instant from, Instant to) {
    return Span.of(Duration.between(from, to));
  }

  private static String ports(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(port -> ", port %s=%d".formatted(port.getKey(), port.getValue()))
        .collect(Collectors.joining());
  }

  private record Mark(long epoch, int incarnation) {}

  private static Entry plain(Instant at, String event, String sentence) {
    return of(at, event, sentence, 0);
  }

  private static Entry of(Instant at, String event, String sentence, long epoch) {
    return of(at, event, sentence, new Mark(epoch, 0));
  }

  private static Entry of(Instant at, String event, String sentence, Mark mark) {
    return new Entry(at, event, sentence, mark.epoch, mark.incarnation, List.of());
  }
}
