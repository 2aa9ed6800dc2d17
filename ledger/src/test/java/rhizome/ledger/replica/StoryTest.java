package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.key.PublicKey;

/**
 * What one replica hears and does, line by line: {@code >} goes in, the rest comes out. {@code
 * -Dstories.write=true} writes them anew.
 */
class StoryTest {

  private static final Path STORIES = Path.of("src/test/resources/replica");

  private final List<String> told = new ArrayList<>();

  private void step(Desk desk, Input input) {
    Story story = new Story(desk.country);
    desk.on(input);
    told.add("> " + story.of(input));
    desk.outputs.forEach(output -> told.add("  " + story.of(output)));
  }

  private void hear(Desk desk, Message message) {
    step(desk, new Input.Arrived(desk.now(), Desk.PEER, message));
  }

  private void isTold(String story) throws IOException {
    Path file = STORIES.resolve(story + ".txt");
    String text = String.join("\n", told) + "\n";
    if (Boolean.getBoolean("stories.write")) {
      Files.createDirectories(STORIES);
      Files.writeString(file, text);
    }
    assertThat(text).as("%s; -Dstories.write=true", file).isEqualTo(Files.readString(file));
  }

  @Test
  void aBlockOfOnesOwn() throws IOException {
    Desk desk = Desk.proposing(Country.LIMITS);
    long now = desk.now();
    step(desk, new Input.Started(now));
    var entries = desk.country.transfer(desk.random, desk.standing().ledger()).stream().toList();
    step(desk, new Input.Offered(now, 1, 0, entries));
    Candidate mine = desk.state.prospects().firstEntry().getValue().candidate();
    step(desk, new Input.RetellingDue(now, Desk.PEER));
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < 4; i++) {
        hear(desk, desk.vote(i, kind, mine));
      }
    }
    step(desk, new Input.TimedOut(now, Timer.PROPOSE, 2, 0));
    isTold("a-block-of-ones-own");
  }

  @Test
  void oneWhoIsLateComesBySnapshot() throws IOException {
    Desk server = new Desk().grow(9).at(0);
    server.chain.forEach(it -> server.told(new Message.Blocks(List.of(it))));
    Desk late = new Desk(new PublicKey(new Hash(8, 8, 8, 8))).grow(9);
    step(late, new Input.Started(late.now()));
    step(late, new Input.RetellingDue(late.now(), Desk.PEER));
    hear(late, server.told(late.answers().getFirst()).answers().getFirst());
    while (late.state.download().isPresent()) {
      hear(late, server.told(late.answers().getFirst()).answers().getFirst());
    }
    step(late, new Input.RetellingDue(late.now(), Desk.PEER));
    server.told(late.answers().getFirst());
    hear(late, new Message.Blocks(server.chain.subList(8, 9)));
    isTold("one-who-is-late");
  }
}
