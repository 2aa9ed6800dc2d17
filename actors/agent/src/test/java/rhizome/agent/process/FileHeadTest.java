package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHeadTest {

  private static final int BLOCK = FileHead.BLOCK;

  @TempDir private Path folder = Path.of("");

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i / BLOCK);
    }
    return Files.write(folder.resolve("file"), bytes);
  }

  @Test
  void whoAppendsGoesOnAtTheNewEnd() throws IOException {
    Path file = file(3 * BLOCK + 5);
    try (OutputStream writer = new FileOutputStream(file.toFile(), true)) {
      assumeTrue(FileHead.cut(file, 2 * BLOCK), "this file system cannot: try ext4 or XFS");
      writer.write(9);
    }
    byte[] left = Files.readAllBytes(file);
    assertThat(left).hasSize(BLOCK + 6).startsWith(2).endsWith(3, 9);
  }

  @Test
  void whatCannotBeCutStaysAsItWas() throws IOException {
    Path file = file(2 * BLOCK);
    byte[] before = Files.readAllBytes(file);
    assertThat(FileHead.cut(file, 0)).isFalse();
    assertThat(FileHead.cut(file, 100)).as("less than a block").isFalse();
    assertThat(FileHead.cut(file, 2 * BLOCK)).as("all of it").isFalse();
    assertThat(FileHead.cut(folder.resolve("none"), BLOCK)).isFalse();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
