package rhizome.runtime.log.segment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all that a log holds, from the first segment that counts to the end, and gives it to the
 * owner. The end of the newest segment may be torn, where nothing was acknowledged: that is cut.
 * Whatever else is wrong is damage.
 */
final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final Pattern SEGMENT = Pattern.compile("(\\d{20})\\.log");
  private static final Pattern UNFINISHED = Pattern.compile("\\d{20}\\.log\\.new");
  private static final int BUFFER = 1 << 20;

  private final Path folder;
  private final SegmentLog.Owner owner;

  /** Where the log ends; all before is on the disk. */
  record End(SegmentHead head, int length) {}

  Opening(Path folder, SegmentLog.Owner owner) {
    this.folder = folder;
    this.owner = owner;
  }

  /** Empty if nothing was ever written here. */
  Optional<End> read() throws IOException {
    Optional<Mark.At> mark = Mark.read(folder);
    NavigableSet<Long> numbers = tidy();
    long newest = numbers.isEmpty() ? 0 : numbers.last();
    long marked = mark.map(Mark.At::segment).orElse(0L);
    if (newest < marked) {
      throw LogRefused.damaged(
          SegmentHead.file(folder, marked), 0, "the segment is missing, and was acknowledged");
    }
    if (newest == 0) {
      return Optional.empty();
    }
    SegmentHead head = SegmentHead.read(folder, newest);
    for (SegmentHead.Former former : head.former()) {
      readFormer(former);
      numbers.remove(former.number());
    }
    int acknowledged = newest == marked ? mark.get().length() : head.length();
    End end = new End(head, readNewest(head, acknowledged));
    numbers.remove(newest);
    for (long dropped : numbers) {
      Files.delete(SegmentHead.file(folder, dropped));
    }
    return Optional.of(end);
  }

  /** The segments that are there, without what was left of one that never began. */
  private NavigableSet<Long> tidy() throws IOException {
    Set<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    NavigableSet<Long> numbers = new TreeSet<>();
    for (String name : names) {
      if (UNFINISHED.matcher(name).matches()) {
        Files.delete(folder.resolve(name));
      } else if (SEGMENT.matcher(name).matches()) {
        numbers.add(Long.parseLong(name.substring(0, 20)));
      }
    }
    return numbers;
  }

  private void readFormer(SegmentHead.Former former) throws IOException {
    Path file = SegmentHead.file(folder, former.number());
    if (!Files.exists(file)) {
      throw LogRefused.damaged(file, 0, "the segment is missing, and is needed");
    }
    SegmentHead head = SegmentHead.read(folder, former.number());
    if (head.salt() != former.salt()) {
      throw LogRefused.damaged(file, 0, "the segment is of another log");
    }
    int end = records(head);
    if (end != former.length() || end != Files.size(file)) {
      throw LogRefused.damaged(
          file, Math.min(end, former.length()), "no record, where the segment goes on");
    }
  }

  /**
   * @param acknowledged up to here it was on the disk
   * @return where it ends
   */
  private int readNewest(SegmentHead head, int acknowledged) throws IOException {
    Path file = SegmentHead.file(folder, head.number());
    int end = records(head);
    if (end < acknowledged) {
      throw LogRefused.damaged(
          file, end, "no record, and there was one: bytes up to %d count".formatted(acknowledged));
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (end < size) {
        refuseProof(head, end);
        channel.truncate(end);
        LOG.warn(
            "{} was cut at byte {}: the {} bytes behind it were written when something ended, and"
                + " acknowledged to nobody",
            file,
            end,
            size - end);
      }
      writeAgain(channel, acknowledged, end);
      channel.force(true);
    }
    return end;
  }

  /**
   * Refuses the file if a later record was written when what cannot be read was on the disk
   * already. Its own length may be wrong, so every byte may be the beginning of that record.
   */
  private void refuseProof(SegmentHead head, int end) throws IOException {
    Path file = SegmentHead.file(folder, head.number());
    byte[] rest;
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(end);
      rest = in.readAllBytes();
    }
    for (int at = 1; at + Frame.BYTES <= rest.length; at++) {
      ByteBuffer bytes = ByteBuffer.wrap(rest, at, Frame.BYTES);
      Optional<Frame> later = Frame.read(bytes, head.salt(), end + at);
      if (later.isPresent() && later.get().group() > end) {
        throw LogRefused.damaged(
            file, end, "no record, and one at %d was written after it".formatted(end + at));
      }
    }
  }

  /**
   * What is beyond the mark was read from the kernel's memory, and a force may have failed for it
   * once and never again. Written anew, it is forced anew.
   */
  private static void writeAgain(FileChannel channel, int from, int to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    for (long at = from; at < to; ) {
      bytes.clear().limit((int) Math.min(BUFFER, to - at));
      if (channel.read(bytes, at) <= 0) {
        throw new IOException("the file became shorter while it was read");
      }
      bytes.flip();
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }
  }

  /** Gives one segment to the owner, and says where its good records end. */
  private int records(SegmentHead head) throws IOException {
    Path file = SegmentHead.file(folder, head.number());
    owner.preface(head.preface());
    int offset = head.length();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      in.skipNBytes(offset);
      long size = Files.size(file);
      while (true) {
        ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(Frame.BYTES));
        Optional<Frame> frame = Frame.read(bytes, head.salt(), offset);
        if (frame.isEmpty() || frame.get().length() > size - offset - Frame.BYTES) {
          return offset;
        }
        byte[] record = in.readNBytes(frame.get().length());
        if (!frame.get().fits(record)) {
          return offset;
        }
        recorded(file, new Place(head.number(), offset, record.length), record);
        offset += Frame.BYTES + record.length;
      }
    }
  }

  private void recorded(Path file, Place place, byte[] record) {
    try {
      owner.recorded(place, record);
    } catch (IllegalStateException e) {
      throw LogRefused.damaged(file, place.offset(), String.valueOf(e.getMessage()));
    }
  }
}
