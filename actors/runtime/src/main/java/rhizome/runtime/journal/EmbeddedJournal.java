package rhizome.runtime.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.disk.FileClaim;

/**
 * The embedded journal of one data folder, opened before the actor system and closed after it. What
 * was acknowledged survives a crash of the process and of the machine; a file that lost any of it
 * is refused, never opened in silence.
 */
public final class EmbeddedJournal implements Journal {

  static final String FOLDER_KEY = "rhizome.journal.folder";

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final Map<Path, EmbeddedJournal> OPEN = new ConcurrentHashMap<>();

  private final Path folder;
  private final FileClaim lock;
  private final Mark mark;
  private final List<String> remarks;

  private EmbeddedJournal(Path folder, FileClaim lock, Mark mark, List<String> remarks) {
    this.folder = folder;
    this.lock = lock;
    this.mark = mark;
    this.remarks = remarks;
  }

  /**
   * Takes the folder for this process, makes what is missing in it, and reads every event once.
   *
   * @throws JournalRefused if another process holds the folder, or the file is damaged or lacks
   *     events that had been acknowledged
   */
  public static EmbeddedJournal open(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path real = folder.toRealPath();
      FileClaim lock = FolderLock.take(real);
      try {
        EmbeddedJournal journal = open(real, lock);
        OPEN.put(real, journal);
        return journal;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalRefused("%s cannot be used as a data folder: %s".formatted(folder, e), e);
    }
  }

  private static EmbeddedJournal open(Path folder, FileClaim lock) throws IOException {
    OptionalLong marked = Mark.read(folder);
    boolean exists = Files.exists(folder.resolve(Store.FILE));
    if (!exists && marked.orElse(0) > 0) {
      throw lost(folder, 0, marked.getAsLong());
    }
    long found = exists ? readAll(folder) : 0;
    if (found < marked.orElse(0)) {
      throw lost(folder, found, marked.getAsLong());
    }
    List<String> remarks = List.of();
    if (marked.isEmpty() && found > 0) {
      String remark =
          "%s is missing or unreadable: the %d events found in %s are taken as all there ever were"
              .formatted(folder.resolve(Mark.FILE), found, folder.resolve(Store.FILE));
      LOG.warn(remark);
      remarks = List.of(remark);
    }
    prepare(folder);
    Mark mark = Mark.write(folder, found);
    forceEntries(folder);
    return new EmbeddedJournal(folder, lock, mark, remarks);
  }

  private static void prepare(Path folder) {
    try {
      Store.prepare(folder);
    } catch (SQLException e) {
      Store.abandon(folder);
      throw new JournalRefused(
          "%s cannot be written: %s".formatted(folder.resolve(Store.FILE), e.getMessage()), e);
    }
  }

  /** A new file is safe only once its entry in the folder is, too. */
  private static void forceEntries(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static long readAll(Path folder) {
    try {
      return Store.count(folder);
    } catch (SQLException | RuntimeException e) {
      throw new JournalRefused(
          ("%s is damaged and was not changed: restore it from a copy, or move it and %s away to "
                  + "begin with an empty grid (%s)")
              .formatted(folder.resolve(Store.FILE), Mark.FILE, e.getMessage()),
          e);
    }
  }

  private static JournalRefused lost(Path folder, long found, long marked) {
    return new JournalRefused(
        ("%s holds %d of at least %d acknowledged events, so %d are lost: restore it from a copy, "
                + "or, to go on without them, delete %s and start again")
            .formatted(
                folder.resolve(Store.FILE),
                found,
                marked,
                marked - found,
                folder.resolve(Mark.FILE)));
  }

  static EmbeddedJournal opened(Path folder) {
    EmbeddedJournal journal = OPEN.get(folder);
    if (journal == null) {
      throw new IllegalStateException(
          "no journal is open on " + folder + ": call Journal.open first");
    }
    return journal;
  }

  @Override
  public Config config() {
    return ConfigFactory.parseMap(
        Map.of(
            FOLDER_KEY,
            folder.toString(),
            "akka-persistence-jdbc.shared-databases.slick.db.url",
            Store.url(folder)),
        "the journal in " + folder);
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  /** How many events were ever acknowledged on this folder. */
  public long acknowledged() {
    return mark.count();
  }

  Mark mark() {
    return mark;
  }

  /** Closes the file in good order and frees the folder. Stop the actor system before. */
  @Override
  public void close() {
    if (!OPEN.remove(folder, this)) {
      return;
    }
    try (lock;
        mark) {
      Store.shutdown(folder);
    } catch (SQLException | IOException e) {
      LOG.warn("{} was not closed in good order; nothing acknowledged is lost by that", folder, e);
    }
  }
}
