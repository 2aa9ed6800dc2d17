package rhizome.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.agent.life.Identity;

/** What /proc says. A process that is gone, or whose file may not be read, is an empty answer. */
public final class Proc {

  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  /**
   * The fields of /proc/PID/stat that matter here.
   *
   * @param name of its program, or of the thread that forked it until it has one; 15 bytes at most
   * @param state R, S, D, T, Z (a zombie) or X
   * @param status how it ended, as waitpid would say, once it is a zombie
   */
  public record Stat(
      int pid, String name, char state, int group, int session, long startTicks, int status) {

    /** Nothing of it runs any more; only its parent has not looked yet. */
    public boolean dead() {
      return state == 'Z' || state == 'X';
    }

    /** Does it lead its session, as everything the {@link Spawner} starts? */
    public boolean leads() {
      return session == pid;
    }
  }

  /** The id of this boot of the machine. */
  public static String boot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  /** What is known of one process. */
  public static Optional<Stat> stat(int pid) {
    try {
      return Optional.of(parse(pid, text(pid, "stat")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The process that has this pid now. */
  public static Optional<Identity> identity(int pid, String boot) {
    return stat(pid)
        .filter(stat -> !stat.dead())
        .map(stat -> new Identity(pid, stat.startTicks(), boot));
  }

  /** Is exactly this process, and not a later one with its pid, still running? */
  public static boolean runs(Identity process, String boot) {
    return process.boot().equals(boot)
        && identity(process.pid(), boot).filter(process::equals).isPresent();
  }

  /** The environment it was started with, as far as we may read it. */
  public static Map<String, String> environment(int pid) {
    Map<String, String> environment = new TreeMap<>();
    try {
      for (String variable : text(pid, "environ").split("\0", -1)) {
        int equals = variable.indexOf('=');
        if (equals > 0) {
          environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
      }
    } catch (IOException _) {
      return Map.of();
    }
    return environment;
  }

  /** All processes of the machine that are not dead, in no particular order. */
  public static List<Stat> all() throws IOException {
    List<Stat> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path entry : entries) {
        stat(Integer.parseInt(entry.getFileName().toString()))
            .filter(stat -> !stat.dead())
            .ifPresent(found::add);
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException("cannot list /proc", e.getCause());
    }
    return found;
  }

  /** See proc_pid_stat(5). The command is in parentheses and may contain any character. */
  static Stat parse(int pid, String line) throws IOException {
    int end = line.lastIndexOf(')');
    String[] fields = end < 0 ? new String[0] : line.substring(end + 2).strip().split(" ");
    if (fields.length < 20) {
      throw new IOException("/proc/" + pid + "/stat has an unknown form: " + line);
    }
    // Field n of the manual page is fields[n - 3]; the exit status (52) came with Linux 3.5.
    return new Stat(
        pid,
        line.substring(line.indexOf('(') + 1, end),
        fields[0].charAt(0),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[19]),
        fields.length > 49 ? Integer.parseInt(fields[49]) : 0);
  }

  private static String text(int pid, String file) throws IOException {
    return new String(
        Files.readAllBytes(ROOT.resolve(Integer.toString(pid)).resolve(file)),
        StandardCharsets.UTF_8);
  }
}
