package rhizome.cli.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.archive.ArchiveRefused;
import rhizome.runtime.archive.Replay;
import rhizome.runtime.archive.Replay.Contents;
import rhizome.runtime.disk.Disk;

/** Takes a copy of everything a running grid remembers. */
@Command(
    name = "backup",
    description = {
      "Write everything the grid remembers into one file, while it runs.",
      "'rhizome restore' brings it back, into this kind of journal or another."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Backup implements Callable<Integer> {

  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;

  @Parameters(paramLabel = "FILE", description = "Where to; its folder must be there.")
  private Path file;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Backup(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    if (Files.exists(whole) && !force) {
      throw new Trouble(
          ExitCode.REFUSED, whole + " is there already", "name another file, or say --force");
    }
    Contents contents = write(options.grid(), whole);
    long bytes = Files.size(whole);
    options.answer(
        terminal,
        Json.object("file", whole.toString())
            .with("made", contents.made().toString())
            .with("entities", contents.entities())
            .with("events", contents.events())
            .with("bytes", bytes),
        () ->
            List.of(
                "%s holds %,d events of %,d entities in %,d bytes"
                    .formatted(whole, contents.events(), contents.entities(), bytes)));
    return ExitCode.OK.code();
  }

  /** Under its name it appears whole, found to be readable, and safe on the disk. */
  private static Contents write(GridClient grid, Path whole) throws IOException {
    Path part = part(whole);
    try {
      try (GridClient.Stream stream = grid.open("/v1/backup", Map.of(), SILENCE_MAX);
          FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        copy(stream.bytes(), Channels.newOutputStream(out));
        out.force(true);
      } catch (IOException e) {
        throw new Trouble(
            ExitCode.FAILED,
            "the backup was cut short: " + e.getMessage(),
            "nothing was written to %s; try again".formatted(whole));
      }
      Contents contents = Replay.verify(part);
      Disk.rename(part, whole);
      return contents;
    } catch (ArchiveRefused e) {
      throw new Trouble(
          ExitCode.FAILED,
          "the backup is not whole: " + e.getMessage(),
          "the grid's log may say why");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path part(Path whole) {
    Path folder = whole.getParent();
    try {
      return Files.createTempFile(
          folder,
          whole.getFileName() + ".",
          ".part",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.FAILED, "%s cannot be written: %s".formatted(folder, e), "name another file");
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }
}
