package rhizome.agent.handle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.supplies.Volume;
import rhizome.kernel.WorkloadId;

/**
 * Folders that outlive processes, assignments and agents: {@code .volumes/ROBOT/SERVICE.SLOT/NAME}
 * (ADR 0022). Those of a workload that left are kept for a while, counted in time an agent ran, so
 * that no jump of the clock can be the end of somebody's data. Used by one thread.
 */
public final class Volumes {

  private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);
  private static final String ROOT = ".volumes";
  private static final String LEFT = ".left";

  private final Path root;
  private final Duration keep;
  private final Trash trash;

  /**
   * @param work the work folder of the agent
   * @param keep for how long those of a workload that left stay
   */
  public Volumes(Path work, Duration keep) {
    this.root = work.resolve(ROOT);
    this.keep = keep;
    this.trash = new Trash(root.resolve(".trash"));
  }

  /**
   * Where those of a workload lie.
   *
   * @param work the work folder of the agent
   */
  public static Path of(Path work, WorkloadId workload) {
    return within(work.resolve(ROOT), workload);
  }

  public Path of(WorkloadId workload, String name) {
    return of(workload).resolve(name);
  }

  /**
   * Has each of them there, and nobody else waiting for its end.
   *
   * @throws NotStarted when there is no room for a new one, or something else lies in its place
   */
  public void use(WorkloadId workload, List<Volume> volumes) throws NotStarted {
    if (volumes.isEmpty()) {
      return;
    }
    for (Volume volume : volumes) {
      Path folder = of(workload, volume.name());
      try {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          make(folder, volume);
        }
      } catch (IOException e) {
        throw new NotStarted("its volume '%s' cannot be made: %s".formatted(volume.name(), e));
      }
    }
    try {
      Files.deleteIfExists(of(workload).resolve(LEFT));
    } catch (IOException e) {
      throw new NotStarted("its volumes cannot be taken into use again: " + e);
    }
  }

  private void make(Path folder, Volume volume) throws IOException, NotStarted {
    Files.createDirectories(folder.getParent());
    long free = Files.getFileStore(folder.getParent()).getUsableSpace();
    if (free < volume.sizeBytes()) {
      throw new NotStarted(
          "its volume '%s' wants %s, and the disk of %s has %d bytes left"
              .formatted(volume.name(), Quantity.writeMemory(volume.sizeBytes()), root, free));
    }
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /** Its workload left this node: from now on its time runs. */
  public void leave(WorkloadId workload) {
    Path folder = of(workload);
    if (Files.isDirectory(folder) && count(folder, Duration.ZERO)) {
      LOG.info("the volumes of {} stay in {} for {}", workload, folder, Quantity.write(keep));
    }
  }

  /** Of whom an earlier agent had no time to say that it left, it is said now. */
  public void begin(Collection<WorkloadId> held) throws IOException {
    trash.empty();
    List<Path> used = held.stream().map(this::of).toList();
    for (Path folder : all()) {
      if (!used.contains(folder) && !Files.exists(folder.resolve(LEFT))) {
        LOG.info("nobody holds {} here; it stays for {}", folder, Quantity.write(keep));
        count(folder, Duration.ZERO);
      }
    }
  }

  /** So much more time has passed; removes those whose time is over. Answers what it removed. */
  public List<Path> pass(Duration more) throws IOException {
    List<Path> removed = new ArrayList<>();
    for (Path folder : all()) {
      Path left = folder.resolve(LEFT);
      if (!Files.exists(left)) {
        continue;
      }
      Duration waited = waited(left).plus(more);
      if (waited.compareTo(keep) >= 0) {
        LOG.warn("removes {}: nobody used it for {}", folder, Quantity.write(keep));
        trash.throwAway(folder);
        removed.add(folder);
      } else {
        count(folder, waited);
      }
    }
    return removed;
  }

  /** Those whose workload left, and for how long they have been waiting. */
  public record Left(Path folder, Duration waited) {}

  public List<Left> left() throws IOException {
    List<Left> found = new ArrayList<>();
    for (Path folder : all()) {
      if (Files.exists(folder.resolve(LEFT))) {
        found.add(new Left(folder, waited(folder.resolve(LEFT))));
      }
    }
    return found;
  }

  private Path of(WorkloadId workload) {
    return within(root, workload);
  }

  private static Path within(Path root, WorkloadId workload) {
    return root.resolve(workload.robot().name())
        .resolve(workload.service() + "." + workload.slot());
  }

  /** One that cannot be counted is not counted, and stays. */
  private static boolean count(Path folder, Duration waited) {
    try {
      Files.writeString(folder.resolve(LEFT), waited.toString());
      return true;
    } catch (IOException e) {
      LOG.warn("cannot note how long {} has been waiting ({}); it stays", folder, e.toString());
      return false;
    }
  }

  /** What was cut short begins anew. */
  private static Duration waited(Path left) throws IOException {
    try {
      return Duration.parse(Files.readString(left));
    } catch (DateTimeParseException _) {
      return Duration.ZERO;
    }
  }

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(root)) {
      for (Path robot : children(root)) {
        all.addAll(children(robot));
      }
    }
    return all;
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(
            folder,
            path ->
                Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && !path.getFileName().toString().startsWith("."))) {
      stream.forEach(children::add);
    }
    return children;
  }
}
