package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.cli.launch.Leftovers;

/** Which program runs on which node, as the kernel shows it. */
final class Programs {

  private Programs() {}

  /**
   * A workload's process.
   *
   * @param node work folder of its node
   */
  record Running(ProcessHandle process, Path node) {}

  /** By workload, for those below a data folder. */
  static Map<String, Running> in(Path data) {
    Map<String, Running> programs = new TreeMap<>();
    for (ProcessHandle process : new Leftovers(data).workloads()) {
      Map<String, String> tags = tags(process.pid());
      String workload = tags.get("RHIZOME_WORKLOAD");
      String agent = tags.get("RHIZOME_AGENT");
      if (workload != null && agent != null && !workload.startsWith("rhizome/")) {
        programs.put(workload, new Running(process, Path.of(agent)));
      }
    }
    return programs;
  }

  /** Workloads whose process is gone, is there anew, or is another one. */
  static int differing(Map<String, Running> before, Map<String, Running> after) {
    TreeSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    return Math.toIntExact(
        all.stream().filter(one -> !Objects.equals(before.get(one), after.get(one))).count());
  }

  private static Map<String, String> tags(long pid) {
    Map<String, String> tags = new TreeMap<>();
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      for (String variable : new String(bytes, StandardCharsets.UTF_8).split("\0", -1)) {
        int sign = variable.indexOf('=');
        if (sign > 0) {
          tags.put(variable.substring(0, sign), variable.substring(sign + 1));
        }
      }
    } catch (IOException _) {
      tags.clear(); // it ended meanwhile
    }
    return tags;
  }
}
