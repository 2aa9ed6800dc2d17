package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.StatusReply;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import rhizome.grid.node.Node;
import rhizome.runtime.entity.EntityShell;

/** What counts as an answer: on it hangs whether a question is asked again. */
class RefusalsTest {

  @Test
  void everyRefusalOfALawIsAnAnswerHoweverItIsWrapped() {
    for (Node.Refusal refusal : Node.Refusal.values()) {
      StatusReply.ErrorMessage bare = new StatusReply.ErrorMessage(refusal.name());
      assertThat(Refusals.of(bare)).contains(refusal.name());
      assertThat(Refusals.of(new CompletionException(bare))).contains(refusal.name());
    }
  }

  @Test
  void whoWasTurnedAwayAtTheDoorHasNoAnswer() {
    assertThat(Refusals.of(new StatusReply.ErrorMessage(EntityShell.OVERLOADED))).isEmpty();
  }

  @Test
  void silenceAndAccidentsAreNoAnswer() {
    assertThat(Refusals.of(new TimeoutException("STALE_EPOCH"))).isEmpty();
    assertThat(Refusals.of(new CompletionException(new IllegalStateException("NOT_HELD"))))
        .isEmpty();
    assertThat(Refusals.of(new CompletionException("without a cause", null))).isEmpty();
  }
}
