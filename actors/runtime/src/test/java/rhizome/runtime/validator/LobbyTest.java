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
  private final Lobby lobby =
      new Lobby(
          solo.hamlet.charter(),
          LedgerSettings.from(
              ConfigFactory.parseString("rhizome.ledger.pool.age-max = 1h")
                  .withFallback(ConfigFactory.parseResources("rhizome/ledger.conf"))
                  .resolve()),
          new Lobby.Guests(),
          solo.state.standing().ledger());

  private void block(Duration later) {
    solo.later(later).block(List.of());
    Output.Committed block = solo.outputs(Output.Committed.class).getLast();
    lobby.follow(block.sealed(), block.ledger());
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
