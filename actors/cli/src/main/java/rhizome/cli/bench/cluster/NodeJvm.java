package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;

/** A node in a JVM of its own, with a work folder by which its processes are known. */
final class NodeJvm {

  private final Path data;
  private final String name;
  private final List<String> options;
  private Process process;

  private NodeJvm(Path data, String name, List<String> options) throws IOException {
    this.data = data;
    this.name = name;
    this.options = List.copyOf(options);
    this.process = begin();
  }

  /** A member of the grid on a data folder. */
  static NodeJvm start(Path data, String name) throws IOException {
    return new NodeJvm(data, name, List.of());
  }

  /** No member of a cluster, but one that calls its gateways. */
  static NodeJvm call(Path data, String name, String gateways, Path credentials)
      throws IOException {
    return new NodeJvm(
        data, name, List.of("--gateway=" + gateways, "--credentials=" + credentials));
  }

  private Process begin() throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "node",
                "--name",
                name,
                "--data",
                data.toString(), // a word of its own: so Leftovers find it
                "--work",
                work().toString(),
                "--cpu=2",
                "--memory=1GiB"));
    words.addAll(options);
    return Background.start(List.of(), words, log()).process();
  }

  void startAgain() throws IOException {
    process = begin();
  }

  Path log() {
    return data.resolve(name + ".log");
  }

  Path work() {
    return data.resolve("nodes").resolve(name);
  }

  /** The agent's host is lost: its JVM and every process of it, as with its power. */
  void lose() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    all.addAll(new Leftovers(work()).processes());
    all.forEach(ProcessHandle::destroyForcibly);
    new Leftovers(work()).kill(); // whom the dying agent started meanwhile
    process.waitFor();
  }
}
