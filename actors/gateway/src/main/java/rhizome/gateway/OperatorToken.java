package rhizome.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secret of whoever operates a grid: 32 random bytes as base64url, in a file only its owner can
 * read. Never shown by {@link #toString}.
 */
public final class OperatorToken {

  public static final String FILE = "operator.token";

  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String secret;

  private OperatorToken(String secret) {
    this.secret = secret;
  }

  /**
   * The token of a data folder, made if there is none.
   *
   * @throws IOException also when the file is not a token, or others could read it
   */
  public static OperatorToken openOrCreate(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      write(file);
    }
    return read(folder);
  }

  /**
   * @throws NoSuchFileException if the folder has none
   * @throws IOException also when the file is not a token, or others could read it
   */
  public static OperatorToken read(Path folder) throws IOException {
    return readFile(folder.resolve(FILE));
  }

  /** The same, of a file that was carried here from the grid's data folder. */
  public static OperatorToken readFile(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    permissions.removeAll(
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    if (!permissions.isEmpty()) {
      throw new IOException(
          "%s can be read by others: say 'chmod 600 %s', or delete it for a new one"
              .formatted(file, file));
    }
    String secret = Files.readString(file).strip();
    if (!SHAPE.matcher(secret).matches()) {
      throw new IOException(file + " is not an operator token: delete it for a new one");
    }
    return new OperatorToken(secret);
  }

  /** Written aside and moved, so that nobody ever reads half a token. */
  private static void write(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path aside =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, secret + "\n");
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the same time wherever the first difference is. */
  public boolean matches(String offered) {
    return MessageDigest.isEqual(bytes(secret), bytes(offered));
  }

  /** For the Authorization header. */
  public String bearer() {
    return "Bearer " + secret;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "OperatorToken(hidden)";
  }
}
