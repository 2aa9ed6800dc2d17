package rhizome.agent.handle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.grid.endpoint.Table;
import rhizome.kernel.WorkloadId;

/**
 * What each workload was told of those it uses, as files for its programs: in {@code endpoints/} of
 * its folder one {@code SERVICE.PORT} with a line for each endpoint, {@code SERVICE.PORT.LEADER}
 * with that of its leader, {@code SERVICE.LEADER} with who that is, {@link #WHOLE} with everything
 * as JSON, and what this agent goes by after a restart. Each is replaced as a whole. Names of
 * services are in lower case and those of ports have no dot, so no two files are the same. Written
 * by one thread.
 */
public final class Tables {

  /** The file with everything. */
  static final String WHOLE = "ALL";

  private static final String LEADER = ".LEADER";
  private static final String TOLD = ".told";
  private static final String NEXT = ".next";
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final Function<WorkloadId, Path> folders;
  private final Map<WorkloadId, Told> told = new ConcurrentSkipListMap<>();
  private final Map<WorkloadId, Map<String, String>> variables = new ConcurrentSkipListMap<>();

  Tables(Function<WorkloadId, Path> folders) {
    this.folders = folders;
  }

  /** What an earlier agent was told; what is damaged will be told again. */
  void load(WorkloadId workload) {
    Path file = folder(workload).resolve(TOLD);
    if (!Files.exists(file)) {
      return;
    }
    try {
      keep(workload, Told.read(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("what {} was told is of no use ({}); it is asked for again", file, e.toString());
    }
  }

  /**
   * Writes a table down; one that is older than what is there changes nothing.
   *
   * @return whether anything changed
   */
  public boolean tell(WorkloadId workload, long epoch, Table table) throws IOException {
    Told now = new Told(epoch, table);
    Told before = told.get(workload);
    if (before != null && !now.isNewerThan(before)) {
      return false;
    }
    boolean changed = before == null || !before.table().saysAs(table);
    // Who leads is told with the epoch.
    boolean anew = before == null || changed || before.epoch() != epoch;
    Path folder = folder(workload);
    Files.createDirectories(folder);
    Map<String, String> files = files(now);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (anew || !Files.exists(folder.resolve(file.getKey()))) {
        replace(folder, file.getKey(), file.getValue());
      }
    }
    deleteOthers(folder, files);
    replace(folder, WHOLE, EndpointText.json(table));
    link(workload);
    replace(folder, TOLD, now.text());
    keep(workload, now);
    return changed;
  }

  /** Any thread: whether it was told anything for this epoch. */
  public boolean isTold(WorkloadId workload, long epoch) {
    return Optional.ofNullable(told.get(workload)).filter(now -> now.epoch() >= epoch).isPresent();
  }

  /** What a process finds in its environment when it starts now. */
  public Map<String, String> variables(WorkloadId workload) {
    return variables.getOrDefault(workload, Collections.emptyMap());
  }

  /** Puts {@code endpoints} into the folder in which programs start, if they have not one there. */
  void link(WorkloadId workload) throws IOException {
    Path work = folders.apply(workload).resolve("work");
    if (!Files.isDirectory(work) || !Files.isDirectory(folder(workload))) {
      return;
    }
    try {
      Files.createSymbolicLink(work.resolve("endpoints"), Path.of("../endpoints"));
    } catch (FileAlreadyExistsException _) {
      // its own, or ours
    }
  }

  void forget(WorkloadId workload) {
    told.remove(workload);
    variables.remove(workload);
  }

  Path folder(WorkloadId workload) {
    return folders.apply(workload).resolve("endpoints");
  }

  private void keep(WorkloadId workload, Told now) {
    Map<String, String> all = new TreeMap<>(EndpointText.variables(now.table()));
    all.put(EndpointText.FILE, folder(workload).resolve(WHOLE).toString());
    variables.put(workload, all);
    told.put(workload, now);
  }

  private static Map<String, String> files(Told told) {
    Map<String, String> files = new TreeMap<>();
    Table table = told.table();
    table
        .services()
        .forEach(
            (service, ports) ->
                ports.forEach(
                    (port, rows) -> files.put(service + "." + port, EndpointText.lines(rows))));
    table
        .leaders()
        .forEach(
            (service, leader) -> {
              String who = leader.slot() + " " + leader.term() + " " + told.epoch() + "\n";
              files.put(service + LEADER, who);
              for (String port : table.services().getOrDefault(service, new TreeMap<>()).keySet()) {
                String lines = EndpointText.lines(table.leading(service, port));
                files.put(service + "." + port + LEADER, lines);
              }
            });
    return files;
  }

  private static void deleteOthers(Path folder, Map<String, String> files) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (!files.containsKey(name) && !name.equals(WHOLE) && !name.equals(TOLD)) {
          others.add(file);
        }
      }
    }
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
  }

  private static void replace(Path folder, String name, String text) throws IOException {
    Path next = folder.resolve(NEXT);
    Files.writeString(next, text);
    Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
