package rhizome.runtime.archive;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import akka.stream.javadsl.Compression;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.runtime.archive.proto.Archived.Event;
import rhizome.runtime.archive.proto.Archived.Header;
import rhizome.runtime.archive.proto.Archived.Record;
import rhizome.runtime.journal.History;
import rhizome.runtime.journal.History.Entry;

/**
 * Reads all that a grid remembers while it runs. What is caused is read before what caused it:
 * nodes, then workloads, then robots. So whatever an archive holds of a node, it also holds the
 * decision of the workload that led to it, and no epoch can be given away twice after a restore.
 * Which entities have to wake is read last: rather too many than too few.
 */
public final class Archive {

  /** Form of the files written today. */
  static final int FORM = 1;

  private static final List<String> IN_ORDER = List.of("node", "workload", "robot", "roster");

  private static final int PAGE = 500;

  private final History history;
  private final Serialization serialization;

  public Archive(ActorSystem<?> system) {
    this.history = new History(system);
    this.serialization = SerializationExtension.get(system);
  }

  /** The archive's bytes, as fast as they are taken; fails when something cannot be read. */
  public Source<ByteString, NotUsed> read(Instant now) {
    return Source.lazySource(() -> archive(now))
        .mapMaterializedValue(_ -> NotUsed.getInstance())
        .via(Compression.gzip());
  }

  private Source<ByteString, NotUsed> archive(Instant now) {
    Seal seal = new Seal();
    Source<Record.Builder, NotUsed> head = Source.single(header(now));
    Source<Record.Builder, NotUsed> body =
        Source.completionStage(history.entities())
            .mapConcat(Archive::inOrder)
            .flatMapConcat(this::events)
            .map(
                event -> {
                  refuseGap(event, seal.expected(event));
                  seal.pass(event);
                  return Record.newBuilder().setEvent(event);
                });
    Source<ByteString, NotUsed> sealed =
        head.concat(body)
            .map(
                record -> {
                  byte[] bytes = Seal.framed(record);
                  seal.pass(bytes);
                  return ByteString.fromArray(bytes);
                });
    // Not concat, which would fetch the footer ahead: it seals what has passed.
    return sealed.concatLazy(
        Source.lazySingle(
            () -> ByteString.fromArray(Seal.framed(Record.newBuilder().setFooter(seal.footer())))));
  }

  /** Who lacks the first of its events cannot be brought back. */
  static void refuseGap(Event event, long expected) {
    if (event.getRevision() != expected) {
      throw new ArchiveRefused(
          ("the journal has no event %d of %s: its older events were deleted"
                  + " (rhizome.entity.delete-events), so an archive could not bring it back")
              .formatted(expected, event.getEntity()));
    }
  }

  private static List<String> inOrder(List<String> entities) {
    return entities.stream()
        .sorted(Comparator.comparingInt(Archive::rank).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private Source<Event, NotUsed> events(String entity) {
    return Source.unfoldAsync(
            0L,
            after ->
                history
                    .read(entity, after, PAGE)
                    .thenApply(
                        page ->
                            page.isEmpty()
                                ? Optional.<Pair<Long, List<Entry>>>empty()
                                : Optional.of(Pair.create(page.getLast().revision(), page))))
        .mapConcat(page -> page)
        .map(entry -> event(entity, entry));
  }

  private static int rank(String entity) {
    int bar = entity.indexOf('|');
    String type = bar < 0 ? "" : entity.substring(0, bar).toLowerCase(Locale.ROOT);
    int rank = IN_ORDER.indexOf(type);
    return rank < 0 ? IN_ORDER.size() : rank;
  }

  private static Record.Builder header(Instant now) {
    return Record.newBuilder()
        .setHeader(
            Header.newBuilder()
                .setForm(FORM)
                .setMade(
                    Timestamp.newBuilder()
                        .setSeconds(now.getEpochSecond())
                        .setNanos(now.getNano())));
  }

  private Event event(String entity, Entry entry) {
    Serializer serializer = serialization.findSerializerFor(entry.event());
    return Event.newBuilder()
        .setEntity(entity)
        .setRevision(entry.revision())
        .setSerializer(serializer.identifier())
        .setManifest(Serializers.manifestFor(serializer, entry.event()))
        .setPayload(com.google.protobuf.ByteString.copyFrom(serializer.toBinary(entry.event())))
        .build();
  }
}
