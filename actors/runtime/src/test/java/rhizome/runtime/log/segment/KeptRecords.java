package rhizome.runtime.log.segment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** An owner that keeps all it is told, as texts, and needs every record until it is told not to. */
final class KeptRecords implements SegmentLog.Owner {

  final List<String> texts = new CopyOnWriteArrayList<>();
  final List<Place> places = new CopyOnWriteArrayList<>();
  final List<String> prefaces = new CopyOnWriteArrayList<>();
  private volatile int unneeded;

  /** A log with small segments, so that there are many. */
  static SegmentSettings small(Path folder) {
    return new SegmentSettings(folder, 1024, 4096, 1000, 1 << 20);
  }

  static SegmentLog open(Path folder, KeptRecords owner) {
    return SegmentLog.open(small(folder), owner);
  }

  /** Everything that a log holds. */
  static KeptRecords in(Path folder) {
    KeptRecords found = new KeptRecords();
    open(folder, found).close();
    return found;
  }

  /** Appends so many texts, one after the other. */
  static List<String> write(SegmentLog log, int count) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = "record %d %s".formatted(i, "x".repeat(i % 90));
      log.append(bytes(text)).join();
      written.add(text);
    }
    return written;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** From now on the first so many records may go. */
  void needNot(int count) {
    unneeded = count;
  }

  @Override
  public void preface(byte[] preface) {
    prefaces.add(text(preface));
  }

  @Override
  public void recorded(Place place, byte[] record) {
    texts.add(text(record));
    places.add(place);
  }

  @Override
  public byte[] preface() {
    return bytes("after " + texts.size());
  }

  @Override
  public Set<Long> needed() {
    Set<Long> needed = new TreeSet<>();
    places.stream().skip(unneeded).forEach(place -> needed.add(place.segment()));
    return needed;
  }
}
