package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.replica.Output;

class LobbyTest {

  private final Solo solo = new Solo();
  private final TestInbox<News> follower = TestInbox.create();
  private final TestInbox<Submitted> answers = TestInbox.create();
  private final Lobby.Guests guests = new Lobby.Guests();
  private final Lobby lobby = lobby();

  private Lobby lobby() {
    return new Lobby(
        solo.hamlet.charter(),
        LedgerSettings.from(
            ConfigFactory.parseString("rhizome.ledger.pool.age-max = 1h")
                .withFallback(ConfigFactory.parseResources("rhizome/ledger.conf"))
                .resolve()),
        guests,
        solo.state.standing().ledger());
  }

  private Request.Submit submit(Entry entry) {
    return new Request.Submit(entry, answers.getRef());
  }

  private void block(Duration later) {
    solo.later(later).block(List.of());
    Output.Committed block = solo.outputs(Output.Committed.class).getLast();
    lobby.follow(block.sealed(), block.ledger());
  }

  @Test
  void theFirstToArriveAsksForAllAndEachIsAnswered() {
    Entry one = solo.hamlet.spend(1, 1);
    assertThat(lobby.arrives(submit(one))).isTrue();
    assertThat(lobby.arrives(submit(solo.hamlet.spend(2, 1)))).isFalse();
    assertThat(lobby.arrives(submit(one))).isFalse();
    assertThat(answers.hasMessages()).isFalse();
    lobby.admit();
    assertThat(answers.getAllReceived())
        .satisfiesExactly(
            it -> assertThat(it).isEqualTo(new Submitted.Waits(one.id())),
            it -> assertThat(it).isInstanceOf(Submitted.Waits.class),
            it -> assertThat(it).isEqualTo(new Submitted.Refused("KNOWN", "")));
    assertThat(lobby.size()).isEqualTo(2);
    lobby.admit();
    assertThat(answers.hasMessages()).isFalse();
    assertThat(lobby.arrives(submit(one))).as("the first again").isTrue();
  }

  @Test
  void thoseWhoArriveDoNotBecomeMoreThanIsWorthIt() {
    Entry one = solo.hamlet.spend(1, 1);
    int many = 10_000;
    for (int i = 0; i < many; i++) {
      lobby.arrives(submit(one));
    }
    assertThat(answers.getAllReceived()).hasSizeGreaterThan(many - 1_024);
  }

  @Test
  void whoArrivedInTheLastLifeIsAnsweredInTheNext() {
    Entry one = solo.hamlet.spend(1, 1);
    lobby.arrives(submit(one));
    lobby.close();
    Lobby next = lobby();
    next.open(1);
    answers.expectMessage(new Submitted.Waits(one.id()));
    assertThat(next.size()).isEqualTo(1);
  }

  @Test
  void whoWaitedTooLongGoesAndThatIsTold() {
    Entry entry = solo.hamlet.spend(1, 1);
    assertThat(lobby.submit(entry)).isInstanceOf(Submitted.Waits.class);
    lobby.follow(follower.getRef(), 1);
    block(Duration.ofMinutes(59));
    assertThat(lobby.size()).isEqualTo(1);
    Entry younger = solo.hamlet.spend(2, 1);
    assertThat(lobby.submit(younger)).isInstanceOf(Submitted.Waits.class);
    follower.getAllReceived();
    block(Duration.ofMinutes(2));
    assertThat(lobby.waiting(1_000_000)).containsExactly(younger);
    assertThat(follower.getAllReceived()).contains(new News.Gone(entry.id()));
  }
}
