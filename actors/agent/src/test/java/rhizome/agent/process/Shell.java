package rhizome.agent.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts scripts in a folder; what they print goes to {@code out.log} there. */
record Shell(Path folder, Map<String, String> more) {

  private static final Spawner SPAWNER = new Spawner();

  Shell(Path folder) {
    this(folder, Map.of());
  }

  Shell with(String name, String value) {
    return new Shell(folder, Map.of(name, value));
  }

  Program program(String script) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("PATH", "/usr/bin:/bin");
    return new Program(Path.of("/bin/sh"), List.of("-c", script), environment, folder, out());
  }

  Leader start(String script) throws NotStarted, IOException {
    return Leader.ofChild(SPAWNER.spawn(program(script)), Proc.boot());
  }

  Path out() {
    return folder.resolve("out.log");
  }
}
