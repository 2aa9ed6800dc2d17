package rhizome.agent.process;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who belongs to a process: its session, and whoever carries its tags, as a daemon does that left
 * the session. Who did both, left and put off the tags, is not known again.
 *
 * @param session its pid, or {@link #NO_SESSION} when there was no process
 * @param tagged tells by an environment
 */
public record Kin(int session, Predicate<Map<String, String>> tagged) {

  /** Not 0, which is the session of the kernel's own threads. */
  public static final int NO_SESSION = -1;

  /**
   * Those of it among all that run now. A living leader means that the number was given to a
   * stranger: then nobody of the session is left, as the kernel does not reuse a number that still
   * names a session.
   */
  List<Proc.Stat> among(Map<Proc.Stat, Map<String, String>> all) {
    boolean strange = all.keySet().stream().anyMatch(stat -> stat.pid() == session && stat.leads());
    return all.entrySet().stream()
        .filter(
            entry ->
                (!strange && entry.getKey().session() == session) || tagged.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
