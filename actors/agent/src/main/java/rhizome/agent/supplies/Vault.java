package rhizome.agent.supplies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of one node (ADR 0022): a file for each in an owner-only folder, sealed with AES-GCM
 * under a key that lies beside it, so that a copy of the files without the key is worth nothing.
 * The name is sealed with it: one cannot be passed off for another. May be used by several
 * processes; the last to set one wins.
 */
public final class Vault {

  /** Bytes of one secret. */
  public static final int BYTES_MAX = 64 << 10;

  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,29}[a-z0-9])?");
  private static final String KEY = ".key";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12; // NIST SP 800-38D, 8.2
  private static final int TAG_BITS = 128;
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final FileAttribute<?> OWN_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWN_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  private Vault(Path folder) {
    this.folder = folder;
  }

  /** The one in this folder, which need not be there yet. */
  public static Vault at(Path folder) {
    return new Vault(folder);
  }

  /** That of the nodes that have this data folder. */
  public static Vault in(Path data) {
    return at(data.resolve("secrets"));
  }

  public Path folder() {
    return folder;
  }

  /** The secret, if it is there. */
  public Optional<String> find(String name) throws IOException {
    byte[] sealed;
    try {
      sealed = Files.readAllBytes(file(name));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    if (sealed.length < NONCE_BYTES) {
      throw new IOException(file(name) + " is cut short: set the secret again");
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, sealed);
      byte[] text = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          file(name) + " is damaged, or sealed under another key: set the secret again", e);
    }
  }

  /**
   * Sets it, whatever it was before.
   *
   * @throws IllegalArgumentException when it is no name or too long
   */
  public void set(String name, String text) throws IOException {
    Path file = file(name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("a secret has at most " + BYTES_MAX + " bytes");
    }
    Files.createDirectories(folder.getParent());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, OWN_FOLDER);
    }
    makeKey();
    Path begun = Files.createTempFile(folder, ".", ".begun", OWN_FILE);
    Files.write(begun, sealed(name, bytes), StandardOpenOption.SYNC);
    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] sealed(String name, byte[] text) throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(text);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
      System.arraycopy(body, 0, sealed, NONCE_BYTES, body.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** Whether there was one to remove. */
  public boolean remove(String name) throws IOException {
    return Files.deleteIfExists(file(name));
  }

  /** The names of all there are, in order. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          if (NAME.matcher(name).matches()) {
            names.add(name);
          }
        }
      }
    }
    Collections.sort(names);
    return List.copyOf(names);
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a name of a secret: 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last"
              .formatted(name));
    }
    return folder.resolve(name);
  }

  private Cipher cipher(int mode, String name, byte[] nonce)
      throws IOException, GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key(), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Made once; two who make it at the same moment end with the same. */
  private void makeKey() throws IOException {
    Path file = folder.resolve(KEY);
    if (Files.exists(file)) {
      return;
    }
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    Path begun = Files.createTempFile(folder, ".", ".begun", OWN_FILE);
    Files.write(begun, fresh, StandardOpenOption.SYNC);
    try {
      Files.createLink(file, begun);
    } catch (FileAlreadyExistsException _) {
      // somebody else was quicker, and theirs counts
    } finally {
      Files.delete(begun);
    }
  }

  private byte[] key() throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      throw new IOException(file + " is gone, and with it all secrets: set them again");
    }
    if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
      throw new IOException(file + " may be read by others: chmod 600 it, and change all secrets");
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_BYTES) {
      throw new IOException(file + " is no key of " + KEY_BYTES + " bytes");
    }
    return key;
  }
}
