package rhizome.agent.handle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.life.Identity;
import rhizome.grid.task.Deed;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * What was begun for tasks: of each action beside each workload the newest attempt, in {@code
 * ROBOT/SERVICE.SLOT/actions/}. It is on the disk before its process is there, and forced to it, so
 * that not even a machine that loses its power begins an attempt twice.
 */
public final class ErrandBook {

  private static final Logger LOG = LoggerFactory.getLogger(ErrandBook.class);
  private static final String SUFFIX = ".deed";

  /**
   * One attempt.
   *
   * @param outputMax characters of output that were asked for
   * @param single whether it ends with the lease, as its workload does
   * @param process absent until it was spawned, or when nobody came to write it down
   * @param over how it ended, if it has
   */
  public record Entry(
      TaskId task,
      Ticket ticket,
      long epoch,
      Instant from,
      Duration timeout,
      int outputMax,
      boolean single,
      Optional<Identity> process,
      Optional<Finding> over) {

    public WorkloadId workload() {
      return task.workload(ticket.slot());
    }

    public Deed deed() {
      return new Deed(ticket, epoch, over);
    }

    public Entry of(Identity spawned) {
      return new Entry(
          task, ticket, epoch, from, timeout, outputMax, single, Optional.of(spawned), over);
    }

    public Entry ended(Finding finding) {
      return new Entry(
          task, ticket, epoch, from, timeout, outputMax, single, process, Optional.of(finding));
    }
  }

  private final Path root;

  public ErrandBook(Path root) {
    this.root = root;
  }

  /** Where the newest attempt writes to. */
  public Path log(WorkloadId workload, String action) {
    return folder(workload).resolve(action + ".log");
  }

  /** What cannot be read is put aside with a warning, and is as if it had never been. */
  public Optional<Entry> read(WorkloadId workload, String action) throws IOException {
    Path file = file(workload, action);
    return Files.exists(file) ? read(file) : Optional.empty();
  }

  /** Once this returns, it survives the death of the JVM, and of the machine. */
  public void write(Entry entry) throws IOException {
    Path folder = folder(entry.workload());
    Files.createDirectories(folder);
    Path file = file(entry.workload(), entry.task().action());
    Path next = folder.resolve(entry.task().action() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(text(entry).getBytes(StandardCharsets.US_ASCII));
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(folder)) {
      entries.force(true); // fsync(2): the name is not there for good without it
    }
  }

  /** Everything that was begun and is not known to be over. */
  public List<Entry> open() throws IOException {
    List<Entry> open = new ArrayList<>();
    for (Path robot : Folders.children(root)) {
      for (Path workload : Folders.children(robot)) {
        Path actions = workload.resolve("actions");
        if (Files.isDirectory(actions)) {
          collect(actions, open);
        }
      }
    }
    return open;
  }

  private void collect(Path actions, List<Entry> open) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(actions, "*" + SUFFIX)) {
      for (Path file : files) {
        read(file)
            .filter(entry -> entry.over().isEmpty())
            .filter(entry -> file(entry.workload(), entry.task().action()).equals(file))
            .ifPresent(open::add);
      }
    }
  }

  private Path folder(WorkloadId workload) {
    return Folders.of(root, workload).resolve("actions");
  }

  private Path file(WorkloadId workload, String action) {
    return folder(workload).resolve(action + SUFFIX);
  }

  private static Optional<Entry> read(Path file) throws IOException {
    try {
      return Optional.of(entry(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn("{} is of no use ({}) and was put aside as {}", file, e.getMessage(), aside);
      return Optional.empty();
    }
  }

  private static String text(Entry entry) {
    Lines lines =
        new Lines()
            .put("task", entry.task())
            .put("ticket", entry.ticket())
            .put("epoch", entry.epoch())
            .put("from", entry.from())
            .put("timeout", entry.timeout())
            .put("output-max", entry.outputMax())
            .put("single", entry.single());
    entry.process().ifPresent(process -> Handle.process(lines, process));
    entry
        .over()
        .ifPresent(
            finding -> {
              lines.put("result", finding.result());
              finding.exit().ifPresent(code -> lines.put("exit", code));
              lines.put("detail", finding.detail()).put("output", finding.output());
            });
    return lines.text();
  }

  private static Entry entry(String text) {
    Lines lines = Lines.parse(text);
    try {
      return new Entry(
          TaskId.parse(lines.get("task")),
          Ticket.parse(lines.get("ticket")),
          Long.parseLong(lines.get("epoch")),
          Instant.parse(lines.get("from")),
          Duration.parse(lines.get("timeout")),
          lines.number("output-max"),
          Boolean.parseBoolean(lines.get("single")),
          lines.find("pid").map(_ -> Handle.process(lines)),
          lines.find("result").map(result -> finding(result, lines)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("it cannot be understood: " + e.getMessage(), e);
    }
  }

  private static Finding finding(String result, Lines lines) {
    return new Finding(
        Result.valueOf(result),
        lines.find("exit").map(Integer::valueOf),
        lines.get("detail"),
        lines.get("output"));
  }
}
