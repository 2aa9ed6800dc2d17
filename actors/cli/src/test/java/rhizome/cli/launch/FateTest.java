package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.cli.client.GridFile;

class FateTest {

  private static final String JOINED = "akka://rhizome@127.0.0.1:1000";
  private static final URI URL = URI.create("http://127.0.0.1:7717");

  /** Larger than any pid Linux gives. */
  private static final long NO_PROCESS = 1L << 40;

  @Test
  void aMemberStays() {
    assertThat(Fate.of(running(JOINED), JOINED, false, false)).isEqualTo(Fate.STAY);
  }

  @Test
  void aNodeWhoseGridIsGoneStaysAndHealsAlone() {
    assertThat(Fate.of(Optional.empty(), JOINED, true, false)).isEqualTo(Fate.STAY);
    assertThat(Fate.of(killed(JOINED), JOINED, true, false)).isEqualTo(Fate.STAY);
  }

  @Test
  void aGridThatCameBackElsewhereIsJoinedAgain() {
    assertThat(Fate.of(running("akka://rhizome@127.0.0.1:2000"), JOINED, false, false))
        .isEqualTo(Fate.REJOIN);
  }

  @Test
  void aNodeThatWasCutOffFromALivingGridJoinsAgain() {
    assertThat(Fate.of(running(JOINED), JOINED, true, false)).isEqualTo(Fate.REJOIN);
  }

  @Test
  void aGridThatWasEndedForGoodTakesItsNodesWithIt() {
    assertThat(Fate.of(Optional.empty(), JOINED, false, true)).isEqualTo(Fate.GRID_DOWN);
    assertThat(Fate.of(running(JOINED), JOINED, false, true)).isEqualTo(Fate.GRID_DOWN);
  }

  private static Optional<GridFile> running(String member) {
    return Optional.of(new GridFile(URL, ProcessHandle.current().pid(), member));
  }

  private static Optional<GridFile> killed(String member) {
    return Optional.of(new GridFile(URL, NO_PROCESS, member));
  }
}
