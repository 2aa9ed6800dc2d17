package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;
import rhizome.runtime.log.segment.SegmentLog;
import rhizome.runtime.log.segment.SegmentReader;
import rhizome.runtime.log.segment.SegmentSettings;

/** Whatever is appended, deleted, ended and opened again: the log says what a simple map says. */
class LogLawTest {

  private static final List<String> IDS = List.of("a", "b|2", "c");

  /** Each waits for the disk some hundred times. */
  private static final int CASES = Integer.getInteger("log.cases", 12);

  @TempDir Path temporary;
  private int folders;

  /** What the entities wrote, kept in memory. */
  private static final class Model {
    final Map<String, NavigableMap<Long, String>> events = new TreeMap<>();
    final Map<String, Long> highest = new TreeMap<>();

    Model() {
      IDS.forEach(
          id -> {
            events.put(id, new TreeMap<>());
            highest.put(id, 0L);
          });
    }

    long last(String id) {
      return Objects.requireNonNull(highest.get(id));
    }

    NavigableMap<Long, String> of(String id) {
      return Objects.requireNonNull(events.get(id));
    }
  }

  /** A log in one folder, with the index that it keeps. */
  private static final class Open {
    final EventIndex index = new EventIndex();
    final SegmentLog log;

    Open(Path folder) {
      log = SegmentLog.open(new SegmentSettings(folder, 2048, 4096, 100, 1 << 16), index);
    }
  }

  @Test
  void anyMixOfAppendsDeletionsAndLivesEqualsTheModel() {
    Property.forAll(CASES, this::oneStory);
  }

  private void oneStory(RandomGenerator random) throws IOException {
    Model model = new Model();
    Path folder = next();
    Open open = new Open(folder);
    try {
      for (int step = random.nextInt(10, 80); step > 0; step--) {
        String id = IDS.get(random.nextInt(IDS.size()));
        switch (random.nextInt(12)) {
          case 0 -> {
            open.log.close();
            open = new Open(folder);
          }
          case 1 -> {
            Path copy = afterACrash(folder, random);
            open.log.close();
            folder = copy;
            open = new Open(folder);
          }
          case 2, 3 -> delete(open, model, id, random);
          default -> append(open, model, id, random);
        }
        agree(open, model);
      }
    } finally {
      open.log.close();
    }
    nothingIsKeptForNobody(folder);
  }

  private Path next() {
    return temporary.resolve("story-" + folders++);
  }

  private static void append(Open open, Model model, String id, RandomGenerator random) {
    long first = model.last(id) + (random.nextInt(10) == 0 ? random.nextInt(1, 4) : 1);
    List<Entry.Stored> events = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      String text = id + (first + i) + "x".repeat(random.nextInt(300));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      events.add(new Entry.Stored(1, "", "", "", 0, bytes));
      model.of(id).put(first + i, text);
      model.highest.put(id, first + i);
    }
    open.log.append(new Entry.Events(id, first, events).bytes()).join();
  }

  private static void delete(Open open, Model model, String id, RandomGenerator random) {
    long highest = model.last(id);
    long to = random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(highest + 3);
    open.log.append(new Entry.Deletion(id, to).bytes()).join();
    model.of(id).headMap(to, true).clear();
  }

  /** The files as they are at this moment, and perhaps the beginning of one more write. */
  private Path afterACrash(Path folder, RandomGenerator random) throws IOException {
    Path copy = Files.createDirectory(next());
    Path newest = copy;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Path to = Files.copy(file, copy.resolve(file.getFileName().toString()));
        newest = file.toString().matches(".*\\d\\.log") ? to : newest;
      }
    }
    byte[] torn = new byte[random.nextInt(60)];
    if (random.nextBoolean()) {
      random.nextBytes(torn);
    }
    Files.write(newest, torn, StandardOpenOption.APPEND);
    if (random.nextInt(4) == 0) {
      Files.delete(copy.resolve("mark"));
    }
    return copy;
  }

  private static void agree(Open open, Model model) throws IOException {
    for (String id : IDS) {
      assertThat(open.index.highest(id)).isEqualTo(model.last(id));
      Map<Long, String> found = new TreeMap<>();
      try (SegmentReader reader = open.log.reader()) {
        for (EventIndex.Extent extent : open.index.from(id, open.index.deletedTo(id) + 1)) {
          Entry.Events entry = Entry.events(reader.read(extent.place()));
          assertThat(entry.id()).isEqualTo(id);
          for (int i = 0; i < entry.events().size(); i++) {
            if (extent.first() + i > open.index.deletedTo(id)) {
              found.put(
                  extent.first() + i,
                  new String(entry.events().get(i).bytes(), StandardCharsets.UTF_8));
            }
          }
        }
      }
      assertThat(found).isEqualTo(model.of(id));
    }
  }

  /** When all is deleted, the next segments leave nothing behind, and numbers are not forgotten. */
  private static void nothingIsKeptForNobody(Path folder) throws IOException {
    Open open = new Open(folder);
    Map<String, Long> highest = new TreeMap<>();
    IDS.forEach(id -> highest.put(id, open.index.highest(id)));
    for (String id : IDS) {
      open.log.append(new Entry.Deletion(id, Long.MAX_VALUE).bytes()).join();
    }
    for (int i = 0; i < 90; i++) {
      var _ = open.log.append(new Entry.Deletion("a", Long.MAX_VALUE).bytes());
    }
    open.log.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\d\\.log"))).hasSize(1);
    }
    Open again = new Open(folder);
    again.log.close();
    highest.forEach((id, number) -> assertThat(again.index.highest(id)).isEqualTo(number));
  }
}
