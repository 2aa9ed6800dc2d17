package rhizome.cli.chaos.watch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What proc(5) tells of processes. */
final class Proc {

  private static final int START_TIME = 19; // field 22, counted from the state, field 3

  private Proc() {}

  /** Every pid there is now. */
  static long[] pids() {
    String[] names = new File("/proc").list((_, name) -> Character.isDigit(name.charAt(0)));
    long[] pids = new long[names == null ? 0 : names.length];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = Long.parseLong(names == null ? "0" : names[i]);
    }
    return pids;
  }

  /** In clock ticks since the machine's start; nothing when it has ended, or waits to be buried. */
  static Optional<Long> startTime(long pid) {
    return read(pid, "stat").flatMap(Proc::startTime);
  }

  static Optional<Long> startTime(String stat) {
    int name = stat.lastIndexOf(')'); // which may itself hold blanks and brackets
    String[] fields =
        name < 0 ? new String[0] : stat.substring(name + 2).split(" ", START_TIME + 2);
    if (fields.length <= START_TIME || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(fields[START_TIME]));
  }

  static Map<String, String> environment(long pid) {
    return read(pid, "environ").map(Proc::environment).orElse(Collections.emptyMap());
  }

  static Map<String, String> environment(String environ) {
    Map<String, String> environment = new TreeMap<>();
    for (String variable : environ.split("\0", -1)) {
      int sign = variable.indexOf('=');
      if (sign > 0) {
        environment.put(variable.substring(0, sign), variable.substring(sign + 1));
      }
    }
    return environment;
  }

  private static Optional<String> read(long pid, String kind) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), kind));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty(); // it ended meanwhile
    }
  }
}
