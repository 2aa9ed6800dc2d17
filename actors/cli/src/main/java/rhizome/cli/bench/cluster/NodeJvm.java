package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;

/** A node in a JVM of its own, with a work folder by which its processes are known. */
final class NodeJvm {

  private final ControlJvm control;
  private final String name;
  private Process process;

  private NodeJvm(ControlJvm control, String name) throws IOException {
    this.control = control;
    this.name = name;
    this.process = begin();
  }

  static NodeJvm start(ControlJvm control, String name) throws IOException {
    return new NodeJvm(control, name);
  }

  private Process begin() throws IOException {
    List<String> words =
        List.of(
            "node",
            "--name",
            name,
            "--data",
            control.data().toString(), // a word of its own: so Leftovers find it
            "--work",
            work().toString(),
            "--cpu=2",
            "--memory=1GiB");
    return Background.start(List.of(), words, control.data().resolve(name + ".log")).process();
  }

  void startAgain() throws IOException {
    process = begin();
  }

  String name() {
    return name;
  }

  Path work() {
    return control.data().resolve("nodes").resolve(name);
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
