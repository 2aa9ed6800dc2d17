package rhizome.runtime.checkup;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What agents that are no members have shown at a member's door, while they are there. */
public final class AgentCertificates {

  /** Whoever has more that end soon has one cause for all of them. */
  static final int TOLD_MAX = 20;

  /**
   * The certificate by which an agent's connection was opened.
   *
   * @param from milliseconds since the epoch, as {@code until}
   */
  public record Shown(String node, long from, long until) {}

  private final Map<Long, Shown> shown = new ConcurrentHashMap<>();

  /**
   * @param visit a number that no other connection of this member has
   */
  public void come(long visit, String node, X509Certificate certificate) {
    long from = certificate.getNotBefore().toInstant().toEpochMilli();
    long until = certificate.getNotAfter().toInstant().toEpochMilli();
    shown.put(visit, new Shown(node, from, until));
  }

  public void gone(long visit) {
    shown.remove(visit);
  }

  /** Those that end first. */
  public List<Shown> soonest() {
    return shown.values().stream()
        .sorted(Comparator.comparingLong(Shown::until).thenComparing(Shown::node))
        .limit(TOLD_MAX)
        .toList();
  }
}
