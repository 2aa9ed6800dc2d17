package rhizome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhizome.blueprints.model.Resources;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.GridHost;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.HostSettings;
import rhizome.cli.host.NodeHost;
import rhizome.cli.host.NodeSettings;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;

/**
 * Does once, in this process, what later runs shall do fast: a grid, a far node, and the commands;
 * or the commands alone. The launcher has the JVM record an AOT cache meanwhile (JEP 483, JEP 514).
 * There is one for each, for a JVM links all classes of its cache when it starts: a command that
 * ends at once would pay for a whole grid.
 */
@Command(name = "train", hidden = true, description = "Have the JVM learn what to start fast.")
final class Train implements Callable<Integer> {

  private static final Resources CAPACITY = new Resources(1_000, 1L << 30);

  private static final String BLUEPRINT =
      """
      blueprint: v1
      name: train
      services:
        sleep:
          run: {command: sleep, args: [1000000]}
          health: {process: true}
      """;

  private static final List<List<String>> LESSONS =
      List.of(
          List.of("plan", "FILE"),
          List.of("apply", "--yes", "FILE"),
          List.of("status"),
          List.of("get", "robots"),
          List.of("get", "workloads"),
          List.of("get", "nodes", "--output", "yaml"),
          List.of("explain", "train/sleep#0", "--output", "json"),
          List.of("explain", "train/sleep#0"),
          List.of("logs", "train/sleep#0"),
          List.of("events"),
          List.of("endpoints", "train"),
          List.of("history", "train"),
          List.of("lint", "FILE"),
          List.of("destroy", "--yes", "train"),
          List.of("--help"));

  private static final List<String> WITHOUT_GRID = List.of("lint", "--help");

  @Option(names = "--words", description = "The commands alone; their grid is another process.")
  private boolean words;

  private final Terminal terminal;

  Train(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("rhizome-train-").toRealPath();
    try {
      if (words) {
        learnWords(folder);
      } else {
        learn(folder);
      }
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } finally {
      new Leftovers(folder).delete();
    }
    return ExitCode.OK.code();
  }

  private void learnWords(Path folder) throws IOException {
    Path file = file(folder);
    Path data = folder.resolve("grid");
    run(List.of("up", "--detach", "--port", "0"), file, data);
    try {
      LESSONS.forEach(lesson -> run(lesson, file, data));
    } finally {
      run(List.of("down"), file, data);
    }
  }

  private static Path file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("train.yaml"), BLUEPRINT);
  }

  private void learn(Path folder) throws IOException, HostRefused {
    Path file = file(folder);
    Path data = folder.resolve("grid");
    GridHost grid = GridHost.open(new HostSettings(data, OptionalInt.of(0), 1, CAPACITY));
    try {
      NodeSettings far = new NodeSettings(data, new NodeId("far"), folder.resolve("far"), CAPACITY);
      NodeHost node = NodeHost.open(far);
      try {
        LESSONS.forEach(lesson -> run(lesson, file, data));
      } finally {
        node.close(false);
      }
    } finally {
      grid.close(false);
    }
  }

  private void run(List<String> lesson, Path file, Path data) {
    List<String> said = new ArrayList<>();
    lesson.forEach(word -> said.add(word.equals("FILE") ? file.toString() : word));
    if (!WITHOUT_GRID.contains(lesson.getFirst())) {
      said.addAll(List.of("--data", data.toString()));
    }
    String[] args = said.toArray(String[]::new);
    int code = Tree.of(terminal, args).execute(args);
    if (code != ExitCode.OK.code()) {
      throw new Trouble(ExitCode.FAILED, "'%s' ended with %d".formatted(lesson.getFirst(), code));
    }
  }
}
