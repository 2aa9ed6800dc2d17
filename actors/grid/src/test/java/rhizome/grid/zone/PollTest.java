package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.kernel.NodeId;

class PollTest {

  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Poll poll = new Poll(KEPT);

  @BeforeEach
  void vote() {
    assertThat(poll.vote(Quorum.of(List.of("a", "b", "c")))).isEmpty();
  }

  @Test
  void aSignIsRenewedOnceWhenAMajorityHasNotedIt() {
    poll.open(sign("x", 1), at(0));
    assertThat(poll.noted("a", sign("x", 1))).isEmpty();
    assertThat(poll.noted("a", sign("x", 1))).as("twice the same").isEmpty();
    assertThat(poll.noted("z", sign("x", 1))).as("no voter").isEmpty();
    assertThat(poll.noted("b", sign("x", 1))).contains(sign("x", 1));
    assertThat(poll.noted("c", sign("x", 1))).as("known already").isEmpty();
  }

  @Test
  void whoNotedALaterSignStandsForTheEarlier() {
    poll.open(sign("x", 1), at(0));
    assertThat(poll.noted("a", sign("x", 1))).isEmpty();
    poll.open(sign("x", 2), at(1_000));
    assertThat(poll.noted("b", sign("x", 2))).contains(sign("x", 1));
    assertThat(poll.noted("c", sign("x", 2))).contains(sign("x", 2));
  }

  @Test
  void anAnswerForABootThatIsOverCountsForNothing() {
    poll.open(sign("x", 5), at(0));
    poll.noted("a", sign("x", 5));
    poll.open(sign("y", 1), at(10));
    assertThat(poll.noted("b", sign("x", 5))).isEmpty();
    poll.noted("a", sign("y", 1));
    assertThat(poll.noted("b", sign("y", 1))).contains(sign("y", 1));
  }

  @Test
  void whenOthersVoteAllIsCountedAnewAndSentAgain() {
    poll.open(sign("x", 1), at(0));
    poll.noted("a", sign("x", 1));
    assertThat(poll.vote(Quorum.of(List.of("a", "b", "d")))).containsExactly(sign("x", 1));
    assertThat(poll.noted("b", sign("x", 1))).as("a noted it for other voters").isEmpty();
    assertThat(poll.noted("d", sign("x", 1))).contains(sign("x", 1));
  }

  @Test
  void whatNoMajorityHasNotedIsSentAgainAndNothingElse() {
    poll.open(sign("x", 1), at(0));
    assertThat(poll.again(PATIENCE, at(299))).isEmpty();
    assertThat(poll.again(PATIENCE, at(300))).containsExactly(sign("x", 1));
    assertThat(poll.again(PATIENCE, at(500))).as("just sent").isEmpty();
    assertThat(poll.again(PATIENCE, at(600))).containsExactly(sign("x", 1));
    poll.noted("a", sign("x", 1));
    poll.noted("b", sign("x", 1));
    assertThat(poll.again(PATIENCE, at(900))).isEmpty();
  }

  @Test
  void aNodeThatSaysNothingMoreIsAskedAboutForALeaseAndThenForgotten() {
    poll.open(sign("x", 1), at(0));
    assertThat(poll.again(PATIENCE, at(1_999))).hasSize(1);
    assertThat(poll.again(PATIENCE, at(2_000))).isEmpty();
    assertThat(poll.nodes()).isEmpty();
    assertThat(poll.noted("a", sign("x", 1))).isEmpty();
  }

  private static Sign sign(String boot, long number) {
    return new Sign(new NodeId("n1"), boot, number);
  }

  private static Duration at(long millis) {
    return Duration.ofMillis(millis);
  }
}
