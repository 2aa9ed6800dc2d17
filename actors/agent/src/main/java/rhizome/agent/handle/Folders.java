package rhizome.agent.handle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.life.State;
import rhizome.kernel.WorkloadId;

/**
 * The work folder: {@code ROBOT/SERVICE.SLOT/} holds {@code handle}, {@code out.log} and {@code
 * work/}. Of workloads that were stopped only the logs stay, and only of the last few. Used by one
 * thread.
 */
public final class Folders {

  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
  private static final String HANDLE = "handle";

  private final Path root;
  private final int stoppedKept;
  private final ArrayDeque<Path> stopped = new ArrayDeque<>();
  private final Set<Path> written = new TreeSet<>();
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
   * What earlier agents wrote down. A handle that cannot be read is put aside as {@code
   * handle.damaged} with a warning that names it: who needs the workload will ask for it again.
   */
  public Map<WorkloadId, State> load() throws IOException {
    Map<WorkloadId, State> found = new TreeMap<>();
    List<Path> without = new ArrayList<>();
    for (Path robot : children(root)) {
      for (Path folder : children(robot)) {
        load(folder)
            .ifPresentOrElse(
                state -> state.held().ifPresent(job -> found.put(job.workload(), state)),
                () -> without.add(folder));
      }
    }
    without.sort(Comparator.comparing(Folders::modified));
    stopped.addAll(without);
    deleteTree(trash());
    return found;
  }

  /** Writes a state down; once this returns, it survives the death of this JVM. */
  public void save(WorkloadId workload, State state) throws IOException {
    Path folder = of(workload);
    String text = Handle.write(state);
    if (written.add(folder)) {
      var _ = stopped.remove(folder);
      Files.createDirectories(folder);
    }
    write(folder, text);
  }

  private static void write(Path folder, String text) throws IOException {
    Path fresh = folder.resolve(HANDLE + ".new");
    Files.write(fresh, text.getBytes(StandardCharsets.US_ASCII));
    Files.move(
        fresh,
        folder.resolve(HANDLE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Strikes a workload out; its logs stay for a while. */
  public void forget(WorkloadId workload) throws IOException {
    Path folder = of(workload);
    written.remove(folder);
    Files.deleteIfExists(folder.resolve(HANDLE));
    throwAway(folder.resolve("work"));
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
                deleteTree(gone);
              } catch (IOException e) {
                LOG.warn("could not delete {}; it is tried again at the next start", gone, e);
              }
            });
  }

  private Path trash() {
    return root.resolve(".trash");
  }

  private static Optional<State> load(Path folder) throws IOException {
    Path handle = folder.resolve(HANDLE);
    if (!Files.exists(handle)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Handle.read(Files.readString(handle, StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      Path aside = folder.resolve(HANDLE + ".damaged");
      Files.move(handle, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn("the handle {} is of no use: {}; moved to {}", handle, e.getMessage(), aside);
      return Optional.empty();
    }
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

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
