package rhizome.agent.handle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.life.State;
import rhizome.kernel.WorkloadId;

/**
 * The work folder: {@code ROBOT/SERVICE.SLOT/} holds what is written down of a workload, its {@code
 * out.log} and {@code work/}. Of workloads that were stopped only the logs stay, and only of the
 * last few. Used by one thread.
 */
public final class Folders {

  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private final Path root;
  private final int stoppedKept;
  private final ArrayDeque<Path> stopped = new ArrayDeque<>();
  private final Map<Path, Long> numbers = new TreeMap<>();
  private final Slots slots = new Slots();
  private long thrownAway;

  public Folders(Path root, int stoppedKept) {
    this.root = root;
    this.stoppedKept = stoppedKept;
  }

  public Path of(WorkloadId workload) {
    return root.resolve(workload.robot().name())
        .resolve(workload.service() + "." + workload.slot());
  }

  public Path log(WorkloadId workload) {
    return of(workload).resolve("out.log");
  }

  public Path work(WorkloadId workload) {
    return of(workload).resolve("work");
  }

  /**
   * What earlier agents wrote down. What cannot be read is put aside with a warning: who needs the
   * workload will ask for it again.
   */
  public Map<WorkloadId, State> load() throws IOException {
    Map<WorkloadId, State> found = new TreeMap<>();
    List<Path> without = new ArrayList<>();
    for (Path robot : children(root)) {
      for (Path folder : children(robot)) {
        slots
            .read(folder)
            .ifPresentOrElse(newest -> remember(folder, newest, found), () -> without.add(folder));
      }
    }
    without.sort(Comparator.comparing(Folders::modified));
    stopped.addAll(without);
    FolderTree.delete(trash());
    return found;
  }

  private void remember(Path folder, Handle.Numbered newest, Map<WorkloadId, State> found) {
    WorkloadId workload = newest.state().held().orElseThrow().workload();
    if (of(workload).equals(folder)) {
      numbers.put(folder, newest.number());
      found.put(workload, newest.state());
    } else {
      LOG.warn("{} is a copy of what belongs in {}; it is left alone", folder, of(workload));
    }
  }

  /** Writes a state down; once this returns, it survives the death of this JVM. */
  public void save(WorkloadId workload, State state) throws IOException {
    Path folder = of(workload);
    Long before = numbers.get(folder);
    if (before == null) {
      var _ = stopped.remove(folder);
      Files.createDirectories(folder);
    }
    long number = before == null ? 1 : before + 1;
    slots.write(folder, number, state);
    numbers.put(folder, number);
  }

  /** Strikes a workload out; its logs stay for a while. */
  public void forget(WorkloadId workload) throws IOException {
    Path folder = of(workload);
    Long number = numbers.remove(folder);
    if (number != null) {
      slots.delete(folder, number);
    }
    throwAway(folder.resolve("work"));
    var _ = stopped.remove(folder);
    stopped.add(folder);
    while (stopped.size() > stoppedKept) {
      throwAway(stopped.remove());
    }
  }

  /** An empty folder for a first process to start in. */
  public void emptyWork(WorkloadId workload) throws IOException {
    Path work = work(workload);
    if (Files.exists(work)) {
      throwAway(work);
    }
    Files.createDirectories(work);
  }

  /** Moves a tree out of the way at once and deletes it without holding anybody up. */
  private void throwAway(Path tree) throws IOException {
    Files.createDirectories(trash());
    Path gone = trash().resolve(Long.toString(thrownAway++));
    try {
      Files.move(tree, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      return;
    }
    Thread.ofVirtual()
        .name("rhizome-trash")
        .start(
            () -> {
              try {
                FolderTree.delete(gone);
              } catch (IOException e) {
                LOG.warn("could not delete {}; it is tried again at the next start", gone, e);
              }
            });
  }

  private Path trash() {
    return root.resolve(".trash");
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(
            folder,
            path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith("."))) {
      stream.forEach(children::add);
    }
    return children;
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
