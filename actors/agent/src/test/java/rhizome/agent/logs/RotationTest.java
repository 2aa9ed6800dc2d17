package rhizome.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;

/** What is kept, in which order and how much of it, whatever the program wrote before each look. */
class RotationTest {

  private static final Pattern DROPPED =
      Pattern.compile("\\n?\\[rhizome] (\\d+) bytes of output were dropped here: [^\\n]*\\n");
  private static final int NOTES = 300; // two lines on dropped bytes, at most

  @TempDir Path folder;
  private int cases;

  @Test
  void everyByteIsKeptInItsOrderOrToldAsDropped() {
    Property.forAll(
        100,
        random -> {
          Path log = newLog();
          Rotation rotation = new Rotation(random.nextInt(1024, 5000), 60);
          long written = 0;
          for (int look = random.nextInt(1, 9); look > 0; look--) {
            written = write(log, written, random.nextInt(12_000));
            rotation.cut(log);
          }
          assertThat(readBack(rotation, log)).isEqualTo(written);
        });
  }

  @Test
  void noFileOutgrowsTheLimitByMoreThanItsShareAndNoMoreStayThanAllowed() {
    Property.forAll(
        100,
        random -> {
          Path log = newLog();
          Rotation rotation = new Rotation(random.nextInt(1024, 5000), random.nextInt(4));
          for (int look = 0; look < 6; look++) {
            write(log, 0, random.nextInt(12_000));
            boolean due = Files.size(log) > rotation.bytesMax();
            assertThat(rotation.cut(log)).isEqualTo(due);
            assertThat(rotation.cut(log)).as("cut again").isFalse();
          }
          List<Path> files = rotation.files(log);
          assertThat(files).hasSizeLessThanOrEqualTo(rotation.kept() + 1);
          assertThat(Files.size(files.getFirst())).isLessThanOrEqualTo(rotation.bytesMax());
          for (Path older : files) {
            assertThat(Files.size(older)).isLessThanOrEqualTo(rotation.bytesMax() * 3 / 2 + NOTES);
          }
        });
  }

  @Test
  void aQuietProgramLosesNothing() {
    Property.forAll(
        50,
        random -> {
          Path log = newLog();
          Rotation rotation = new Rotation(2000, 60);
          long written = 0;
          for (int look = 0; look < 20; look++) {
            written = write(log, written, random.nextInt(500)); // a share of the limit at a time
            rotation.cut(log);
          }
          assertThat(all(rotation, log)).doesNotContain("[rhizome]").hasSize((int) written);
        });
  }

  @Test
  void aProgramThatWritesOnBesideTheCutsKeepsItsOrderAndIsNeverToldToHaveLostMore()
      throws Exception {
    Path log = newLog();
    Rotation rotation = new Rotation(20_000, 1000);
    Process program =
        new ProcessBuilder("sh", "-c", "seq 1 200000 | while read n; do echo $n; done >> " + log)
            .start();
    try {
      for (int i = 0; i < 50; i++) {
        rotation.cut(log);
        Thread.onSpinWait();
      }
    } finally {
      program.destroyForcibly().waitFor();
    }
    rotation.cut(log);
    long before = 0;
    for (String line : DROPPED.matcher(all(rotation, log)).replaceAll("x").split("\n", -1)) {
      if (line.matches("\\d{1,6}")) {
        long number = Long.parseLong(line);
        assertThat(number).isGreaterThan(before);
        before = number;
      }
    }
  }

  @Test
  void whereThereIsNoRoomAllGoesAndTheLogSaysHowMuch() throws Exception {
    Path log = newLog();
    Rotation rotation = new Rotation(2000, 3);
    for (int i = 0; i < 4; i++) {
      write(log, 0, 2500);
      rotation.cut(log);
    }
    write(log, 0, 700);
    rotation.drop(log);
    assertThat(rotation.files(log)).containsExactly(log);
    assertThat(log)
        .hasContent(
            "[rhizome] 700 bytes of output were dropped here: the disk is full (limit 2000 bytes)");
  }

  @Test
  void aGapInThePastAndALogThatIsGoneAreNoErrorOfTheOthers() throws Exception {
    Path log = newLog();
    Rotation rotation = new Rotation(2000, 3);
    for (int i = 0; i < 3; i++) {
      write(log, 0, 2500);
      rotation.cut(log);
    }
    Files.delete(log.resolveSibling("out.log.2")); // by an operator who needs room
    assertThat(rotation.files(log)).extracting(RotationTest::name).contains("out.log.3");
    write(log, 0, 2500);
    assertThat(rotation.cut(log)).isTrue();
    assertThat(rotation.files(log))
        .extracting(RotationTest::name)
        .containsExactly("out.log", "out.log.1", "out.log.2", "out.log.3");
    Files.delete(log);
    assertThatThrownBy(() -> rotation.cut(log)).isInstanceOf(NoSuchFileException.class);
    assertThat(log).as("made up").doesNotExist();
  }

  /** How many bytes there were in all: counted where kept, as told where dropped. */
  private static long readBack(Rotation rotation, Path log) throws IOException {
    String text = all(rotation, log);
    Matcher dropped = DROPPED.matcher(text);
    long at = 0;
    int from = 0;
    while (dropped.find()) {
      at = expect(text.substring(from, dropped.start()), at) + Long.parseLong(dropped.group(1));
      from = dropped.end();
    }
    return expect(text.substring(from), at);
  }

  private static long expect(String kept, long at) {
    for (int i = 0; i < kept.length(); i++) {
      assertThat(kept.charAt(i)).as("byte %d", at + i).isEqualTo(letter(at + i));
    }
    return at + kept.length();
  }

  private static String all(Rotation rotation, Path log) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : rotation.files(log).reversed()) {
      all.append(Files.readString(file, StandardCharsets.US_ASCII));
    }
    return all.toString();
  }

  /** Each byte tells its place, as far as a letter can. */
  private static char letter(long place) {
    return (char) ('a' + (place * 7 + place / 26) % 26);
  }

  private static long write(Path log, long written, int bytes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long at = written; at < written + bytes; at++) {
      text.append(letter(at));
    }
    Files.writeString(log, text, StandardOpenOption.APPEND);
    return written + bytes;
  }

  private Path newLog() throws IOException {
    Path own = Files.createDirectory(folder.resolve("case-" + cases++));
    return Files.createFile(own.resolve("out.log"));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
