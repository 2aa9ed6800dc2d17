package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.replica.Output;
import rhizome.ledger.replica.Recovering;
import rhizome.ledger.replica.State;
import rhizome.runtime.validator.Memory.Event;

class MemoryTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "validator", "memory.txt");

  private final MemorySerializer serializer = new MemorySerializer();

  /** One of each kind, the same in every run. */
  private static Map<String, Object> cases() {
    Solo solo = new Solo().blocks(10);
    Map<String, Object> cases = new LinkedHashMap<>();
    cases.put("kept", new Event.Kept(solo.outputs(Output.Keep.class).getFirst().candidate()));
    cases.put(
        "agreed", new Event.Agreed(solo.outputs(Output.Persist.class).getFirst().agreement()));
    cases.put("stored", new Event.Stored(solo.outputs(Output.Store.class).getFirst().sealed()));
    cases.put("jumped", new Event.Jumped(77));
    Memory.Saved saved = saved(solo, 3);
    cases.put("saved", saved);
    cases.put("saved-alone", new Memory.Saved(saved.standing(), new TreeMap<>()));
    return cases;
  }

  private static Memory.Saved saved(Solo solo, long oldest) {
    var standing = solo.outputs(Output.Save.class).getLast().standing();
    TreeMap<Long, Long> places = new TreeMap<>();
    for (long height = oldest; height <= standing.height(); height++) {
      places.put(height, 100 + 3 * height);
    }
    return new Memory.Saved(standing, places);
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws NotSerializableException {
    for (Object value : cases().values()) {
      byte[] bytes = serializer.toBinary(value);
      Object again = serializer.fromBinary(bytes, serializer.manifest(value));
      if (value instanceof Memory.Saved saved) {
        Memory.Saved read = (Memory.Saved) again;
        assertThat(read.places()).isEqualTo(saved.places());
        assertThat(read.standing().root().hash()).isEqualTo(saved.standing().root().hash());
        assertThat(read.standing().height()).isEqualTo(saved.standing().height());
      } else {
        assertThat(again).isEqualTo(value);
      }
      assertThat(serializer.toBinary(again)).isEqualTo(bytes);
    }
  }

  /** Bytes as some version once wrote them; {@code -Ddurable.add=true} adds missing cases. */
  @Test
  void anOldJournalStillReads() throws IOException {
    Map<String, Object> cases = cases();
    List<String> lines =
        Files.exists(GOLDEN) ? new ArrayList<>(Files.readAllLines(GOLDEN)) : new ArrayList<>();
    if (Boolean.getBoolean("durable.add")) {
      cases.forEach(
          (name, value) -> {
            if (lines.stream().noneMatch(line -> line.startsWith(name + " "))) {
              String bytes = Base64.getEncoder().encodeToString(serializer.toBinary(value));
              lines.add(name + " " + serializer.manifest(value) + " " + bytes);
            }
          });
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, lines);
    }
    List<String> seen = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 3);
      byte[] bytes = Base64.getDecoder().decode(parts[2]);
      Object read = serializer.fromBinary(bytes, parts[1]);
      assertThat(serializer.toBinary(read)).as(parts[0]).isEqualTo(bytes);
      seen.add(parts[0]);
    }
    assertThat(seen).containsAll(cases.keySet());
  }

  @Test
  void damagedBytesAreRefused() {
    List<Object> values = List.copyOf(cases().values());
    Property.forAll(
        random -> {
          Object value = values.get(random.nextInt(values.size()));
          byte[] bytes = serializer.toBinary(value);
          byte[] shorter = Arrays.copyOf(bytes, random.nextInt(bytes.length));
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          for (byte[] damaged : List.of(bytes, shorter)) {
            assertThatThrownBy(() -> serializer.fromBinary(damaged, serializer.manifest(value)))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("checksum");
          }
        });
  }

  /** With all that is left out, a log of pages comes to the state that the replica was in. */
  @Test
  void pagesToldInTheirOrderComeToTheSameState() {
    Solo solo = new Solo().blocks(24);
    Recovering all = Recovering.beginning(solo.hamlet.charter());
    for (List<Output> step : solo.steps) {
      Memory.Page page = Memory.of(step);
      for (Event event : page.events()) {
        all =
            switch (event) {
              case Event.Kept(var candidate) -> all.kept(candidate);
              case Event.Agreed(var agreement) -> all.persisted(agreement);
              case Event.Stored(var block) -> all.stored(block);
              case Event.Jumped _ -> all;
            };
      }
      all = page.save().isPresent() ? all.saved(page.save().get()) : all;
      all = page.forget() > 0 ? all.keptFrom(page.forget()) : all;
    }
    State state = all.state();
    assertThat(state.height()).isEqualTo(24);
    assertThat(state.standing().root().hash()).isEqualTo(solo.state.standing().root().hash());
    assertThat(state.oldest()).isEqualTo(solo.state.oldest());
  }

  @Test
  void whatALaterOutputMakesNeedlessIsNotWritten() {
    Solo solo = new Solo().blocks(10);
    Memory.Page page = Memory.of(solo.last());
    assertThat(page.events()).hasSize(1).first().isInstanceOf(Event.Stored.class);
    assertThat(page.save()).isPresent();
    assertThat(Memory.of(new Solo().last()).isEmpty()).isTrue();
    var twice = new ArrayList<Output>(solo.outputs(Output.Persist.class));
    assertThat(Memory.of(twice).events())
        .containsExactly(
            new Event.Agreed(solo.outputs(Output.Persist.class).getLast().agreement()));
  }
}
