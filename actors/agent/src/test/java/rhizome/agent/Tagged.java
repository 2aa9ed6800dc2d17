package rhizome.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.agent.process.Proc;
import rhizome.kernel.WorkloadId;

/** What really runs for an agent, whatever it says itself; without what it warms up by. */
final class Tagged {

  private Tagged() {}

  /** The environments, with the pid added, of all leaders that carry the tag of this agent. */
  static List<Map<String, String>> leaders(Path root) {
    List<Map<String, String>> found = new ArrayList<>();
    try {
      for (Proc.Stat stat : Proc.all()) {
        Map<String, String> environment = new TreeMap<>(Proc.environment(stat.pid()));
        if (stat.leads()
            && root.toString().equals(environment.get(Surroundings.AGENT))
            && !environment.getOrDefault(Surroundings.WORKLOAD, "").startsWith("rhizome/")) {
          environment.put("pid", Integer.toString(stat.pid()));
          found.add(environment);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  /** The pid of the leader of each workload. */
  static Map<WorkloadId, Long> pids(List<Map<String, String>> leaders) {
    Map<WorkloadId, Long> pids = new TreeMap<>();
    for (Map<String, String> process : leaders) {
      pids.put(
          WorkloadId.parse(process.getOrDefault(Surroundings.WORKLOAD, "")),
          Long.valueOf(process.getOrDefault("pid", "0")));
    }
    return pids;
  }
}
