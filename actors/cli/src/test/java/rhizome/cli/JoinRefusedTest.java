package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code rhizome join} says when it cannot. */
class JoinRefusedTest {

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--role contrl --seed 10.0.0.1:7718; did you mean control",
        "--role control --seed 10.0.0.1; HOST:PORT",
        "--role control --first --seed 10.0.0.1:7718; not both",
        "--role control --first --discovery dns --service grid.example; give one of them",
        "--role control --seed 10.0.0.1:7718 --discovery dns --service x; give one of them",
        "--role control --seed 10.0.0.1:99999; 65535"
      })
  void aLineThatMakesNoSenseIsAUsageError(String words, String hint) {
    Said said = join(words);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--role control --seed 127.0.0.1:1; a journal that all of its members share",
        "--role node --seed 127.0.0.1:1; holds no keys of the cluster",
        "--role node --seed 127.0.0.1:1 --discovery consul; use one of seeds, dns, kubernetes-api",
        "--role node --discovery dns; rhizome.cluster.service",
        "--role node --discovery dns --service x --host 10.0.0.1; --management-host",
        "--role node --detection wann --seed 127.0.0.1:1; lan-fast, default, wan",
        "--seed 127.0.0.1:1; needs a role"
      })
  void whatIsMissingIsNamedWithTheWayOut(String words, String hint) {
    Said said = join(words);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains(hint);
  }

  @Test
  void anUnknownKeyIsFoundInTheFileOfAMember() throws IOException {
    Files.writeString(data.resolve("rhizome.conf"), "rhizome.cluster.detecton = wan\n");
    Said said = join("--role node --seed 127.0.0.1:1");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("rhizome.conf:1")
        .contains("did you mean rhizome.cluster.detection?");
  }

  @Test
  void aSeedThatIsNotThereEndsTheCommandAfterItsTime() throws Exception {
    try (ClusterProcess cluster = new ClusterProcess(data, 1)) {
      Path conf = cluster.data(0).resolve("rhizome.conf");
      Files.writeString(conf, Files.readString(conf) + "rhizome.cluster.join-timeout = 3s\n");
      CommandProcess join =
          CommandProcess.start(
              cluster.data(0),
              List.of(),
              cluster.words(0, "--role", "control", "--seed", "127.0.0.1:1"));
      Said said = join.end();
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err())
          .contains("not inside a cluster after 3 s")
          .contains("127.0.0.1:1 refuses connections: no member listens there");
    }
  }

  private Said join(String words) {
    List<String> all = new ArrayList<>(List.of("join"));
    all.addAll(List.of(words.split(" ", -1)));
    all.addAll(List.of("--data", data.toString()));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }
}
