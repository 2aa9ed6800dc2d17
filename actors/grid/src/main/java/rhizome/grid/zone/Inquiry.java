package rhizome.grid.zone;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.kernel.NodeId;

/**
 * One question to all voters: for how long was nothing heard of these nodes? The answer is as of
 * the moment of asking, so that nothing heard since can be passed over, however long the answers
 * took (ADR 0011). Times are of a clock that only runs forward, counted from any moment.
 */
public final class Inquiry {

  private final Quorum quorum;
  private final List<NodeId> nodes;
  private final Duration asked;
  private final Map<String, Map<NodeId, Duration>> answers = new TreeMap<>();

  public Inquiry(Quorum quorum, List<NodeId> nodes, Duration asked) {
    this.quorum = quorum;
    this.nodes = List.copyOf(nodes);
    this.asked = asked;
  }

  /** A voter answers; what it says is as of some moment between the question and now. */
  public void answer(String voter, Map<NodeId, Duration> silences, Duration now) {
    Map<NodeId, Duration> then = new TreeMap<>();
    silences.forEach((node, silence) -> then.put(node, silence.minus(now.minus(asked))));
    answers.put(voter, then);
  }

  /** Whether everybody who votes has answered. */
  public boolean isComplete() {
    return answers.keySet().containsAll(quorum.voters());
  }

  /** For how long a majority had heard nothing; without a node on which no majority answered. */
  public Map<NodeId, Duration> agreed() {
    Map<NodeId, Duration> agreed = new LinkedHashMap<>();
    for (NodeId node : nodes) {
      Map<String, Duration> ofNode = new TreeMap<>();
      answers.forEach(
          (voter, silences) -> {
            Duration silence = silences.get(node);
            if (silence != null && !silence.isNegative()) {
              ofNode.put(voter, silence);
            }
          });
      quorum.agreed(ofNode).ifPresent(silence -> agreed.put(node, silence));
    }
    return agreed;
  }
}
