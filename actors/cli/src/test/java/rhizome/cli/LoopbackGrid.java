package rhizome.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.client.GridFile;
import rhizome.gateway.Door;
import rhizome.gateway.InMemoryGrid;

/** A real gateway on loopback over a grid in memory, found by commands in its data folder. */
public final class LoopbackGrid implements AutoCloseable {

  private final Path data;
  private final InMemoryGrid world = new InMemoryGrid();
  private final Door door;

  public LoopbackGrid(Path data) throws IOException {
    this.data = data;
    this.door = Door.to(world, data);
    announce(ProcessHandle.current().pid());
  }

  /** Has commands believe that the grid is this process. */
  public void announce(long pid) throws IOException {
    new GridFile(door.url(), pid, "").write(data);
  }

  public Path data() {
    return data;
  }

  /** What happens in it, and can be made to happen. */
  public InMemoryGrid world() {
    return world;
  }

  /** Waits until it is told to end, which is after the answer has left. */
  public boolean awaitShutdown() throws InterruptedException {
    GridProcess.await("told to end", () -> world.shutdown().isPresent());
    return world.shutdown().orElseThrow();
  }

  /** Runs a command on this grid where nobody can be asked. */
  public Said run(String... words) {
    return run(ScriptedTerminal.NOBODY, words);
  }

  public Said run(ScriptedTerminal terminal, String... words) {
    return terminal.run(here(words));
  }

  /** What it says of its progress can be read meanwhile. */
  public Said run(ByteArrayOutputStream err, String... words) {
    return ScriptedTerminal.NOBODY.run(err, here(words));
  }

  private String[] here(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return all.toArray(String[]::new);
  }

  public Path blueprint(String robot, String services) throws IOException {
    return BlueprintFile.write(data, robot, services);
  }

  @Override
  public void close() {
    door.close();
  }
}
