package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotShelfTest {

  @TempDir Path temporary;
  private SnapshotShelf shelf = new SnapshotShelf(Path.of("/"), 1);

  @BeforeEach
  void build() {
    shelf = new SnapshotShelf(temporary, 10_000);
  }

  private void save(String id, long number) throws IOException {
    save(id, number, 1000 + number, "state " + number);
  }

  private void save(String id, long number, long at, String state) throws IOException {
    byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
    shelf.save(new Entry.Events(id, number, List.of(new Entry.Stored(1, "", "", "", at, bytes))));
  }

  private static Optional<String> state(SnapshotShelf.Found found) {
    return found
        .snapshot()
        .map(snapshot -> new String(snapshot.events().getFirst().bytes(), StandardCharsets.UTF_8));
  }

  private List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("snapshots").resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(long number) {
    String name = "%020d-%020d.snapshot".formatted(number, 1000 + number);
    return temporary.resolve("snapshots").resolve("of-a").resolve(name);
  }

  @Test
  void theLastTwoStay() throws Exception {
    assertThat(state(shelf.load("a", _ -> true))).isEmpty();
    for (int number = 1; number <= 5; number++) {
      save("a", 10L * number);
      assertThat(state(shelf.load("a", _ -> true))).hasValue("state " + 10 * number);
    }
    assertThat(files("of-a"))
        .containsExactly(file(40).getFileName().toString(), file(50).getFileName().toString());
    assertThat(state(shelf.load("a", copy -> copy.number() < 50))).hasValue("state 40");
    assertThat(state(shelf.load("a", copy -> copy.number() < 40))).isEmpty();
  }

  @Test
  void ofOneNumberTheLaterCounts() throws Exception {
    save("a", 10, 2000, "earlier");
    save("a", 10, 3000, "later");
    assertThat(state(shelf.load("a", _ -> true))).hasValue("later");
    assertThat(state(shelf.load("a", copy -> copy.at() < 3000))).hasValue("earlier");
  }

  @Test
  void noNameLeadsElsewhere() throws Exception {
    for (String id : List.of("..", "../a", "a|b", "A", "a", "%2e", "grüße/ü", ".", "a b")) {
      save(id, 1, 1, "of " + id);
    }
    for (String id : List.of("..", "../a", "a|b", "A", "a", "%2e", "grüße/ü", ".", "a b")) {
      assertThat(state(shelf.load(id, _ -> true))).hasValue("of " + id);
    }
    try (Stream<Path> files = Files.list(temporary.resolve("snapshots"))) {
      assertThat(files).hasSize(9);
    }
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whereverOneIsDamagedTheOneBeforeIsTaken() throws Exception {
    save("a", 10);
    save("a", 20);
    byte[] whole = Files.readAllBytes(file(20));
    Path aside =
        file(20).resolveSibling(file(20).getFileName().toString().replace("snapshot", "damaged"));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      byte[] shorter = Arrays.copyOf(whole, at);
      for (byte[] damaged : List.of(flipped, shorter)) {
        Files.write(file(20), damaged);
        SnapshotShelf.Found found = shelf.load("a", _ -> true);
        assertThat(state(found)).as("damaged at %d", at).hasValue("state 10");
        assertThat(found.isWhole()).isFalse();
        assertThat(file(20)).doesNotExist();
        assertThat(aside).hasBinaryContent(damaged);
      }
    }
    assertThat(shelf.load("a", _ -> true).isWhole()).as("said again").isFalse();
    save("a", 30);
    assertThat(aside).exists();
    save("a", 40);
    assertThat(shelf.load("a", _ -> true).isWhole()).as("two good ones are newer").isTrue();
    assertThat(aside).doesNotExist();
  }

  @Test
  void oneInThePlaceOfAnotherIsDamaged() throws Exception {
    save("a", 10);
    save("b", 20);
    Files.copy(
        temporary.resolve("snapshots").resolve("of-b").resolve(file(20).getFileName()), file(20));
    assertThat(state(shelf.load("a", _ -> true))).hasValue("state 10");
  }

  @Test
  void whatIsUnwantedGoes() throws Exception {
    save("a", 10);
    save("a", 20);
    shelf.delete("a", copy -> copy.number() == 20);
    assertThat(state(shelf.load("a", _ -> true))).hasValue("state 10");
    shelf.delete("nobody", _ -> true);
  }

  @Test
  void oneThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
    save("a", 10);
    assertThatThrownBy(() -> save("a", 20, 1, "x".repeat(10_000)))
        .hasMessageStartingWith("TOO_LARGE: a snapshot of a with ");
    assertThat(files("of-a")).hasSize(1);
  }

  @Test
  void whatWasLeftOfAWriteThatEndedIsNoSnapshot() throws Exception {
    save("a", 10);
    Files.write(file(10).resolveSibling("new123.tmp"), new byte[10]);
    assertThat(state(shelf.load("a", _ -> true))).hasValue("state 10");
  }
}
