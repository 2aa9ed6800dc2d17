package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.MemberFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.Settings;
import rhizome.cli.launch.Background;

/** One of several control members, in a JVM of its own, which may die and come back. */
final class MemberJvm {

  private final Path data;
  private final List<String> words;
  private @Nullable Process process;

  /**
   * @param words the command line after {@code rhizome}
   * @param settings over those of its profile
   */
  MemberJvm(Path data, List<String> words, String settings) throws IOException {
    this.data = data;
    this.words = List.copyOf(words);
    Files.writeString(Files.createDirectories(data).resolve(Settings.FILE), settings);
  }

  /** Starts it, without waiting: the first ones come up together. */
  void start() throws IOException {
    process = Background.start(List.of(), words, log()).process();
  }

  Path log() {
    return data.resolve("member.log");
  }

  /** Whether this life of it is inside the cluster, and its API open. */
  boolean isUp() throws IOException {
    Process now = running();
    if (!now.isAlive()) {
      throw new Trouble(
          ExitCode.FAILED, "a control member ended by itself:\n" + Files.readString(log()));
    }
    return MemberFile.read(data).filter(file -> file.pid() == now.pid()).isPresent();
  }

  /** Among members. */
  String address() {
    return MemberFile.read(data).orElseThrow().address();
  }

  GridClient client(Path credentials) {
    return GridClient.of(data, Optional.of(credentials));
  }

  /** {@code kill -9} of its JVM; returns when it is dead. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the member on " + data + " was never started");
    }
    return process;
  }
}
