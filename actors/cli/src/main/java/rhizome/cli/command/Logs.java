package rhizome.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import rhizome.cli.client.Utf8Pieces;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.WorkloadId;

/** Shows what a program wrote. */
@Command(name = "logs", description = "Show what a workload's program wrote.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Logs implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(500);

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
  public Integer call() throws IOException, InterruptedException {
    GridClient grid = options.grid();
    String path = Name.path(workload) + "/log";
    if (follow) {
      follow(grid, path);
    } else if (options.format() == Format.TABLE) {
      copy(grid, path, terminal.out());
      terminal.out().flush();
    } else {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      long next = copy(grid, path, text);
      Json json =
          Json.object("workload", workload.toString())
              .with("next", next)
              .with("text", text.toString(StandardCharsets.UTF_8));
      options.answer(terminal, json, List::of);
    }
    return ExitCode.OK.code();
  }

  /** All that is kept, part by part; returns where it ended. */
  private static long copy(GridClient grid, String path, OutputStream to) throws IOException {
    long next = 0;
    GridClient.Part part;
    do {
      part = grid.part(path + "?offset=" + next);
      to.write(part.bytes());
      next = part.next();
    } while (part.bytes().length > 0 && next < part.size());
    return next;
  }

  /** A program may be silent for days; the grid hangs up sooner, and is asked again. */
  private void follow(GridClient grid, String path) throws IOException, InterruptedException {
    long next = 0;
    while (true) {
      String query = "?follow=true&offset=" + next;
      try (GridClient.Stream stream = grid.open(path + query, Map.of(), Duration.ZERO)) {
        next = stream.from() + copy(stream.bytes());
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Shows what comes, and returns how many bytes that were. */
  private long copy(InputStream stream) throws IOException {
    byte[] buffer = new byte[8192];
    Utf8Pieces text = new Utf8Pieces();
    long all = 0;
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        show(buffer, read, text);
        all += read;
      }
    } catch (IOException _) {
      // cut in the middle: the next request tells whether the grid is there
    }
    return all;
  }

  private void show(byte[] bytes, int count, Utf8Pieces pieces) {
    if (options.format() == Format.TABLE) {
      terminal.out().write(bytes, 0, count);
    } else {
      String text = pieces.add(bytes, count);
      if (!text.isEmpty()) {
        Json json = Json.object("workload", workload.toString()).with("text", text);
        terminal.out().print(options.format().writeNext(json));
      }
    }
    terminal.out().flush();
  }
}
