package rhizome.cli.launch;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the JVMs that tests start begin as fast as those of an operator, who has the launcher's AOT
 * caches: these tests start more than a hundred, and each would spend seconds on loading the same
 * classes. One of them is trained before the first test; the rest has its cache. A cache is of jars
 * only, so folders of classes are packed. Without it all goes as well, but slower.
 */
public final class AotCaches implements BeforeAllCallback {

  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final CompletableFuture<Void> OVER = new CompletableFuture<>();
  private static final Path FOLDER =
      Path.of(System.getProperty("rhizome.root")).resolve("actors/cli/target/aot-caches");

  /** Maven's word for the tests that were chosen. */
  private static final String CHOSEN = "test";

  private static final int TRAINING_SECONDS_MAX = 300;

  /** All tests together wait for it, a few that somebody has chosen do not. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (BEGUN.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("aot-caches").start(AotCaches::provide);
    }
    if (System.getProperty(CHOSEN) == null) {
      OVER.join();
    }
  }

  /** For those who measure time: until nothing of this runs any more. */
  public static void await() {
    OVER.join();
  }

  private static void provide() {
    try {
      Files.createDirectories(FOLDER);
      String classPath = packed();
      Path grid = FOLDER.resolve("grid.aot");
      if (!isNewer(grid, classPath)) {
        Files.deleteIfExists(FOLDER.resolve("words.aot"));
        Files.deleteIfExists(grid);
        train(classPath, grid);
        Files.createLink(FOLDER.resolve("words.aot"), grid);
      }
      System.setProperty(JavaCommand.CLASS_PATH, classPath);
      System.setProperty(JavaCommand.CACHES, FOLDER.toString());
    } catch (IOException e) {
      System.err.println("tests start JVMs without an AOT cache: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      OVER.complete(null);
    }
  }

  private static boolean isNewer(Path cache, String classPath) throws IOException {
    if (!Files.exists(cache)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(cache);
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      if (Files.getLastModifiedTime(Path.of(jar)).compareTo(made) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void train(String classPath, Path cache) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            JavaCommand.line(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                classPath,
                List.of("train")));
    Path made = FOLDER.resolve("new.aot");
    line.add(1, "-XX:AOTCacheOutput=" + made);
    line.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(FOLDER.resolve("tmp")));
    Path said = FOLDER.resolve("train.log");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    boolean ended = process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS);
    end(process);
    if (!ended || process.exitValue() != 0 || !Files.exists(made)) {
      throw new IOException("training made none, see " + said);
    }
    Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
  }

  /** With the workload of its grid, should that be left. */
  private static void end(Process process) {
    process.destroyForcibly();
    try {
      new Leftovers(FOLDER).kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The class path of this JVM, with a jar for each folder. */
  private static String packed() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (entry.isEmpty()) {
        continue; // the folder this JVM was started in, which has none of its classes
      }
      if (Files.isDirectory(path)) {
        Path jar = FOLDER.resolve(Integer.toHexString(entry.hashCode()) + ".jar");
        pack(path, jar);
        jars.add(jar.toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    if (Files.exists(jar) && files.stream().allMatch(file -> isOlder(file, jar))) {
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static boolean isOlder(Path file, Path than) {
    try {
      return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
