package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.typed.ActorRef;
import akka.persistence.SaveSnapshotFailure;
import akka.persistence.SaveSnapshotSuccess;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot store as Akka asks it, and what an entity makes of a damaged one. */
@Timeout(120)
class LogSnapshotsTest {

  @TempDir Path temporary;

  private Clerk open() {
    return new Clerk(temporary.resolve("log"));
  }

  private List<Path> snapshots(String id) throws Exception {
    try (Stream<Path> files = Files.list(temporary.resolve("log/snapshots/of-" + id))) {
      return files.filter(file -> file.toString().endsWith(".snapshot")).sorted().toList();
    }
  }

  private static void damage(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private static String load(Clerk clerk, SnapshotSelectionCriteria criteria) {
    Object answer =
        clerk.askSnapshots(new SnapshotProtocol.LoadSnapshot("a", criteria, Long.MAX_VALUE));
    SnapshotProtocol.LoadSnapshotResult result = (SnapshotProtocol.LoadSnapshotResult) answer;
    if (result.snapshot().isEmpty()) {
      return "none";
    }
    SelectedSnapshot found = result.snapshot().get();
    return found.metadata().sequenceNr() + "=" + found.snapshot();
  }

  private static SnapshotMetadata save(Clerk clerk, long number, Object state) {
    SnapshotMetadata metadata = new SnapshotMetadata("a", number, 0);
    Object answer = clerk.askSnapshots(new SnapshotProtocol.SaveSnapshot(metadata, state));
    assertThat(answer).isInstanceOf(SaveSnapshotSuccess.class);
    return ((SaveSnapshotSuccess) answer).metadata();
  }

  @Test
  void snapshotsAreSavedSelectedAndDeleted() {
    SnapshotSelectionCriteria latest = SnapshotSelectionCriteria.latest();
    long always = Long.MAX_VALUE;
    SnapshotMetadata last;
    try (Clerk clerk = open()) {
      assertThat(load(clerk, latest)).isEqualTo("none");
      save(clerk, 10, "s10");
      SnapshotMetadata middle = save(clerk, 20, "s20");
      last = save(clerk, 30, "s30");
      assertThat(load(clerk, latest)).isEqualTo("30=s30");
      assertThat(load(clerk, SnapshotSelectionCriteria.create(29, always))).isEqualTo("20=s20");
      assertThat(load(clerk, SnapshotSelectionCriteria.create(19, always))).isEqualTo("none");
      assertThat(load(clerk, SnapshotSelectionCriteria.create(29, middle.timestamp())))
          .isEqualTo("20=s20");
      assertThat(load(clerk, SnapshotSelectionCriteria.create(29, middle.timestamp() - 1)))
          .isEqualTo("none");
    }
    try (Clerk clerk = open()) {
      assertThat(load(clerk, latest)).isEqualTo("30=s30");
      clerk.askSnapshots(new SnapshotProtocol.DeleteSnapshot(last));
      assertThat(load(clerk, latest)).isEqualTo("20=s20");
      clerk.askSnapshots(new SnapshotProtocol.DeleteSnapshots("a", latest));
      assertThat(load(clerk, latest)).isEqualTo("none");
    }
  }

  @Test
  void aStateThatNoSerializerTakesFails() {
    try (Clerk clerk = open()) {
      SnapshotMetadata metadata = new SnapshotMetadata("a", 1, 0);
      assertThat(clerk.askSnapshots(new SnapshotProtocol.SaveSnapshot(metadata, new Object())))
          .isInstanceOf(SaveSnapshotFailure.class);
    }
  }

  @Test
  void anEntityRecoversFromTheSnapshotBeforeADamagedOne() throws Exception {
    write(70);
    assertThat(snapshots("a")).hasSize(2);
    Path newest = snapshots("a").getLast();
    damage(newest);
    try (Clerk clerk = open()) {
      String state =
          LoggingTestKit.warn("is damaged: it is put aside")
              .expect(
                  clerk.kit.system(),
                  () -> clerk.ask(clerk.spawn(Scroll.of("a")), Scroll.Command.Read::new));
      assertThat(state).isEqualTo("95");
    }
    assertThat(snapshots("a")).doesNotContain(newest);
  }

  /** 95 events, the first of them deleted, and two snapshots; Akka may skip its own ones. */
  private void write(long deletedTo) {
    try (Clerk clerk = open()) {
      ActorRef<Scroll.Command> scroll = clerk.spawn(Scroll.of("a"));
      clerk.ask(scroll, to -> new Scroll.Command.Write(95, to));
      clerk.stop(scroll);
      save(clerk, 80, "80");
      save(clerk, 90, "90");
      clerk.delete("a", deletedTo);
    }
  }

  @Test
  void aSnapshotThatTheNextEventDoesNotFollowOnIsNotTaken() throws Exception {
    write(85);
    damage(snapshots("a").getLast());
    doesNotStart("DAMAGED: the newest snapshot of a that can be read is of event 80");
  }

  @Test
  void anEntityWhoseEventsAreGoneWithItsSnapshotsDoesNotGoOn() throws Exception {
    write(70);
    for (Path file : snapshots("a")) {
      damage(file);
    }
    doesNotStart("DAMAGED: the newest snapshot of a that can be read is of event 0");
  }

  /** Not now, and not when the damaged ones were put aside already. */
  private void doesNotStart(String why) {
    for (int life = 0; life < 2; life++) {
      try (Clerk clerk = open()) {
        Object answer =
            clerk.askSnapshots(
                new SnapshotProtocol.LoadSnapshot(
                    "a", SnapshotSelectionCriteria.latest(), Long.MAX_VALUE));
        assertThat(((SnapshotProtocol.LoadSnapshotFailed) answer).cause())
            .hasMessageContaining(why);
        ActorRef<Scroll.Command> scroll = clerk.spawn(Scroll.of("a"));
        clerk.kit.createTestProbe().expectTerminated(scroll, Duration.ofSeconds(20));
      }
    }
  }
}
