package rhizome.runtime.grid;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Signals;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.entity.EventFeed;

/**
 * Carries what happens on this member to the notice board, a bounded piece at a time, and goes on
 * only once it was heard. What is lost with this JVM the {@link Surveyor} finds.
 */
final class Herald {

  private static final int EVENTS_MAX = 256;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final EventFeed feed;
  private final NoticeBoard board;
  private final Entities entities;
  private final Runnable missed;

  /**
   * @param feed of this member's entities
   * @param missed told that events had left the feed before they were read
   */
  Herald(EventFeed feed, NoticeBoard board, Entities entities, Runnable missed) {
    this.feed = feed;
    this.board = board;
    this.entities = entities;
    this.missed = missed;
  }

  /** Listens from the beginning of the feed, for as long as this JVM lives. */
  void listen() {
    next(0);
  }

  private void next(long after) {
    var _ =
        feed.next(after, EVENTS_MAX)
            .whenComplete(
                (batch, _) -> {
                  if (batch == null) {
                    entities.after(PAUSE, () -> next(after));
                  } else {
                    carry(batch);
                  }
                });
  }

  private void carry(EventFeed.Batch batch) {
    if (batch.missed() > 0) {
      missed.run();
    }
    List<Signal> signals = batch.entries().stream().flatMap(Herald::signals).toList();
    if (signals.isEmpty()) {
      next(batch.position());
      return;
    }
    hear(signals, batch.position());
  }

  private void hear(List<Signal> signals, long position) {
    var _ =
        board
            .hear(signals)
            .whenComplete(
                (_, failure) -> {
                  if (failure == null) {
                    next(position);
                  } else {
                    entities.after(PAUSE, () -> hear(signals, position));
                  }
                });
  }

  private static Stream<Signal> signals(EventFeed.Entry entry) {
    String name = entry.persistenceId().substring(entry.persistenceId().indexOf('|') + 1);
    return switch (entry.event()) {
      case Workload.Event e -> Signals.of(WorkloadId.parse(name), e).stream();
      case Node.Event e -> Signals.of(new NodeId(name), e).stream();
      case Robot.Event e -> Signals.of(new RobotId(name), e).stream();
      default -> Stream.empty(); // a roster's, or a notice's own
    };
  }
}
