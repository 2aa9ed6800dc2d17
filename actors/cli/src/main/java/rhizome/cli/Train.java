package rhizome.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.host.GridHost;
import rhizome.cli.host.HostSettings;
import rhizome.cli.host.Machine;
import rhizome.cli.terminal.Terminal;

/** Runs everything once in one JVM, so that the JDK can remember it for faster starts. */
@Command(name = "train", hidden = true, description = "Run everything once, for the AOT cache.")
final class Train implements Callable<Integer> {

  private static final String BLUEPRINT =
      """
      blueprint: v1
      name: training
      services:
        sleeper:
          run: {command: sleep, args: ["1000000"], grace: 1s}
          health: {process: true}
      """;

  private final Terminal quiet;

  Train(Terminal terminal) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.quiet = new Terminal(nowhere, terminal.err(), terminal.in(), false, false);
  }

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("rhizome-train");
    try {
      Path blueprint = Files.writeString(data.resolve("training.yaml"), BLUEPRINT);
      GridHost host = GridHost.open(new HostSettings(data, 0, 1, Machine.capacity()));
      try {
        run("apply", "--yes", "--data=" + data, blueprint.toString());
        run("get", "workloads", "--data=" + data);
        run("get", "nodes", "--output=json", "--data=" + data);
        run("status", "--data=" + data);
        run("explain", "training/sleeper#0", "--data=" + data);
        run("destroy", "training", "--yes", "--data=" + data);
      } finally {
        host.close(false);
      }
      return ExitCode.OK.code();
    } finally {
      delete(data);
    }
  }

  private void run(String... arguments) {
    int code = Tree.of(quiet, arguments).execute(arguments);
    if (code != ExitCode.OK.code()) {
      throw new IllegalStateException(List.of(arguments) + " ended with " + code);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
