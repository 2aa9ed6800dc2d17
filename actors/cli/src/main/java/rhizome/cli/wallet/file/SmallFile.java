package rhizome.cli.wallet.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import rhizome.ledger.codec.Malformed;

/** A text that is read up to a limit, and written whole or not at all. */
final class SmallFile {

  static final int BYTES_MAX = 1 << 20;

  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SmallFile() {}

  /**
   * @throws Malformed if there is more than that
   */
  static String read(InputStream in) throws IOException {
    byte[] octets = in.readNBytes(BYTES_MAX + 1);
    if (octets.length > BYTES_MAX) {
      throw new Malformed("/", "no more than %d bytes".formatted(BYTES_MAX));
    }
    return new String(octets, UTF_8);
  }

  static String read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    }
  }

  /** What changes a file, step by step. */
  @FunctionalInterface
  interface Change {
    void make() throws IOException;
  }

  /** While no other process changes that file by this; who comes later waits. */
  static void alone(Path path, Change change) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent(), FOLDER);
    Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var _ = channel.lock(); // until the channel is closed
      change.make();
    }
  }

  /** In place of what is there, if anything is; only its owner can read it. */
  static void write(Path path, String text) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder, FOLDER);
    Path aside = Files.createTempFile(folder, ".", ".begun", FILE);
    try {
      try (FileChannel file = FileChannel.open(aside, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(file)) {
        out.write(text.getBytes(UTF_8));
        file.force(true);
      }
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
