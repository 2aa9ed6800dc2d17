package rhizome.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.notice.Notices;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Errand;
import rhizome.grid.workload.Workload;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Arbitrary;

class SealedTypesTest {

  private final ObjectMapper json = with(new ObjectMapper());
  private final ObjectMapper cbor = with(new CBORMapper());

  private static ObjectMapper with(ObjectMapper mapper) {
    return mapper
        .registerModule(new ParameterNamesModule())
        .registerModule(new Jdk8Module())
        .registerModule(new JavaTimeModule())
        .registerModule(new SealedTypes())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Workload.Command.class,
        Workload.State.class,
        Workload.Duty.class,
        Workload.Event.class,
        Node.Command.class,
        Node.State.class,
        Node.Duty.class,
        Robot.Command.class,
        Robot.State.class,
        Robot.Duty.class,
        Roster.Command.class,
        Notices.Command.class,
        Errand.Answer.class,
        Report.class,
        Exit.class
      })
  void everyCaseOfEverySealedTypeCrossesTheWire(Class<?> sealed) {
    Property.forAll(
        50,
        random -> {
          for (Object value : new Arbitrary(random).ofEach(sealed)) {
            assertThat(cbor.readValue(cbor.writeValueAsBytes(value), sealed)).isEqualTo(value);
            assertThat(json.readValue(json.writeValueAsString(value), sealed)).isEqualTo(value);
            // Akka reads by the record's own class, which it finds in the manifest.
            assertThat(cbor.readValue(cbor.writeValueAsBytes(value), value.getClass()))
                .isEqualTo(value);
          }
        });
  }

  @Test
  void aCaseIsNamedByItsRecordAndAnIdIsText() throws JsonProcessingException {
    Report report =
        new Report.Restarting(
            WorkloadId.parse("shop/web#0"),
            3,
            2,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            new Exit.Signal(9),
            Instant.parse("2026-01-02T03:04:05.778Z"));
    assertThat(json.writeValueAsString(report))
        .isEqualTo(
            """
            {"type":"Restarting","workload":"shop/web#0","epoch":3,"incarnation":2,\
            "at":"2026-01-02T03:04:05.678Z","exit":{"type":"Signal","number":9},\
            "retryAt":"2026-01-02T03:04:05.778Z"}\
            """);
  }

  @Test
  void aRecordWithoutComponentsIsItsName() throws JsonProcessingException {
    assertThat(json.writeValueAsString(new Exit.Unseen())).isEqualTo("{\"type\":\"Unseen\"}");
  }

  @Test
  void casesInListsAndIdsAsKeysKeepTheirTypes() throws JsonProcessingException {
    Map<WorkloadId, List<Exit>> exits = new TreeMap<>();
    exits.put(WorkloadId.parse("shop/web#1"), List.of(new Exit.Code(1), new Exit.Unseen()));
    var type = new TypeReference<Map<WorkloadId, List<Exit>>>() {};
    String text = json.writerFor(type).writeValueAsString(exits);
    assertThat(text).startsWith("{\"shop/web#1\":[{\"type\":\"Code\"");
    assertThat(json.readValue(text, type)).isEqualTo(exits);
  }

  @Test
  void aNameThatIsNoCaseIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> json.readValue("{\"type\":\"Exploded\"}", Exit.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("'Exploded' is no Exit")
        .hasMessageContaining("Code, Fenced, NeverStarted, Signal, Unhealthy, Unseen");
    assertThatThrownBy(() -> json.readValue("{\"type\":\"java.lang.Runtime\"}", Exit.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void anIdThatDoesNotParseIsRefusedInItsOwnWords() {
    assertThatThrownBy(() -> json.readValue("\"UPPER\"", NodeId.class))
        .hasMessageContaining("is not a node name");
    assertThatThrownBy(() -> json.readValue("\"shop\"", WorkloadId.class))
        .hasMessageContaining("write robot/service#slot");
    assertThatThrownBy(
            () -> json.readValue("{\"NO!\": 1}", new TypeReference<Map<RobotId, Integer>>() {}))
        .hasMessageContaining("is not a robot name");
  }
}
