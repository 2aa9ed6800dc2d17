package rhizome.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.WorkloadId;

/** Shows what a program wrote. */
@Command(name = "logs", description = "Show what a workload's program wrote.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Logs implements Callable<Integer> {

  @Parameters(
      paramLabel = "WORKLOAD",
      converter = Name.OfWorkload.class,
      description = "The workload, as robot/service#slot.")
  private WorkloadId workload;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is appended, until interrupted.")
  private boolean follow;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Logs(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    GridClient grid = options.grid();
    String path = Name.path(workload) + "/log";
    if (follow) {
      follow(grid, path);
    } else if (options.format == Format.TABLE) {
      long next = 0;
      GridClient.Part part;
      do {
        part = grid.part(path + "?offset=" + next);
        terminal.out().write(part.bytes());
        next = part.next();
      } while (part.bytes().length > 0 && next < part.size());
      terminal.out().flush();
    } else {
      GridClient.Part part = grid.part(path);
      Json json =
          Json.object("workload", workload.toString())
              .with("next", part.next())
              .with("size", part.size())
              .with("text", new String(part.bytes(), StandardCharsets.UTF_8));
      options.answer(terminal, json, List::of);
    }
    return ExitCode.OK.code();
  }

  /** A program may be silent for days. */
  private void follow(GridClient grid, String path) throws IOException {
    try (InputStream stream = grid.open(path + "?follow=true", Map.of(), Duration.ZERO)) {
      if (options.format == Format.TABLE) {
        copy(stream);
      } else {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Json json = Json.object("workload", workload.toString()).with("line", line);
          terminal.out().print(options.format.writeNext(json));
          terminal.out().flush();
        }
      }
    }
  }

  private void copy(InputStream stream) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      terminal.out().write(buffer, 0, read);
      terminal.out().flush();
    }
  }
}
