package rhizome.house;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every text file people write here; what Maven builds and what tools hide is left out. */
record Repository(Path root, List<TextFile> files) {

  private static final String LANDMARK = "cluster-config";
  private static final List<String> OUR_DOT_FOLDERS = List.of(".ci", ".mvn");
  private static final long SIZE_MAX = 1 << 20;

  Repository {
    files = List.copyOf(files);
  }

  /** The root: the property the build sets, or the nearest folder above with the landmark. */
  static Path locate() {
    String given = System.getProperty("rhizome.root", "");
    Path start = Path.of(given.isEmpty() ? System.getProperty("user.dir", ".") : given);
    for (Path at = start.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(LANDMARK))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no folder at or above %s holds %s; set -Drhizome.root".formatted(start, LANDMARK));
  }

  static Repository read(Path root) throws IOException {
    List<TextFile> files = new ArrayList<>();
    Files.walkFileTree(root, new Walk(root, files));
    files.sort(Comparator.comparing(TextFile::path));
    return new Repository(root, files);
  }

  List<TextFile> java() {
    return files.stream().filter(TextFile::isJava).toList();
  }

  private static final class Walk extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<TextFile> files;

    Walk(Path root, List<TextFile> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(root) || isOurs(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && attributes.size() <= SIZE_MAX) {
        String path = root.relativize(file).toString().replace('\\', '/');
        decode(Files.readAllBytes(file)).ifPresent(text -> files.add(new TextFile(path, text)));
      }
      return FileVisitResult.CONTINUE;
    }

    /** A folder "target" beside a pom is Maven's; elsewhere it may be a package of that name. */
    private static boolean isOurs(Path folder) {
      String name = folder.getFileName().toString();
      boolean built = name.equals("target") && Files.exists(folder.resolveSibling("pom.xml"));
      return !built && (!name.startsWith(".") || OUR_DOT_FOLDERS.contains(name));
    }

    private static Optional<String> decode(byte[] bytes) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
  }
}
