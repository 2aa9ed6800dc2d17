package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.Stage;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.supplies.Volume;
import rhizome.kernel.WorkloadId;

class VolumesTest {

  private static final WorkloadId DB = WorkloadId.parse("shop/db#0");
  private static final WorkloadId OTHER = WorkloadId.parse("shop/db#1");
  private static final List<Volume> DATA = List.of(new Volume("data", "data", 0));
  private static final Duration KEEP = Duration.ofHours(2);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path root;
  private Volumes volumes = new Volumes(Path.of("/"), KEEP);

  @BeforeEach
  void open() {
    volumes = new Volumes(root, KEEP);
  }

  @Test
  void whatIsInUseStaysForEver() throws Exception {
    volumes.use(DB, DATA);
    Files.writeString(volumes.of(DB, "data").resolve("f"), "x");
    assertThat(volumes.pass(KEEP.multipliedBy(1000))).isEmpty();
    volumes.use(DB, DATA);
    assertThat(volumes.of(DB, "data").resolve("f")).hasContent("x");
    assertThat(volumes.left()).isEmpty();
  }

  @Test
  void whatWasLeftIsKeptForItsTimeOverAgentsAndThenRemoved() throws Exception {
    volumes.use(DB, DATA);
    volumes.use(OTHER, DATA);
    volumes.leave(DB);
    assertThat(volumes.pass(HOUR)).isEmpty();
    volumes = new Volumes(root, KEEP);
    volumes.begin(List.of(OTHER));
    assertThat(volumes.left()).containsExactly(new Volumes.Left(Volumes.of(root, DB), HOUR));
    assertThat(volumes.pass(HOUR)).containsExactly(Volumes.of(root, DB));
    assertThat(Volumes.of(root, DB)).doesNotExist();
    assertThat(volumes.of(OTHER, "data")).isDirectory();
    Stage.await("an empty trash", () -> empty(root.resolve(".volumes/.trash")));
  }

  @Test
  void whoComesBackInTimeFindsItAndItsTimeBeginsAnewWhenItLeavesAgain() throws Exception {
    volumes.use(DB, DATA);
    Files.writeString(volumes.of(DB, "data").resolve("f"), "x");
    volumes.leave(DB);
    volumes.pass(HOUR);
    volumes.use(DB, DATA);
    assertThat(volumes.pass(KEEP)).isEmpty();
    volumes.leave(DB);
    assertThat(volumes.pass(HOUR)).isEmpty();
    assertThat(volumes.of(DB, "data").resolve("f")).hasContent("x");
  }

  @Test
  void whatNobodyHoldsWhenAnAgentBeginsIsCountedFromThen() throws Exception {
    volumes.use(DB, DATA);
    volumes.begin(List.of());
    assertThat(volumes.left()).extracting(Volumes.Left::waited).containsExactly(Duration.ZERO);
    Files.writeString(Volumes.of(root, DB).resolve(".left"), "PT");
    assertThat(volumes.pass(HOUR)).as("a count cut short begins anew").isEmpty();
    assertThat(volumes.pass(HOUR)).isNotEmpty();
  }

  @Test
  void aNewOneThatFindsNoRoomIsRefusedAndAnOldOneNeverIs() throws Exception {
    List<Volume> huge = List.of(new Volume("data", "data", 1L << 50));
    assertThatThrownBy(() -> volumes.use(DB, huge))
        .isInstanceOf(NotStarted.class)
        .hasMessageContaining("its volume 'data' wants 1048576GiB, and the disk of ")
        .hasMessageContaining(" bytes left");
    assertThat(volumes.of(DB, "data")).doesNotExist();
    volumes.use(DB, DATA);
    volumes.use(DB, huge);
  }

  @Test
  void aLinkInItsPlaceIsNoVolume() throws Exception {
    Files.createDirectories(Volumes.of(root, DB));
    Files.createSymbolicLink(volumes.of(DB, "data"), root);
    assertThatThrownBy(() -> volumes.use(DB, DATA))
        .isInstanceOf(NotStarted.class)
        .hasMessageContaining("its volume 'data' cannot be made");
  }

  private static boolean empty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
