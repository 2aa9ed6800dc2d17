package rhizome.runtime.durable.notice;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Line;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Topic;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.durable.ProtoSerializer;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.durable.proto.StoredNotices;

/** Notices and letters, as {@link NoticesSerializer} stores them. */
final class Letters {

  private Letters() {}

  static StoredNotices.NoticeKey write(NoticeKey key) {
    return StoredNotices.NoticeKey.newBuilder()
        .setTopic(write(key.topic()))
        .setSubject(key.subject())
        .build();
  }

  static NoticeKey read(StoredNotices.NoticeKey stored) {
    return new NoticeKey(read(stored.getTopic()), stored.getSubject());
  }

  static StoredNotices.Notice write(Notice notice) {
    StoredNotices.Notice.Builder stored =
        StoredNotices.Notice.newBuilder()
            .setKey(write(notice.key()))
            .setText(notice.text())
            .setSince(Forms.write(notice.since()));
    notice.cause().ifPresent(cause -> stored.setCause(Forms.write(cause)));
    return stored.build();
  }

  static Notice read(StoredNotices.Notice stored) {
    Optional<Stored.Cause> cause =
        stored.hasCause() ? Optional.of(stored.getCause()) : Optional.empty();
    return new Notice(
        read(stored.getKey()),
        stored.getText(),
        cause.map(Forms::read),
        Forms.read(stored.getSince()));
  }

  static StoredNotices.Letter write(Letter letter) {
    StoredNotices.Letter.Builder stored =
        StoredNotices.Letter.newBuilder()
            .setNumber(letter.number())
            .setAt(Forms.write(letter.at()))
            .setTest(letter.test())
            .addAllMore(write(letter.more()))
            .setEnded(letter.ended());
    letter.lines().forEach(line -> stored.addLines(write(line)));
    return stored.build();
  }

  static Letter read(StoredNotices.Letter stored) {
    return new Letter(
        stored.getNumber(),
        Forms.read(stored.getAt()),
        stored.getTest(),
        stored.getLinesList().stream().map(Letters::read).toList(),
        read(stored.getMoreList()),
        stored.getEnded());
  }

  static StoredNotices.Letter.Line write(Line line) {
    StoredNotices.Letter.Line.Builder stored =
        StoredNotices.Letter.Line.newBuilder().setNotice(write(line.notice()));
    line.end().ifPresent(end -> stored.setEnd(end.text()).setEndedAt(Forms.write(end.at())));
    return stored.build();
  }

  static Line read(StoredNotices.Letter.Line stored) {
    return new Line(
        read(stored.getNotice()),
        stored.hasEnd()
            ? Optional.of(new Line.End(stored.getEnd(), Forms.read(stored.getEndedAt())))
            : Optional.empty());
  }

  static List<StoredNotices.NoticeCount> write(SortedMap<Topic, Long> counts) {
    return counts.entrySet().stream()
        .map(
            count ->
                StoredNotices.NoticeCount.newBuilder()
                    .setTopic(write(count.getKey()))
                    .setCount(count.getValue())
                    .build())
        .toList();
  }

  static SortedMap<Topic, Long> read(List<StoredNotices.NoticeCount> stored) {
    SortedMap<Topic, Long> counts = new TreeMap<>();
    stored.forEach(count -> counts.put(read(count.getTopic()), count.getCount()));
    return counts;
  }

  private static StoredNotices.NoticeTopic write(Topic topic) {
    return switch (topic) {
      case WORKLOAD_PARKED -> StoredNotices.NoticeTopic.WORKLOAD_PARKED;
      case NODE_SUSPECT -> StoredNotices.NoticeTopic.NODE_SUSPECT;
      case NODE_LOST -> StoredNotices.NoticeTopic.NODE_LOST;
      case ZONE_FROZEN -> StoredNotices.NoticeTopic.ZONE_FROZEN;
      case ROLLOUT_STALLED -> StoredNotices.NoticeTopic.ROLLOUT_STALLED;
      case ROLLOUT_REVERTED -> StoredNotices.NoticeTopic.ROLLOUT_REVERTED;
    };
  }

  private static Topic read(StoredNotices.NoticeTopic stored) {
    return switch (stored) {
      case WORKLOAD_PARKED -> Topic.WORKLOAD_PARKED;
      case NODE_SUSPECT -> Topic.NODE_SUSPECT;
      case NODE_LOST -> Topic.NODE_LOST;
      case ZONE_FROZEN -> Topic.ZONE_FROZEN;
      case ROLLOUT_STALLED -> Topic.ROLLOUT_STALLED;
      case ROLLOUT_REVERTED -> Topic.ROLLOUT_REVERTED;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("NoticeTopic");
    };
  }
}
