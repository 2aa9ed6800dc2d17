package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LoopbackTest {

  private static final int NUMBERS = 14;

  @Test
  void processesThatRunTogetherShareNoAddressWithEachOtherNorWithTheUsualOne() throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (long pid = 2; pid < 3000; pid++) {
      for (int number = 0; number < NUMBERS; number++) {
        String address = Loopback.address(pid, number);
        assertThat(all.add(address)).as("process %d has %s for itself", pid, address).isTrue();
        assertThat(InetAddress.getByName(address).isLoopbackAddress()).as(address).isTrue();
      }
    }
    assertThat(all).doesNotContain("127.0.0.1");
  }

  @Test
  void oneCanListenThere() throws IOException {
    InetAddress ours = InetAddress.getByName(Loopback.address(NUMBERS - 1));
    try (ServerSocket socket = new ServerSocket(0, 1, ours)) {
      assertThat(socket.getInetAddress()).isEqualTo(ours);
    }
  }

  @Test
  void thereAreNoMoreThanFitIntoAByte() {
    assertThatThrownBy(() -> Loopback.address(1, NUMBERS)).hasMessageContaining("0 to 13");
    assertThatThrownBy(() -> Loopback.address(1, -1)).hasMessageContaining("0 to 13");
  }
}
