package rhizome.cli.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.chaos.history.Stories.apply;
import static rhizome.cli.chaos.history.Stories.at;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.Stories;
import rhizome.cli.chaos.history.Wish;

/** Each law lets a good history pass, and catches the one thing it is there for. */
class LawsTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Checker CHECKER = Checker.within(BOUND);

  /** A node is lost, its program moves, and an operator scales up meanwhile. */
  private static Stories good() {
    return good(2);
  }

  private static Stories good(int ledgers) {
    return new Stories()
        .wish(0, 1, apply(1), new Answer.Done(1))
        .life("shop/ledger#0", "n1", 1, 2, 10)
        .fault(10, 30, false)
        .lasts("shop/ledger#0", "n2", 2, 14)
        .wish(12, 13, apply(ledgers), new Answer.Done(2))
        .lasts("shop/ledger#1", "n3", 1, 15)
        .robot("active", 2, ledgers)
        .says("shop/ledger#0", "ready on n2", "ready on n2");
  }

  private static List<String> broken(Stories story) {
    return CHECKER.judge(story.told()).stream().map(Violation::law).distinct().toList();
  }

  @Test
  void aGoodHistoryBreaksNothing() {
    assertThat(CHECKER.judge(good().told())).isEmpty();
  }

  @Test
  void twoThatCrossForAMillisecondAreTwo() {
    Stories story = good().life("shop/ledger#1", "n1", 2, 20, 20.001);
    assertThat(CHECKER.judge(story.told()))
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.law()).isEqualTo(new NoneDoubled().name());
              assertThat(breach.at()).isEqualTo(at(20));
              assertThat(breach.evidence())
                  .contains("for 1 ms", "on n3, epoch 1", "on n1, epoch 2");
            });
  }

  @Test
  void oneThatComesAsTheOtherGoesIsOne() {
    assertThat(
            broken(
                good().life("shop/ledger#2", "n1", 1, 3, 4).life("shop/ledger#2", "n2", 2, 4, 5)))
        .isEmpty();
  }

  @Test
  void theProcessesOfOneProgramAreOne() {
    assertThat(broken(good().lasts("shop/ledger#1", "n3", 1, 16))).isEmpty();
  }

  @Test
  void sharedOnesMayCross() {
    Stories story = good().life("shop/web#0", "n1", 1, 2, 8).life("shop/web#0", "n2", 2, 5, 9);
    assertThat(broken(story)).isEmpty();
  }

  @Test
  void aLockThatWasTakenIsProofEvenIfNobodySawIt() {
    Stories story = good().entry(new Entry.Overlap(at(14), "shop/ledger#0", "n2 epoch 2"));
    assertThat(broken(story)).containsExactly(new NoneDoubled().name());
    Stories shared = good().entry(new Entry.Overlap(at(14), "shop/web#0", "n2 epoch 2"));
    assertThat(broken(shared)).isEmpty();
  }

  @Test
  void whatWasAcknowledgedLastIsWhatIsCarriedOut() {
    assertThat(broken(good().robot("active", 2, 1))).contains(new NothingLost().name());
    assertThat(broken(good().robot("active", 1, 1))).contains(new NothingLost().name());
    assertThat(broken(good().robot("idle", 0, 0))).contains(new NothingLost().name());
  }

  @Test
  void noGenerationIsGivenTwiceOrBackwards() {
    Stories twice = good().wish(20, 21, apply(1), new Answer.Done(2));
    assertThat(broken(twice)).contains(new NothingLost().name());
    Stories again = good().wish(20, 21, apply(2), new Answer.Done(2));
    assertThat(broken(again)).as("the same once more changes nothing").isEmpty();
    Stories backwards = good().wish(20, 21, apply(2), new Answer.Done(1));
    assertThat(broken(backwards)).contains(new NothingLost().name());
  }

  @Test
  void whoGotNoAnswerMayHaveComeAfterAndNobodyElse() {
    Stories open = good().wish(20, 28, apply(2), new Answer.Unknown("cut")).robot("active", 3, 2);
    assertThat(broken(open)).isEmpty();
    assertThat(broken(open.robot("active", 4, 2))).containsExactly(new NothingLost().name());
    assertThat(broken(good().robot("active", 3, 2))).containsExactly(new NothingLost().name());
    Stories refused = good().wish(20, 21, apply(2), new Answer.Refused("no")).robot("active", 3, 2);
    assertThat(broken(refused)).containsExactly(new NothingLost().name());
    Stories unanswered = good().end(60).wish(20, apply(2)).robot("active", 3, 2);
    assertThat(CHECKER.laws().getFirst().breaches(unanswered.told())).isEmpty();
  }

  @Test
  void whatWasDestroyedStaysDestroyed() {
    Stories destroyed =
        new Stories()
            .wish(0, 1, apply(1), new Answer.Done(1))
            .life("shop/ledger#0", "n1", 1, 2, 6)
            .wish(5, 6, new Wish.Destroy("shop"), new Answer.Done(0));
    assertThat(broken(destroyed)).isEmpty();
    assertThat(broken(destroyed.robot("active", 1, 1))).contains(new NothingLost().name());
  }

  @Test
  void whatIsWantedRunsWithinTheBoundAndGoesOnRunning() {
    String law = new AllRunAgain(BOUND, BOUND).name();
    Stories never = good(3);
    assertThat(broken(never)).containsExactly(law);
    Stories late = good(3).lasts("shop/ledger#2", "n1", 1, 50.5);
    assertThat(broken(late)).containsExactly(law);
    Stories inTime = good(3).lasts("shop/ledger#2", "n1", 1, 49);
    assertThat(broken(inTime)).isEmpty();
    Stories ended = good(3).life("shop/ledger#2", "n1", 1, 49, 90);
    assertThat(broken(ended)).containsExactly(law);
    Stories relapsed = inTime.life("shop/ledger#2", "n1", 2, 20, 30);
    assertThat(broken(relapsed)).as("it came back in time").isEmpty();
  }

  @Test
  void aRestartInPlaceIsABlink() {
    Stories blinks =
        good(3).life("shop/ledger#2", "n1", 1, 16, 80).lasts("shop/ledger#2", "n1", 2, 81);
    assertThat(broken(blinks)).isEmpty();
  }

  @Test
  void whatNobodyWantsIsGoneWithinTheBound() {
    assertThat(broken(good().life("shop/ledger#5", "n1", 1, 2, 49))).isEmpty();
    assertThat(broken(good().life("shop/ledger#5", "n1", 1, 2, 51)))
        .containsExactly(new NothingUnwanted(BOUND).name());
  }

  @Test
  void aFaultOfTheControlPlaneTouchesNoProgram() {
    String law = new UntouchedStay(BOUND).name();
    Stories touched =
        good(3)
            .fault(70, 75, true)
            .life("shop/ledger#2", "n1", 1, 20, 72)
            .lasts("shop/ledger#2", "n2", 2, 73);
    assertThat(broken(touched)).containsExactly(law);
    assertThat(broken(touched.wish(71, 72, apply(3), new Answer.Refused("no"))))
        .as("somebody wished something about it")
        .isEmpty();
  }

  @Test
  void anotherFaultExplainsAnEnd() {
    Stories both =
        good(3)
            .fault(70, 75, true)
            .fault(71, 72, false)
            .life("shop/ledger#2", "n1", 1, 20, 72)
            .lasts("shop/ledger#2", "n2", 2, 73);
    assertThat(broken(both)).isEmpty();
  }

  @Test
  void whatWakesAsSomethingElseWasNotInTheJournal() {
    String law = new ReplaysSame().name();
    assertThat(broken(good().says("shop/ledger#0", "ready on n2", "pending"))).containsExactly(law);
    assertThat(broken(good().forgets("shop/ledger#0"))).containsExactly(law);
  }

  @Test
  void ofAProgramThatStayedWhileAllWokeAnewTheSameIsSaid() {
    Stories woken =
        good(3)
            .entry(new Entry.Settled(at(40)))
            .fault(40, 45, true)
            .says("shop/ledger#2", "ready, incarnation 1", "ready, incarnation 2");
    assertThat(broken(woken.lasts("shop/ledger#2", "n1", 1, 20)))
        .containsExactly(new ReplaysSame().name());
  }

  @Test
  void onceAllHasSettledNothingEarlierExplainsAnEnd() {
    Stories woken =
        good(3)
            .wish(37, 38, apply(3), new Answer.Refused("no"))
            .entry(new Entry.Settled(at(40)))
            .fault(40, 45, true)
            .says("shop/ledger#2", "ready, incarnation 1", "ready, incarnation 2")
            .life("shop/ledger#2", "n1", 1, 20, 42)
            .lasts("shop/ledger#2", "n1", 2, 43);
    assertThat(broken(woken)).containsExactly(new UntouchedStay(BOUND).name());
  }

  @Test
  void afterAllSettledNoFaultDelaysTheBound() {
    Stories story = good(3).entry(new Entry.Settled(at(60))).fault(61, 90, true);
    assertThat(story.told().calm()).isEqualTo(at(30));
    assertThat(broken(story.lasts("shop/ledger#2", "n1", 1, 55)))
        .containsExactly(new AllRunAgain(BOUND, BOUND).name());
  }
}
