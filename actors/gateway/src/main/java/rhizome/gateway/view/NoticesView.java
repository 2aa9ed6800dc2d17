package rhizome.gateway.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Outbox;

/**
 * What a grid has to tell people.
 *
 * @param letters how many there were so far
 * @param open the worst first
 * @param receivers those who were ever sent a letter
 * @param dead letters that never arrived, the newest first
 */
public record NoticesView(
    long letters, List<NoticeView> open, List<ReceiverView> receivers, List<DeadView> dead) {

  public NoticesView {
    open = List.copyOf(open);
    receivers = List.copyOf(receivers);
    dead = List.copyOf(dead);
  }

  /**
   * A notice that is open.
   *
   * @param told whether it stands in a letter yet
   * @param causes what led to it, the last first
   */
  public record NoticeView(
      String topic,
      String severity,
      String subject,
      String text,
      Instant since,
      boolean told,
      List<String> causes) {

    public NoticeView {
      causes = List.copyOf(causes);
    }
  }

  /**
   * How it stands with a receiver.
   *
   * @param waiting letters that wait for it
   * @param next the first of them
   * @param attempts of the first that failed
   * @param nextAt when it is tried, if it failed before
   * @param trouble why the last try failed
   * @param last the letter that arrived last
   */
  public record ReceiverView(
      String name,
      int waiting,
      Optional<Long> next,
      int attempts,
      Optional<Instant> nextAt,
      Optional<String> trouble,
      Optional<Long> last,
      Optional<Instant> lastAt) {}

  /** A letter that never arrived. */
  public record DeadView(
      String receiver, long letter, String headline, String reason, Instant at) {}

  public static NoticesView of(Notices.State state) {
    List<ReceiverView> receivers = new ArrayList<>();
    state.outboxes().forEach((name, outbox) -> receivers.add(receiver(name, outbox)));
    List<DeadView> dead = new ArrayList<>();
    for (Notices.Dead one : state.dead().reversed()) {
      dead.add(new DeadView(one.receiver(), one.letter(), one.headline(), one.reason(), one.at()));
    }
    return new NoticesView(
        state.numbers(),
        state.open().values().stream()
            .sorted((a, b) -> b.notice().severity().compareTo(a.notice().severity()))
            .map(NoticesView::notice)
            .toList(),
        receivers,
        dead);
  }

  private static NoticeView notice(Notices.Open open) {
    Notice notice = open.notice();
    return new NoticeView(
        notice.key().topic().word(),
        notice.severity().word(),
        notice.key().subject(),
        notice.text(),
        notice.since(),
        open.told(),
        notice.cause().stream().flatMap(cause -> cause.chain().stream()).map(Cause::what).toList());
  }

  private static ReceiverView receiver(String name, Outbox outbox) {
    return new ReceiverView(
        name,
        outbox.waiting().size(),
        outbox.waiting().stream().findFirst(),
        outbox.attempts(),
        outbox.attempts() > 0 ? Optional.of(outbox.notBefore()) : Optional.empty(),
        outbox.trouble().isEmpty() ? Optional.empty() : Optional.of(outbox.trouble()),
        outbox.last().map(Outbox.Done::number),
        outbox.last().map(Outbox.Done::at));
  }
}
