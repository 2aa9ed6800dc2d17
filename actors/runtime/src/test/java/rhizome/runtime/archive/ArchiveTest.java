package rhizome.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.FileIO;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;
import rhizome.runtime.archive.Replay.Contents;
import rhizome.runtime.archive.proto.Archived.Event;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.Courier.Command.Deliver;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.House;
import rhizome.runtime.journal.History;
import rhizome.runtime.journal.History.Entry;

/** Couriers write into one house, and their lives are carried over into another. */
class ArchiveTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.123Z");

  @TempDir Path folder;

  @Test
  void whatAnArchiveHoldsComesBackEventByEvent() throws Exception {
    Path file = folder.resolve("grid.archive");
    try (House house = new House(folder.resolve("old"))) {
      live(house, "a", 3);
      live(house, "b", 250); // more than one batch
      live(house, "Grüße ✓", 1);
      backup(house, file);
    }
    try (House house = new House(folder.resolve("new"))) {
      List<Long> told = new ArrayList<>();
      Contents contents = restore(house).from(file, told::add);
      assertThat(contents).isEqualTo(new Contents(NOW, 3, 254));
      assertThat(told).isSorted().endsWith(254L);
      assertThat(history(house, "a"))
          .extracting(Entry::event)
          .containsExactly(
              new Courier.Event.Taken("p0"),
              new Courier.Event.Delivered("p0"),
              new Courier.Event.Taken("p2"));
      assertThat(history(house, "b")).hasSize(250).extracting(Entry::revision).isSorted();
      assertThat(history(house, "Grüße ✓")).hasSize(1);
      var courier = house.courier("a");
      assertThat(house.ask(courier, new Take("next")).getValue().revision()).isEqualTo(4);
      house.stop(courier);
    }
  }

  @Test
  void whatIsToldToBeWrittenIsWritten() throws Exception {
    Path file = folder.resolve("grid.archive");
    int couriers = 40;
    try (House house = new House(folder.resolve("old"))) {
      for (int i = 0; i < couriers; i++) {
        live(house, "c" + i, 1);
      }
      backup(house, file);
    }
    try (House house = new House(folder.resolve("new"))) {
      List<Long> told = new ArrayList<>();
      restore(house)
          .from(
              file,
              written -> {
                told.add(written);
                assertThat(entities(house)).hasSizeGreaterThanOrEqualTo((int) written);
              });
      assertThat(told).isSorted().endsWith((long) couriers);
      assertThat(told).as("also while the last ones are awaited").hasSizeGreaterThan(couriers);
    }
  }

  @Test
  void anEmptyGridMakesAnEmptyArchive() throws Exception {
    Path file = folder.resolve("empty.archive");
    try (House house = new House(folder.resolve("old"))) {
      backup(house, file);
    }
    try (House house = new House(folder.resolve("new"))) {
      assertThat(restore(house).from(file, _ -> {})).isEqualTo(new Contents(NOW, 0, 0));
    }
  }

  @Test
  void nothingIsWrittenOverWhatIsThere() throws Exception {
    Path file = folder.resolve("grid.archive");
    try (House house = new House(folder.resolve("old"))) {
      live(house, "a", 2);
      backup(house, file);
      assertThatThrownBy(() -> restore(house).from(file, _ -> {}))
          .isInstanceOf(ArchiveRefused.class)
          .hasMessageContaining("the journal is not empty, it holds courier|a");
      assertThat(history(house, "a")).hasSize(2);
    }
  }

  @Test
  void whateverIsAlteredOrCutOffIsRefusedAndNothingIsWritten() throws Exception {
    Path file = folder.resolve("grid.archive");
    Path spoilt = folder.resolve("spoilt.archive");
    try (House house = new House(folder.resolve("old"))) {
      live(house, "a", 5);
      backup(house, file);
    }
    byte[] packed = Files.readAllBytes(file);
    byte[] plain;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      plain = in.readAllBytes();
    }
    try (House house = new House(folder.resolve("new"))) {
      Property.forAll(
          random -> {
            Files.write(spoilt, Arrays.copyOf(packed, random.nextInt(packed.length)));
            refused(house, spoilt);
            byte[] altered = plain.clone();
            altered[random.nextInt(plain.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(spoilt, gzip(altered));
            refused(house, spoilt);
            Files.write(spoilt, gzip(Arrays.copyOf(plain, random.nextInt(plain.length))));
            refused(house, spoilt);
          });
      assertThat(restore(house).from(file, _ -> {}).events()).isEqualTo(5);
    }
  }

  @Test
  void whatIsNoArchiveAtAllIsSaidToBeNone() throws Exception {
    try (House house = new House(folder.resolve("new"))) {
      Path file = Files.writeString(folder.resolve("text"), "blueprint: v1\n");
      refused(house, file);
      assertThatThrownBy(() -> restore(house).check(folder.resolve("nowhere")))
          .isInstanceOf(ArchiveRefused.class)
          .hasMessageContaining("nowhere")
          .hasMessageContaining("NoSuchFile");
    }
  }

  @Test
  void aLifeWithoutItsBeginningCannotBeArchived() {
    Seal seal = new Seal();
    assertThatThrownBy(
            () -> Archive.refuseGap(event("courier|a", 2), seal.expected(event("courier|a", 2))))
        .isInstanceOf(ArchiveRefused.class)
        .hasMessageContaining("no event 1 of courier|a")
        .hasMessageContaining("delete-events");
    seal.pass(event("courier|a", 1));
    assertThat(seal.expected(event("courier|a", 2))).isEqualTo(2);
    assertThat(seal.expected(event("courier|b", 1))).isEqualTo(1);
  }

  private static Event event(String entity, long revision) {
    return Event.newBuilder().setEntity(entity).setRevision(revision).build();
  }

  static void live(House house, String id, int events) {
    var courier = house.courier(id);
    for (int i = 0; i < events; i++) {
      house.ask(courier, i % 2 == 0 ? new Take("p" + i) : new Deliver("p" + (i - 1)));
    }
    house.stop(courier);
  }

  private static void refused(House house, Path file) {
    assertThatThrownBy(() -> restore(house).from(file, _ -> {}))
        .isInstanceOf(ArchiveRefused.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  static void backup(House house, Path file) throws Exception {
    new Archive(house.system())
        .read(NOW)
        .runWith(FileIO.toPath(file), house.system())
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  static Replay restore(House house) {
    return new Replay(house.system());
  }

  static List<Entry> history(House house, String id) throws Exception {
    return new History(house.system())
        .read("courier|" + id, 0, 1000)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static List<String> entities(House house) {
    return new History(house.system()).entities().toCompletableFuture().join();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
