package rhizome.runtime.durable.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices.Dead;
import rhizome.grid.notice.Notices.Open;
import rhizome.grid.notice.Notices.State;
import rhizome.grid.notice.Outbox;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.durable.proto.StoredNotices.NoticesState;

/** The state of {@link rhizome.grid.notice.Notices} in a snapshot. */
final class NoticesStates {

  private NoticesStates() {}

  static NoticesState write(State state) {
    NoticesState.Builder stored =
        NoticesState.newBuilder()
            .addAllBeyond(Letters.write(state.beyond()))
            .setNumbers(state.numbers())
            .setPosted(Forms.write(state.posted()));
    state
        .open()
        .forEach(
            (key, open) ->
                stored.addOpen(
                    NoticesState.Open.newBuilder()
                        .setKey(Letters.write(key))
                        .setNotice(Letters.write(open.notice()))
                        .setTold(open.told())
                        .setTellAt(Forms.write(open.tellAt()))));
    state
        .told()
        .forEach(
            (key, at) ->
                stored.addTold(
                    NoticesState.Told.newBuilder()
                        .setKey(Letters.write(key))
                        .setAt(Forms.write(at))));
    state.ends().forEach(line -> stored.addEnds(Letters.write(line)));
    state.letters().forEach((number, one) -> stored.putLetters(number, Letters.write(one)));
    state.outboxes().forEach((receiver, one) -> stored.putOutboxes(receiver, write(one)));
    state.dead().forEach(dead -> stored.addDead(write(dead)));
    return stored.build();
  }

  static State read(NoticesState stored) {
    SortedMap<NoticeKey, Open> open = new TreeMap<>();
    for (NoticesState.Open one : stored.getOpenList()) {
      Notice notice = Letters.read(one.getNotice());
      open.put(
          Letters.read(one.getKey()), new Open(notice, one.getTold(), Forms.read(one.getTellAt())));
    }
    SortedMap<NoticeKey, Instant> told = new TreeMap<>();
    stored
        .getToldList()
        .forEach(one -> told.put(Letters.read(one.getKey()), Forms.read(one.getAt())));
    SortedMap<Long, Letter> letters = new TreeMap<>();
    stored.getLettersMap().forEach((number, one) -> letters.put(number, Letters.read(one)));
    SortedMap<String, Outbox> outboxes = new TreeMap<>();
    stored.getOutboxesMap().forEach((receiver, one) -> outboxes.put(receiver, read(one)));
    return new State(
        open,
        told,
        stored.getEndsList().stream().map(Letters::read).toList(),
        Letters.read(stored.getBeyondList()),
        stored.getNumbers(),
        Forms.read(stored.getPosted()),
        letters,
        outboxes,
        stored.getDeadList().stream().map(NoticesStates::read).toList());
  }

  private static NoticesState.Outbox write(Outbox outbox) {
    NoticesState.Outbox.Builder stored =
        NoticesState.Outbox.newBuilder()
            .addAllWaiting(outbox.waiting())
            .setAttempts(outbox.attempts())
            .setNotBefore(Forms.write(outbox.notBefore()))
            .setTrouble(outbox.trouble());
    outbox
        .last()
        .ifPresent(last -> stored.setLast(last.number()).setLastAt(Forms.write(last.at())));
    return stored.build();
  }

  private static Outbox read(NoticesState.Outbox stored) {
    return new Outbox(
        stored.getWaitingList(),
        stored.getAttempts(),
        Forms.read(stored.getNotBefore()),
        stored.getTrouble(),
        stored.hasLast()
            ? Optional.of(new Outbox.Done(stored.getLast(), Forms.read(stored.getLastAt())))
            : Optional.empty());
  }

  private static NoticesState.Dead write(Dead dead) {
    return NoticesState.Dead.newBuilder()
        .setReceiver(dead.receiver())
        .setLetter(dead.letter())
        .setHeadline(dead.headline())
        .setReason(dead.reason())
        .setAt(Forms.write(dead.at()))
        .build();
  }

  private static Dead read(NoticesState.Dead stored) {
    return new Dead(
        stored.getReceiver(),
        stored.getLetter(),
        stored.getHeadline(),
        stored.getReason(),
        Forms.read(stored.getAt()));
  }
}
