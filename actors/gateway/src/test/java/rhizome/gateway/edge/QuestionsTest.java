package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.node.AgentLink.Answer;

class QuestionsTest {

  private final Questions questions = new Questions(4);
  private final List<CompletableFuture<Answer>> answers = new ArrayList<>();

  private void add(int epoch) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.add(answer);
    questions.add(new Matter.Free(WorkloadId.parse("shop/web#0"), epoch, Instant.EPOCH), answer);
  }

  private List<Long> sent(int window) {
    List<Long> ids = new ArrayList<>();
    Optional<Ask> next = questions.next(window);
    while (next.isPresent()) {
      ids.add(next.get().id());
      next = questions.next(window);
    }
    return ids;
  }

  @Test
  void noMoreAreSentThanMayBeInFlight() {
    add(1);
    add(2);
    add(3);
    assertThat(sent(2)).containsExactly(1L, 2L);
    questions.answered(1, new Answer.Taken());
    assertThat(answers.getFirst()).isCompletedWithValue(new Answer.Taken());
    assertThat(sent(2)).containsExactly(3L);
  }

  @Test
  void whatWasNotAnsweredGoesOverTheNextLineInItsOrder() {
    add(1);
    add(2);
    add(3);
    assertThat(sent(3)).containsExactly(1L, 2L, 3L);
    questions.answered(2, new Answer.Refused("STALE_EPOCH"));
    questions.broken();
    add(4);
    assertThat(sent(2)).containsExactly(1L, 3L);
    questions.answered(1, new Answer.Taken());
    assertThat(sent(2)).containsExactly(4L);
  }

  @Test
  void whatIsTooMuchIsToBeAskedAgain() {
    for (int i = 1; i <= 4; i++) {
      add(i);
    }
    add(5);
    assertThat(answers.getLast()).isCompletedWithValue(new Answer.Lost());
    assertThat(questions.size()).isEqualTo(4);
  }

  @Test
  void anAnswerToNothingChangesNothing() {
    add(1);
    assertThat(sent(1)).containsExactly(1L);
    questions.answered(9, new Answer.Taken());
    add(2);
    assertThat(sent(1)).as("the window is as it was").isEmpty();
  }
}
