package rhizome.agent.supplies;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.supplies.TextFile;

/**
 * Writes below one folder, which programs may have filled with whatever they liked: never through a
 * link, each folder opened from the one above it (openat(2) with O_NOFOLLOW), and each file under
 * another name first, so that nobody ever reads half of one.
 */
public final class Placing {

  private static final String BEGUN = ".rhizome-begun";
  private static final Set<PosixFilePermission> OWNER = permissions(TextFile.PRIVATE);

  private final Path folder;

  public Placing(Path folder) {
    this.folder = folder;
  }

  /**
   * Has a file there with this text and these permissions, whatever was there before.
   *
   * @param what it is, for the reason why not
   * @param path below the folder
   */
  public void file(String what, Path path, int mode, String text) throws NotStarted {
    try {
      within(path, holder -> write(holder, path.getFileName(), permissions(mode), text));
    } catch (IOException e) {
      throw refusal(what, path, e);
    }
  }

  /** Has a link there that leads to {@code target}; what else lies there is left alone. */
  public void link(String what, Path path, Path target) throws NotStarted {
    try {
      within(path, _ -> link(folder.resolve(path), target));
    } catch (IOException e) {
      throw refusal(what, path, e);
    }
  }

  private static void link(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link)) {
      if (Files.readSymbolicLink(link).equals(target)) {
        return;
      }
      Files.delete(link);
    }
    if (Files.exists(link, NOFOLLOW_LINKS)) {
      throw new FileSystemException(link.toString(), null, "something else lies there");
    }
    Files.createSymbolicLink(link, target);
  }

  /** Done in the folder that shall hold it, which is made where it is missing. */
  private void within(Path path, Work work) throws IOException {
    List<Path> folders = new ArrayList<>();
    path.forEach(folders::add);
    try (DirectoryStream<Path> above = Files.newDirectoryStream(folder.getParent())) {
      if (!(above instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("this file system cannot open one folder from another");
      }
      into(secure, folder, folders.subList(0, folders.size() - 1), work);
    }
  }

  private interface Work {
    void in(SecureDirectoryStream<Path> folder) throws IOException;
  }

  private static void into(
      SecureDirectoryStream<Path> above, Path folder, List<Path> further, Work work)
      throws IOException {
    try (SecureDirectoryStream<Path> here = enter(above, folder)) {
      if (further.isEmpty()) {
        work.in(here);
      } else {
        into(here, folder.resolve(further.getFirst()), further.subList(1, further.size()), work);
      }
    }
  }

  private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> above, Path folder)
      throws IOException {
    try {
      return above.newDirectoryStream(folder.getFileName(), NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      Files.createDirectory(folder);
      return above.newDirectoryStream(folder.getFileName(), NOFOLLOW_LINKS);
    } catch (IOException e) {
      if (Files.isSymbolicLink(folder)) {
        throw new FileSystemException(
            folder.toString(), null, "it is a link, and nothing is written through one");
      }
      throw e;
    }
  }

  private static void write(
      SecureDirectoryStream<Path> within,
      Path name,
      Set<PosixFilePermission> permissions,
      String text)
      throws IOException {
    Path begun = name.resolveSibling(BEGUN);
    discard(within, begun);
    Set<StandardOpenOption> fresh =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel file =
        within.newByteChannel(begun, fresh, PosixFilePermissions.asFileAttribute(OWNER))) {
      ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (left.hasRemaining()) {
        file.write(left);
      }
    } catch (IOException e) {
      discard(within, begun);
      throw e;
    }
    within
        .getFileAttributeView(begun, PosixFileAttributeView.class, NOFOLLOW_LINKS)
        .setPermissions(permissions);
    within.move(begun, within, name);
  }

  private static void discard(SecureDirectoryStream<Path> within, Path begun) throws IOException {
    try {
      within.deleteFile(begun);
    } catch (NoSuchFileException _) {
      // as it should be
    }
  }

  private NotStarted refusal(String what, Path path, IOException e) {
    boolean explained = e instanceof FileSystemException f && f.getReason() != null;
    String why = explained ? e.getMessage() : folder.resolve(path) + ": " + e.getMessage();
    return new NotStarted("%s cannot be put there: %s".formatted(what, why));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // from 0400 down to 0001
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
