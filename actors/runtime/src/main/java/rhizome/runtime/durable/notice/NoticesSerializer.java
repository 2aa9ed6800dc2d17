package rhizome.runtime.durable.notice;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import rhizome.grid.notice.Notices.Event;
import rhizome.grid.notice.Notices.State;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.durable.ProtoSerializer;
import rhizome.runtime.durable.proto.StoredNotices.NoticesEvent;
import rhizome.runtime.durable.proto.StoredNotices.NoticesState;

/** {@link rhizome.grid.notice.Notices} in the journal. */
public final class NoticesSerializer extends ProtoSerializer<Event, State> {

  public NoticesSerializer() {
    super(7105, Event.class, State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
    NoticesEvent.Builder stored = NoticesEvent.newBuilder().setAt(Forms.write(event.at()));
    switch (event) {
      case Event.Opened(var notice, var tellAt, _) ->
          stored.setOpened(
              NoticesEvent.Opened.newBuilder()
                  .setNotice(Letters.write(notice))
                  .setTellAt(Forms.write(tellAt)));
      case Event.Surpassed(var counts, _) ->
          stored.setSurpassed(
              NoticesEvent.Surpassed.newBuilder().addAllCounts(Letters.write(counts)));
      case Event.Closed(var key, var text, _) ->
          stored.setClosed(
              NoticesEvent.Closed.newBuilder().setKey(Letters.write(key)).setText(text));
      case Event.Posted(var letter, var receivers, _) ->
          stored.setPosted(
              NoticesEvent.Posted.newBuilder()
                  .setLetter(Letters.write(letter))
                  .addAllReceivers(receivers));
      case Event.Delivered(var receiver, long letter, _) ->
          stored.setDelivered(
              NoticesEvent.Delivered.newBuilder().setReceiver(receiver).setLetter(letter));
      case Event.Missed(var receiver, long letter, int attempts, var reason, var next, _) ->
          stored.setMissed(
              NoticesEvent.Missed.newBuilder()
                  .setReceiver(receiver)
                  .setLetter(letter)
                  .setAttempts(attempts)
                  .setReason(reason)
                  .setNotBefore(Forms.write(next)));
      case Event.Buried(var receiver, long letter, var reason, _) ->
          stored.setBuried(
              NoticesEvent.Buried.newBuilder()
                  .setReceiver(receiver)
                  .setLetter(letter)
                  .setReason(reason));
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    NoticesEvent stored = NoticesEvent.parseFrom(bytes);
    Instant at = Forms.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case OPENED ->
          new Event.Opened(
              Letters.read(stored.getOpened().getNotice()),
              Forms.read(stored.getOpened().getTellAt()),
              at);
      case SURPASSED ->
          new Event.Surpassed(Letters.read(stored.getSurpassed().getCountsList()), at);
      case CLOSED ->
          new Event.Closed(
              Letters.read(stored.getClosed().getKey()), stored.getClosed().getText(), at);
      case POSTED ->
          new Event.Posted(
              Letters.read(stored.getPosted().getLetter()),
              stored.getPosted().getReceiversList(),
              at);
      case DELIVERED ->
          new Event.Delivered(
              stored.getDelivered().getReceiver(), stored.getDelivered().getLetter(), at);
      case MISSED -> missed(stored.getMissed(), at);
      case BURIED ->
          new Event.Buried(
              stored.getBuried().getReceiver(),
              stored.getBuried().getLetter(),
              stored.getBuried().getReason(),
              at);
      case EVENT_NOT_SET -> throw unknownCase("NoticesEvent");
    };
  }

  private static Event missed(NoticesEvent.Missed stored, Instant at) {
    return new Event.Missed(
        stored.getReceiver(),
        stored.getLetter(),
        stored.getAttempts(),
        stored.getReason(),
        Forms.read(stored.getNotBefore()),
        at);
  }

  @Override
  protected byte[] writeState(State state) {
    return NoticesStates.write(state).toByteArray();
  }

  @Override
  protected State readState(byte[] bytes) throws InvalidProtocolBufferException {
    return NoticesStates.read(NoticesState.parseFrom(bytes));
  }
}
