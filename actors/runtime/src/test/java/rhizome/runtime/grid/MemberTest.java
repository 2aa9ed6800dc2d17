package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.FreePorts;

class MemberTest {

  private static final GridSettings SETTINGS =
      GridSettings.from(Member.profile(ConfigFactory.empty()));

  @TempDir Path data;

  @Test
  void ofAMemberThatCannotBeginNothingIsLeft() throws IOException {
    int port = FreePorts.pick(1).getFirst();
    Config broken =
        ConfigFactory.parseString(
            """
            akka.cluster.sharding.state-store-mode = nonsense
            akka.remote.artery.canonical.port = %d
            """
                .formatted(port));
    assertThatThrownBy(() -> Member.control(data, broken, SETTINGS))
        .hasMessageContaining("nonsense");
    listen(port).close();
    String nowhere = "akka://rhizome@127.0.0.1:" + port;
    assertThatThrownBy(() -> Member.node(data, nowhere, broken, SETTINGS))
        .hasMessageContaining("nonsense");
    listen(port).close();
  }

  /** Fails where somebody listens already. */
  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
  }
}
