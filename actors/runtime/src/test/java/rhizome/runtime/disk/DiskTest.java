package rhizome.runtime.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

  @TempDir Path folder;

  @Test
  void aFileTakesThePlaceOfAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    Path aside = Files.writeString(folder.resolve("f.new"), "new");
    Disk.rename(aside, file);
    assertThat(file).hasContent("new");
    assertThat(aside).doesNotExist();
  }

  @Test
  void whatIsNotThereTakesNobodysPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(() -> Disk.rename(folder.resolve("f.new"), file))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(file).hasContent("old");
  }
}
