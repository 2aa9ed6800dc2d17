package rhizome.runtime.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.runtime.disk.Disk;

/**
 * The control members a data folder has ever seen in its cluster, one address a line. A member that
 * starts again asks them beside its seeds. Where its list names nobody else, it counts its majority
 * among them: who once began alone must not found a second cluster beside the one it was lost from.
 */
public final class KnownMembers {

  /** In the data folder; to be deleted by a human who wants to begin a new cluster. */
  public static final String FILE = "members";

  /** More control members than anybody should have. */
  private static final int COUNT_MAX = 100;

  private final Path file;
  private final SortedSet<HostPort> known = new TreeSet<>();
  private boolean unwritten;

  private KnownMembers(Path file) {
    this.file = file;
  }

  /**
   * @throws JoinRefused if the file is there and cannot be read
   */
  public static KnownMembers open(Path folder) {
    KnownMembers members = new KnownMembers(folder.resolve(FILE));
    if (Files.exists(members.file)) {
      try {
        for (String line : Files.readAllLines(members.file)) {
          if (!line.isBlank()) {
            members.known.add(HostPort.parse(line.strip()));
          }
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new JoinRefused(
            ("%s cannot be read as the members of this folder's cluster (%s): correct it, one"
                    + " HOST:PORT a line, or delete it to begin a new cluster")
                .formatted(members.file, e.getMessage()),
            e);
      }
    }
    return members;
  }

  /** The data folder they are remembered in. */
  public Path folder() {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  synchronized List<HostPort> all() {
    return List.copyOf(known);
  }

  /**
   * Stays for ever: who leaves in good order comes back after its upgrade.
   *
   * @throws JoinRefused if that cannot be written down; it is tried again with the next who comes
   */
  synchronized void came(HostPort member) {
    unwritten |= known.size() < COUNT_MAX && known.add(member);
    if (unwritten) {
      write();
      unwritten = false;
    }
  }

  private void write() {
    Path aside = file.resolveSibling(FILE + ".new");
    try {
      Files.write(
          aside,
          known.stream().map(HostPort::toString).toList(),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      Disk.rename(aside, file);
    } catch (IOException e) {
      throw new JoinRefused(
          ("%s cannot be written (%s), and a member that forgets its cluster might found another:"
                  + " see to its folder and its disk")
              .formatted(file, e),
          e);
    }
  }
}
