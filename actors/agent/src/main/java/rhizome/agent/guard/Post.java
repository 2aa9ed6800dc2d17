package rhizome.agent.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.life.Identity;

/**
 * What an agent leaves for its guard: until when, and who. In a folder in memory, because a disk
 * that is full or stands still must not end what it has nothing to do with; in the work folder
 * where there is none. Of no worth after the machine's next boot.
 */
public final class Post {

  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String OWNER_ONLY = "rwx------";
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));

  /** Overwritten in place, so it must not shrink. */
  private static final int TERM_BYTES = 160;

  private static final long CENTI = 10_000_000;
  private static final int STALE_LINES_MAX = 4_096;

  /** A term as it is written down: until then, or as long as a process lives. */
  record Written(Duration end, Optional<Identity> holder) {}

  private final Path folder;
  private final String boot;
  private int lines;
  private int living;

  private Post(Path folder, String boot) {
    this.folder = folder;
    this.boot = boot;
  }

  /**
   * The post of the agent that works in {@code root}.
   *
   * @param boot of the machine
   */
  public static Post of(Path root, String boot) throws IOException {
    Path memory = inMemory(root);
    if (isOurs(memory, root)) {
      return new Post(memory, boot);
    }
    return new Post(Files.createDirectories(onDisk(root)), boot);
  }

  /** Whether the agent that works in {@code root} has, or had, anything guarded. */
  static boolean isKept(Path root) {
    return Files.exists(inMemory(root)) || Files.exists(onDisk(root));
  }

  private static Path inMemory(Path root) {
    return MEMORY.resolve("rhizome-" + digest(root));
  }

  private static Path onDisk(Path root) {
    return root.resolve(".guard");
  }

  /** Anybody may make a folder there; one that is not ours alone is not used. */
  private static boolean isOurs(Path folder, Path root) throws IOException {
    try {
      Files.createDirectory(folder, PRIVATE);
    } catch (FileAlreadyExistsException _) {
      return !Files.isSymbolicLink(folder)
          && Files.getOwner(folder).equals(Files.getOwner(root))
          && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
              .equals(OWNER_ONLY);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
    return true;
  }

  Path folder() {
    return folder;
  }

  /** What an earlier agent may have left running, and until when. */
  Optional<Written> read() {
    try {
      String[] words = Files.readString(folder.resolve("term"), US_ASCII).strip().split(" +", -1);
      if (words.length != 7 || !words[6].equals(boot)) {
        return Optional.empty();
      }
      int pid = Integer.parseInt(words[1]);
      return Optional.of(
          new Written(
              Duration.ofNanos(Long.parseLong(words[0]) * CENTI),
              pid == 0
                  ? Optional.empty()
                  : Optional.of(new Identity(pid, Long.parseLong(words[2]), boot))));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Everything goes on until then. Rounded down, so that the guard is never the later one. */
  void until(Duration end) throws IOException {
    write(end.toNanos() / CENTI + " 0 0");
  }

  /** Everything goes on as long as this process lives and is not stopped. */
  void heldBy(Identity process) throws IOException {
    write("0 %d %d".formatted(process.pid(), process.startTicks()));
  }

  /** Twice, so that who reads while it is written can tell. */
  private void write(String words) throws IOException {
    String text = "%s %s %s".formatted(words, words, boot);
    byte[] line = ("%-" + (TERM_BYTES - 1) + "s\n").formatted(text).getBytes(US_ASCII);
    if (!Files.exists(folder)) { // a guard with nothing left to guard takes it along
      Files.createDirectory(folder, PRIVATE);
    }
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("term"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(line), 0);
    }
  }

  /**
   * One more leader of a session that is single. Those who are gone stay in the list: a later
   * process with their number has other start ticks.
   */
  void add(Identity process) {
    try {
      Files.writeString(
          folder.resolve("singles"),
          line(process),
          US_ASCII,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      lines++;
    } catch (IOException e) {
      LOG.warn("the guard knows {} by its tags only: {}", process, e.toString());
    }
  }

  /** Whether the list is mostly of those who are gone. */
  boolean isStale() {
    return lines > STALE_LINES_MAX + 2 * living;
  }

  /** The whole list anew, at once. */
  void replace(Collection<Identity> processes) throws IOException {
    Path next = folder.resolve("singles.next");
    String text = processes.stream().map(Post::line).collect(Collectors.joining());
    Files.writeString(next, text, StandardCharsets.US_ASCII);
    Files.move(
        next,
        folder.resolve("singles"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    lines = processes.size();
    living = lines;
  }

  private static String line(Identity process) {
    return process.pid() + " " + process.startTicks() + "\n";
  }

  /** Nothing is left to guard. */
  void delete() throws IOException {
    for (String name : List.of("term", "singles", "singles.next")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isEmpty()) {
        Files.delete(folder);
      }
    }
  }

  private static String digest(Path root) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256")
              .digest(root.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
