package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.agent.life.State;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

/** What disks, editors and killed writers do to handles: never a crash, never a made-up state. */
class DamageTest {

  /** Each on a disk; {@link HandleTest} asks the text alone, and more often. */
  private static final int CASES = 60;

  private static final List<String> SLOTS = List.of("handle.0", "handle.1");

  @TempDir Path root;
  private Folders folders;
  private int cases;

  @BeforeEach
  void open() {
    folders = new Folders(root, 2);
  }

  @Test
  void damageToTheNewerSlotBringsBackTheOlderStateAndNoOther() {
    Property.forAll(
        CASES,
        random -> {
          Written written = write(random, 2);
          damage(random, written.folder.resolve("handle.0"));
          assertThat(reload(written)).isIn(written.states);
        });
  }

  @Test
  void damageToBothSlotsLosesNothingSilently() {
    Property.forAll(
        CASES,
        random -> {
          Written written = write(random, 2);
          for (String slot : SLOTS) {
            damage(random, written.folder.resolve(slot));
          }
          State read = reload(written);
          if (read instanceof State.Absent) {
            assertThat(written.folder.resolve("handle.0.damaged")).exists();
            assertThat(written.folder.resolve("handle.1.damaged")).exists();
          } else {
            assertThat(written.states).as("the damage hit only what is left over").contains(read);
          }
        });
  }

  @Test
  void afterAnyDamageWhatIsWrittenNextIsRead() {
    Property.forAll(
        CASES,
        random -> {
          Written written = write(random, 3);
          for (String slot : SLOTS) {
            if (random.nextBoolean()) {
              damage(random, written.folder.resolve(slot));
            }
          }
          Folders next = new Folders(written.root, 2);
          next.load();
          State state = States.any(random);
          State same = written.withItsWorkload(state);
          next.save(written.workload, same);
          assertThat(reload(written)).isEqualTo(same);
        });
  }

  @Test
  void aWriterKilledAtAnyByteLeavesTheStateBeforeOrAfter() {
    Property.forAll(
        CASES,
        random -> {
          Written written = write(random, 2);
          Path slot = written.folder.resolve("handle.1");
          byte[] old = Files.readAllBytes(slot);
          State third = written.withItsWorkload(States.any(random));
          byte[] text = Handle.write(3, third).getBytes(StandardCharsets.US_ASCII);
          int cut = random.nextInt(text.length + 1);
          byte[] torn = Arrays.copyOf(text, Math.max(cut, old.length));
          if (cut < old.length) { // written in place: the rest of the older text shows behind it
            System.arraycopy(old, cut, torn, cut, old.length - cut);
          }
          Files.write(slot, torn);
          boolean whole = Arrays.equals(Arrays.copyOf(torn, text.length), text);
          assertThat(reload(written)).isEqualTo(whole ? third : written.states.getLast());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "nonsense",
        "rhizome-handle 1\n",
        "rhizome-handle 1\ncrc32c=00000000\n",
        "rhizome-handle 1\nno equals sign\ncrc32c=3a9c0dc4\n",
        "rhizome-handle 2\nphase=running\ncrc32c=00000000\n",
        "\0\0\0\0\0\0\0\0",
      })
  void whatIsNoHandleIsPutAsideUnderItsOwnName(String text) throws Exception {
    Path folder = Files.createDirectories(root.resolve("shop/web.0"));
    Files.writeString(folder.resolve("handle.0"), text);
    assertThat(folders.load()).isEmpty();
    assertThat(folder.resolve("handle.0")).doesNotExist();
    assertThat(folder.resolve("handle.0.damaged")).hasContent(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phase=running",
        "phase=dreaming",
        "phase=waiting\nexit=tired 7",
        "phase=waiting\nexit=code x",
        "phase=ending\nhealthy=long",
        "epoch=nine",
        "incarnation=0",
        "restarts.count=1000000000",
        "workload=no id",
        "health.probe=smell",
      })
  void aSoundTextThatMakesNoSenseIsNoHandleEither(String wrong) {
    Property.forAll(
        20,
        random -> {
          Lines lines = Lines.parse(Handle.write(1, exhausted(random)));
          lines.put("exit", "unseen ");
          for (String line : wrong.split("\n", -1)) {
            int equals = line.indexOf('=');
            lines.put(line.substring(0, equals), line.substring(equals + 1));
          }
          assertThatThrownBy(() -> Handle.read(lines.text()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("cannot be understood");
        });
  }

  @Test
  void aCopyOfAFolderIsNotASecondWorkloadAndIsLeftAlone() throws Exception {
    Written written = write(RandomGenerator.getDefault(), 2);
    Path copy = Files.createDirectories(written.root.resolve("backup/of-yesterday"));
    for (String slot : SLOTS) {
      Files.copy(written.folder.resolve(slot), copy.resolve(slot));
    }
    State newest = written.withItsWorkload(exhausted(RandomGenerator.getDefault()));
    for (int i = 0; i < 3; i++) {
      written.folders.save(written.workload, newest);
    }
    Folders next = new Folders(written.root, 0);
    assertThat(next.load()).isEqualTo(Map.of(written.workload, newest));
    next.forget(written.workload);
    assertThat(new Folders(written.root, 0).load()).as("it does not come back").isEmpty();
    assertThat(copy.resolve("handle.0")).exists();
  }

  @Test
  void filesAndFoldersOfOthersInTheRootAreNoWorkloads() throws Exception {
    Files.writeString(root.resolve("README"), "hello");
    Files.createDirectories(root.resolve(".hidden/web.0"));
    Files.createDirectories(root.resolve("shop/web.0/work"));
    Files.writeString(root.resolve("shop/handle.0"), "nonsense");
    assertThat(folders.load()).isEmpty();
    assertThat(root.resolve("README")).exists();
    assertThat(root.resolve("shop/handle.0")).hasContent("nonsense");
  }

  /** A root of its own with {@code states} written to one workload, oldest first. */
  private final class Written {
    final Path root = DamageTest.this.root.resolve("case-" + cases++);
    final Folders folders = new Folders(root, 2);
    final List<State> states = new ArrayList<>();
    final WorkloadId workload;
    final Path folder;

    Written(State first) {
      workload = first.held().orElseThrow().workload();
      folder = folders.of(workload);
    }

    /** The same kind of state as if it had always been this workload's. */
    State withItsWorkload(State other) throws IOException {
      String was = other.held().orElseThrow().workload().toString();
      Lines lines = Lines.parse(Handle.write(1, other));
      assertThat(lines.get("workload")).isEqualTo(was);
      return Handle.read(lines.put("workload", workload).text()).state();
    }
  }

  private Written write(RandomGenerator random, int count) throws IOException {
    Written written = new Written(States.any(random));
    for (int i = 0; i < count; i++) {
      written.states.add(written.withItsWorkload(States.any(random)));
      written.folders.save(written.workload, written.states.getLast());
    }
    return written;
  }

  private static State reload(Written written) throws IOException {
    Map<WorkloadId, State> found = new Folders(written.root, 2).load();
    assertThat(found.keySet()).isSubsetOf(written.workload);
    return found.getOrDefault(written.workload, State.nothing());
  }

  private static void damage(RandomGenerator random, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> random.ints(20, 0, bytes.length).forEach(noise(random, bytes));
      case 3 -> Arrays.fill(bytes, at, bytes.length, (byte) 0);
      default -> {
        int from = random.nextInt(bytes.length);
        System.arraycopy(bytes, at, bytes, from, bytes.length - Math.max(at, from));
      }
    }
    Files.write(file, bytes);
  }

  private static java.util.function.IntConsumer noise(RandomGenerator random, byte[] bytes) {
    return at -> bytes[at] = (byte) random.nextInt();
  }

  private static State exhausted(RandomGenerator random) {
    return Stream.generate(() -> States.any(random))
        .filter(state -> state instanceof State.Exhausted)
        .findFirst()
        .orElseThrow();
  }
}
