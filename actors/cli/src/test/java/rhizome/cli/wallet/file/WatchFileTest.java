package rhizome.cli.wallet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.wallet.Watched;

/** What is watched, in a file that several commands write at a time. */
@Timeout(120)
class WatchFileTest {

  private static final int EACH = 20;

  @TempDir private Path folder;

  private static Watched some(int number) {
    Address address = new Address(Address.KEY, Blake.of(new byte[] {(byte) number}));
    return new Watched(
        new Condition.Multisig(1, List.of(address, Address.of(new PublicKey(Hash.ZERO)))),
        Optional.empty());
  }

  /** Another process: adds so many from that number on. */
  public static void main(String[] words) {
    WatchFile file = WatchFile.beside(Path.of(words[0]));
    int first = Integer.parseInt(words[1]);
    for (int i = first; i < first + EACH; i++) {
      file.add(some(i));
    }
  }

  @Test
  void whatSeveralCommandsAddIsAllThere() throws IOException, InterruptedException {
    Path wallet = folder.resolve("wallet.json");
    List<Process> processes = new ArrayList<>();
    for (int first = 0; first < 4 * EACH; first += EACH) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  WatchFileTest.class.getName(),
                  wallet.toString(),
                  Integer.toString(first))
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(WatchFile.beside(wallet).read()).hasSize(4 * EACH);
  }

  @Test
  void aSecretIsAddedToWhatIsKnownAndNeverTakenAway() {
    WatchFile file = WatchFile.beside(folder.resolve("new").resolve("wallet.json"));
    Hash secret = Blake.of(new byte[] {1, 2});
    file.add(some(1));
    file.add(new Watched(some(1).condition(), Optional.of(secret)));
    file.add(some(1));
    assertThat(file.read()).extracting(Watched::secret).containsExactly(Optional.of(secret));
  }

  @Test
  void oneTooManyIsRefusedAndTheRestKept() {
    WatchFile file = WatchFile.beside(folder.resolve("wallet.json"));
    for (int i = 0; i < 100; i++) {
      file.add(some(i));
    }
    assertThatThrownBy(() -> file.add(some(100)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("no more than 100 conditions");
    assertThat(file.read()).hasSize(100);
  }
}
