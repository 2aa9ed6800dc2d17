package rhizome.runtime.grid;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Terms;
import rhizome.runtime.entity.Receipt;

/** The way to what this grid has to tell people; leads nowhere while nobody is to be told. */
final class NoticeBoard {

  private final Entities entities;
  private final Kind<Notices.Command, Notices.Event, Notices.State, Notices.Duty> kind;
  private final boolean off;
  private final Clock clock;

  NoticeBoard(Entities entities, Terms terms, Clock clock) {
    this.entities = entities;
    this.kind = Kind.notices(terms);
    this.off = terms.receivers().isEmpty();
    this.clock = clock;
  }

  boolean isOff() {
    return off;
  }

  Kind<Notices.Command, Notices.Event, Notices.State, Notices.Duty> kind() {
    return kind;
  }

  CompletionStage<Receipt> hear(List<Signal> signals) {
    return ask(new Notices.Command.Hear(signals, clock.instant()));
  }

  CompletionStage<Receipt> ask(Notices.Command command) {
    return entities.ask(kind, Grid.ORGANIZATION, command);
  }

  CompletionStage<Notices.State> read() {
    return entities.read(kind, Grid.ORGANIZATION);
  }

  void wake() {
    entities.wake(kind, Grid.ORGANIZATION);
  }
}
