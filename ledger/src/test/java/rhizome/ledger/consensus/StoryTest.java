package rhizome.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.ledger.consensus.Table.HEIGHT;
import static rhizome.ledger.consensus.Table.V;
import static rhizome.ledger.consensus.Table.W;
import static rhizome.ledger.consensus.Table.proposing;
import static rhizome.ledger.consensus.Table.started;
import static rhizome.ledger.consensus.vote.Proposal.NONE;
import static rhizome.ledger.consensus.vote.Vote.Kind.PRECOMMIT;
import static rhizome.ledger.consensus.vote.Vote.Kind.PREVOTE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What one validator hears and does, line by line: {@code >} goes in, the rest comes out. {@code
 * -Dstories.write=true} writes them anew.
 */
class StoryTest {

  private static final Path STORIES = Path.of("src/test/resources/consensus");

  private static void isTold(String story, Table table) throws IOException {
    Path file = STORIES.resolve(story + ".txt");
    String told = String.join("\n", table.trace) + "\n";
    if (Boolean.getBoolean("stories.write")) {
      Files.createDirectories(STORIES);
      Files.writeString(file, told);
    }
    assertThat(told).as("%s; -Dstories.write=true", file).isEqualTo(Files.readString(file));
  }

  @Test
  void aHappyHeight() throws IOException {
    Table table = proposing().on(new Input.ValueReady(7, 0, V));
    table.votes(3, PREVOTE, 0, V).votes(3, PRECOMMIT, 0, V);
    isTold("happy-height", table.on(new Input.StartHeight(new Height(8, HEIGHT.validators(), W))));
  }

  @Test
  void theProposerIsSilent() throws IOException {
    Table table = started().timeout(Timer.PROPOSE).votes(2, PREVOTE, 0, null);
    isTold("proposer-silent", table.votes(2, PRECOMMIT, 0, null).timeout(Timer.PRECOMMIT));
  }

  @Test
  void aLaterPolkaUnlocks() throws IOException {
    Table table = started().proposal(0, V, NONE).votes(2, PREVOTE, 0, V);
    table.votes(3, PRECOMMIT, 0, null).timeout(Timer.PRECOMMIT).timeout(Timer.PROPOSE);
    table.votes(3, PREVOTE, 1, W).timeout(Timer.PREVOTE);
    table.votes(3, PRECOMMIT, 1, null).timeout(Timer.PRECOMMIT);
    isTold("lock-and-unlock", table.proposal(2, W, 1).votes(2, PREVOTE, 2, W));
  }

  @Test
  void aCrashAfterPersist() throws IOException {
    Table table = started().proposal(0, V, NONE).votes(2, PREVOTE, 0, V).crash();
    isTold("crash-after-persist", table.on(new Input.Start()).votes(2, PRECOMMIT, 0, V));
  }

  @Test
  void anEquivocation() throws IOException {
    isTold("equivocation", started().votes(1, PREVOTE, 0, V).votes(1, PREVOTE, 0, W));
  }

  @Test
  void aRoundIsSkipped() throws IOException {
    isTold("round-skip", started().votes(2, PREVOTE, 2, null).timeout(Timer.PROPOSE));
  }
}
