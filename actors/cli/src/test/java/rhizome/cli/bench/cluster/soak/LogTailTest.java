package rhizome.cli.bench.cluster.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;

class LogTailTest {

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    log = folder.resolve("it.log");
    Files.writeString(log, "before\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private static List<String> next(LogTail tail) throws IOException {
    List<String> lines = new ArrayList<>();
    tail.next(lines::add);
    return lines;
  }

  @Test
  void whatWasThereBeforeIsLeftOutAndEachLineComesOnce() throws IOException {
    LogTail tail = LogTail.from(log);
    assertThat(next(tail)).isEmpty();
    append("one\ntwo\n");
    assertThat(next(tail)).containsExactly("one", "two");
    assertThat(next(tail)).isEmpty();
  }

  @Test
  void aLineThatHasNotEndedWaitsForItsRest() throws IOException {
    LogTail tail = LogTail.from(log);
    append("the h");
    assertThat(next(tail)).isEmpty();
    append("alf\n\nand");
    assertThat(next(tail)).containsExactly("the half", "");
    append(" more\n");
    assertThat(next(tail)).containsExactly("and more");
  }

  @Test
  void aLineWithoutAnEndIsNotKeptForEver() throws IOException {
    LogTail tail = LogTail.from(log);
    append("x".repeat(200_000));
    List<String> lines = next(tail);
    assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThan(140_000));
    append("\nnext\n");
    lines.addAll(next(tail));
    assertThat(String.join("", lines)).isEqualTo("x".repeat(200_000) + "next");
  }

  @Test
  void howeverItIsWrittenTheSameLinesAreRead() {
    Property.forAll(
        random -> {
          try {
            LogTail tail = LogTail.from(log);
            StringBuilder all = new StringBuilder();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
              String piece = "ä\nb".substring(random.nextInt(2), random.nextInt(2, 4));
              append(piece);
              all.append(piece);
              read.addAll(next(tail));
            }
            append("\n");
            read.addAll(next(tail));
            assertThat(read).isEqualTo(List.of((all + "\n.").split("\n")).subList(0, read.size()));
            assertThat(String.join("\n", read) + "\n").isEqualTo(all + "\n");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
