package rhizome.gateway.edge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.node.AgentLink.Answer;

/**
 * Questions of an agent that wait: for a line, for room on it, or for their answer. A line that
 * breaks takes none of them along; all that were not answered go over the next one, in their order.
 */
final class Questions {

  private record Open(Ask ask, CompletableFuture<Answer> answer) {}

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final Deque<Long> unsent = new ArrayDeque<>();
  private final int max;
  private long asked;
  private int inFlight;

  /**
   * @param max how many wait at the same time
   */
  Questions(int max) {
    this.max = max;
  }

  /** Beyond the limit the answer is {@link Answer.Lost} at once, so that it is asked again. */
  void add(Matter matter, CompletableFuture<Answer> answer) {
    if (open.size() >= max) {
      answer.complete(new Answer.Lost());
      return;
    }
    long id = ++asked;
    open.put(id, new Open(new Ask(id, matter), answer));
    unsent.addLast(id);
  }

  /**
   * The next to send on this line, if there is room on it.
   *
   * @param window how many may be in flight
   */
  Optional<Ask> next(int window) {
    if (inFlight >= window || unsent.isEmpty()) {
      return Optional.empty();
    }
    inFlight++;
    return Optional.ofNullable(open.get(unsent.removeFirst())).map(Open::ask);
  }

  /** An answer to what nobody asked, or what was answered before, changes nothing. */
  void answered(long id, Answer answer) {
    Open answered = open.remove(id);
    if (answered != null) {
      inFlight--;
      answered.answer.complete(answer);
    }
  }

  /** The line is gone, and with it what was in flight. */
  void broken() {
    inFlight = 0;
    unsent.clear();
    unsent.addAll(open.keySet());
  }

  int size() {
    return open.size();
  }
}
