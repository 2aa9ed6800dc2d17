package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.house.Property;
import rhizome.runtime.durable.notice.NoticesSerializer;

/**
 * What was stored is read back, today's and yesterday's. A line of {@code durable/NAME.txt} is a
 * case, its manifest, its bytes as some version once wrote them, and what they mean. The bytes of a
 * line are never changed; a new case adds a line: {@code -Ddurable.add=true} writes those missing.
 */
class SerializersTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "durable");

  /** One entity's serializer and the two sealed types it stores. */
  record Stored(String name, ProtoSerializer<?, ?> serializer, Class<?> events, Class<?> states) {
    @Override
    public String toString() {
      return name;
    }

    List<Class<?>> cases() {
      List<Class<?>> cases = new ArrayList<>(Arbitrary.cases(events).toList());
      cases.addAll(Arbitrary.cases(states).toList());
      return cases;
    }
  }

  static List<Stored> entities() {
    return List.of(
        new Stored(
            "workload", new WorkloadSerializer(), Workload.Event.class, Workload.State.class),
        new Stored("node", new NodeSerializer(), Node.Event.class, Node.State.class),
        new Stored("robot", new RobotSerializer(), Robot.Event.class, Robot.State.class),
        new Stored("roster", new RosterSerializer(), Roster.Event.class, Roster.State.class),
        new Stored("notices", new NoticesSerializer(), Notices.Event.class, Notices.State.class),
        new Stored("task", new TaskSerializer(), Task.Event.class, Task.State.class));
  }

  /** The number lies beside the bytes: two that share one would read each other's. */
  @Test
  void everyEntityHasANumberOfItsOwnForEver() {
    Map<String, Integer> numbers = new TreeMap<>();
    entities().forEach(entity -> numbers.put(entity.name, entity.serializer.identifier()));
    assertThat(numbers)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "workload",
                    7101,
                    "node",
                    7102,
                    "robot",
                    7103,
                    "roster",
                    7104,
                    "notices",
                    7105,
                    "task",
                    7106)));
    assertThat(numbers.values()).doesNotHaveDuplicates().allMatch(Checksum::seals);
  }

  @ParameterizedTest
  @MethodSource("entities")
  void whatIsWrittenIsReadBackTheSame(Stored entity) {
    Property.forAll(
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          for (Class<?> type : entity.cases()) {
            Object value = arbitrary.of(type);
            byte[] bytes = entity.serializer.toBinary(value);
            assertThat(entity.serializer.fromBinary(bytes, entity.serializer.manifest(value)))
                .isEqualTo(value);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("entities")
  void anOldJournalStillReads(Stored entity) throws IOException {
    if (Boolean.getBoolean("durable.add")) {
      addMissing(entity);
    }
    if (Boolean.getBoolean("durable.retell")) {
      retell(entity);
    }
    List<String> seen = new ArrayList<>();
    for (String line : Files.readAllLines(file(entity))) {
      String[] parts = line.split(" ", 4);
      byte[] bytes = Base64.getDecoder().decode(parts[2]);
      assertThat(entity.serializer.fromBinary(bytes, parts[1]))
          .asString()
          .isEqualTo(unescape(parts[3]));
      seen.add(parts[0]);
    }
    assertThat(seen)
        .as("every case has golden bytes; -Ddurable.add=true writes the missing ones")
        .containsAll(entity.cases().stream().map(SerializersTest::name).toList());
  }

  @ParameterizedTest
  @MethodSource("entities")
  void damagedBytesAreRefusedAndNeverAnotherEvent(Stored entity) {
    Property.forAll(
        random -> {
          Object value = new Arbitrary(random).of(entity.events);
          byte[] bytes = entity.serializer.toBinary(value);
          refused(entity, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          refused(entity, bytes);
        });
  }

  @ParameterizedTest
  @MethodSource("entities")
  void whatANewerVersionWroteIsSaidToBeThat(Stored entity) {
    byte[] nothing = Checksum.seal(new byte[0]);
    assertThatThrownBy(() -> entity.serializer.fromBinary(nothing, "E9"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("manifest 'E9'");
    assertThatThrownBy(() -> entity.serializer.fromBinary(nothing, ProtoSerializer.EVENT))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("does not know");
    assertThatThrownBy(() -> entity.serializer.manifest("a string"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(Stored entity, byte[] damaged) {
    assertThatThrownBy(() -> entity.serializer.fromBinary(damaged, ProtoSerializer.EVENT))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("checksum")
        .hasMessageContaining("damaged, or a newer version wrote it");
  }

  private static void addMissing(Stored entity) throws IOException {
    Path file = file(entity);
    String text = Files.exists(file) ? Files.readString(file) : "";
    Arbitrary arbitrary = new Arbitrary(RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    StringBuilder more = new StringBuilder(text);
    for (Class<?> type : entity.cases()) {
      if (text.lines().noneMatch(line -> line.startsWith(name(type) + " "))) {
        Object value = arbitrary.of(type);
        more.append(
            "%s %s %s %s%n"
                .formatted(
                    name(type),
                    entity.serializer.manifest(value),
                    Base64.getEncoder().encodeToString(entity.serializer.toBinary(value)),
                    value.toString().replace("\n", "\\n")));
      }
    }
    Files.writeString(file, more, StandardCharsets.UTF_8);
  }

  /** After records have got components: the bytes stay, and the difference is to be looked at. */
  private static void retell(Stored entity) throws IOException {
    StringBuilder told = new StringBuilder();
    for (String line : Files.readAllLines(file(entity))) {
      String[] parts = line.split(" ", 4);
      Object value = entity.serializer.fromBinary(Base64.getDecoder().decode(parts[2]), parts[1]);
      parts[3] = value.toString().replace("\n", "\\n");
      told.append(String.join(" ", parts)).append('\n');
    }
    Files.writeString(file(entity), told, StandardCharsets.UTF_8);
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n");
  }

  private static String name(Class<?> type) {
    return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }

  private static Path file(Stored entity) {
    return GOLDEN.resolve(entity.name + ".txt");
  }
}
