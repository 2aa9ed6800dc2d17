package rhizome.runtime.log;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.disk.Disk;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/**
 * Snapshots as files, a folder for each entity: each appears whole or not at all, and the last two
 * stay. One that cannot be read is put aside, and the one before it is taken.
 */
final class SnapshotShelf {

  static final String FOLDER = "snapshots";
  static final int KEPT = 2;

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotShelf.class);
  private static final String GOOD = ".snapshot";
  private static final String DAMAGED = ".damaged";
  private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{20})\\.(snapshot|damaged)");

  /** {@code RHIZSNP1} */
  private static final long MAGIC = 0x5248_495A_534E_5031L;

  private static final int FRONT = 12;

  private final Path home;
  private final Path root;
  private final int bytesMax;

  /** One file. */
  record Copy(long number, long at, boolean isGood, Path file) {}

  /**
   * @param snapshot the newest that was asked for and can be read
   * @param isWhole false if one of this entity was ever put aside and still lies there
   */
  record Found(Optional<Entry.Events> snapshot, boolean isWhole) {}

  /**
   * @param home a folder that is on the disk
   */
  SnapshotShelf(Path home, int bytesMax) {
    this.home = home;
    this.root = home.resolve(FOLDER);
    this.bytesMax = bytesMax;
  }

  /** Puts a state, which stands as one event, on the disk; then older ones may go. */
  void save(Entry.Events snapshot) throws IOException {
    byte[] body = snapshot.bytes();
    if (body.length > bytesMax) {
      throw new LogRefused(
          Refusal.TOO_LARGE,
          "a snapshot of %s with %d bytes; the limit is %d"
              .formatted(snapshot.id(), body.length, bytesMax));
    }
    Path folder = folder(snapshot.id());
    make(folder);
    Path aside = Files.createTempFile(folder, "new", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        ByteBuffer front = ByteBuffer.allocate(FRONT).putLong(MAGIC).putInt(check(body)).flip();
        writeAll(channel, front);
        writeAll(channel, ByteBuffer.wrap(body));
        channel.force(true);
      }
      String name = "%020d-%020d".formatted(snapshot.first(), snapshot.events().getFirst().at());
      Disk.rename(aside, folder.resolve(name + GOOD));
    } finally {
      Files.deleteIfExists(aside);
    }
    prune(folder);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      for (Path above : List.of(root, home)) {
        try (FileChannel names = FileChannel.open(above, StandardOpenOption.READ)) {
          names.force(true);
        }
      }
    }
  }

  /** The last two that are good stay, and what is damaged until it is older than those. */
  private static void prune(Path folder) throws IOException {
    List<Copy> all = copies(folder);
    List<Copy> kept = all.stream().filter(Copy::isGood).limit(KEPT).toList();
    for (Copy copy : all) {
      boolean older = copy.number() <= kept.getLast().number();
      if (kept.size() == KEPT && older && !kept.contains(copy)) {
        Files.deleteIfExists(copy.file());
      }
    }
  }

  Found load(String id, Predicate<Copy> wanted) throws IOException {
    Path folder = folder(id);
    for (Copy copy : copies(folder)) {
      if (copy.isGood() && wanted.test(copy)) {
        Optional<Entry.Events> snapshot = read(id, copy);
        if (snapshot.isPresent()) {
          return new Found(snapshot, isWhole(folder));
        }
        putAside(copy.file());
      }
    }
    return new Found(Optional.empty(), isWhole(folder));
  }

  private static boolean isWhole(Path folder) throws IOException {
    return copies(folder).stream().allMatch(Copy::isGood);
  }

  private static void putAside(Path file) throws IOException {
    if (!Files.exists(file)) {
      return; // deleted while it was to be read
    }
    String name = file.getFileName().toString().replace(GOOD, DAMAGED);
    Files.move(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    LOG.warn("{} is damaged: it is put aside as {}, and the one before it taken", file, name);
  }

  void delete(String id, Predicate<Copy> unwanted) throws IOException {
    for (Copy copy : copies(folder(id))) {
      if (unwanted.test(copy)) {
        Files.deleteIfExists(copy.file());
      }
    }
  }

  /** Empty if this is not what was written. */
  private static Optional<Entry.Events> read(String id, Copy copy) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(copy.file());
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    }
    if (bytes.length > FRONT) {
      ByteBuffer front = ByteBuffer.wrap(bytes);
      byte[] body = new byte[bytes.length - FRONT];
      front.get(FRONT, body);
      if (front.getLong() == MAGIC && front.getInt() == check(body)) {
        Entry.Events snapshot = Entry.events(body);
        if (snapshot.id().equals(id) && snapshot.first() == copy.number()) {
          return Optional.of(snapshot);
        }
      }
    }
    return Optional.empty();
  }

  /** The newest first. */
  private static List<Copy> copies(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> copy(file).stream())
          .sorted(Comparator.comparingLong(Copy::number).thenComparingLong(Copy::at).reversed())
          .toList();
    }
  }

  private static Optional<Copy> copy(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new Copy(
                Long.parseLong(name.group(1)),
                Long.parseLong(name.group(2)),
                ("." + name.group(3)).equals(GOOD),
                file))
        : Optional.empty();
  }

  /** A name that no id can lead out of the root, or to the folder of another. */
  private Path folder(String id) {
    return root.resolve("of-" + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  private static int check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
