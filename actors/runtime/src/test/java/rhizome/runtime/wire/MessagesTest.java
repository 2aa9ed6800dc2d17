package rhizome.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.placement.Placement;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Sign;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Arbitrary;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.node.Governance;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Warden;
import rhizome.runtime.node.ZoneShell;

/** Every message between members, through the serialization of the profile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {

  private ActorTestKit kit;
  private Serialization serialization;

  @BeforeAll
  void open() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(ConfigFactory.parseResources("rhizome/akka.conf"))
                .withFallback(ConfigFactory.parseResources("rhizome/serialization.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
  }

  @AfterAll
  void close() {
    kit.shutdownTestKit();
  }

  @Test
  void everyCommandOfEveryEntityTravelsInItsEnvelope() {
    TestProbe<StatusReply<Receipt>> asker = kit.createTestProbe();
    Property.forAll(
        30,
        random -> {
          for (Object command : commands(random)) {
            EntityShell.Ask<Object, Object> ask = new EntityShell.Ask<>(command, asker.getRef());
            assertThat(travelled(ask)).isEqualTo(ask);
          }
        });
  }

  private static List<Object> commands(RandomGenerator random) {
    Arbitrary arbitrary = new Arbitrary(random);
    List<Object> commands = new ArrayList<>();
    for (Class<?> protocol :
        List.of(
            Workload.Command.class,
            Node.Command.class,
            Robot.Command.class,
            Roster.Command.class,
            Notices.Command.class,
            Task.Command.class)) {
      commands.addAll(arbitrary.ofEach(protocol));
    }
    return commands;
  }

  private static ZoneShell.FindPlace find(
      WorkloadId workload, NodeId node, ActorRef<Placement.Choice> replyTo) {
    return new ZoneShell.FindPlace(
        workload,
        1,
        Resources.DEFAULT,
        List.of(node),
        Optional.of(node),
        Wishes.NONE,
        new Priority(-7, false, true),
        replyTo);
  }

  private static ZoneShell.Hold hold(NodeId node, Assignment a) {
    List<Assignment> all = List.of(a);
    return new ZoneShell.Hold(node, "boot", all, all, true, all, List.of(a.workload()));
  }

  @Test
  void whatZonesNodesAndAgentsSayArrivesAsItWasSaid() {
    TestProbe<Object> someone = kit.createTestProbe();
    Property.forAll(
        50,
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          WorkloadId workload = (WorkloadId) arbitrary.of(WorkloadId.class);
          NodeId node = (NodeId) arbitrary.of(NodeId.class);
          Assignment assignment = (Assignment) arbitrary.of(Assignment.class);
          Order.ReadLog read = new Order.ReadLog(workload, -1, 7, someone.getRef().narrow());
          for (Object message :
              List.of(
                  new ZoneShell.Beat(
                      (Heartbeat) arbitrary.of(Heartbeat.class), someone.getRef().narrow()),
                  new ZoneShell.Watch(node, "boot"),
                  new ZoneShell.Miss(node),
                  hold(node, assignment),
                  find(workload, node, someone.getRef().narrow()),
                  new ZoneShell.Refused(node, workload),
                  new ZoneShell.ListNodes(someone.getRef().narrow()),
                  new ZoneShell.Nodes(List.of(node)),
                  new ZoneShell.Forward(node, read),
                  new Placement.Choice(Optional.of(node), ""),
                  new Placement.Choice(Optional.empty(), "Grüße ✓"),
                  new Order.Introduce(),
                  new Order.Sync(List.of(assignment)),
                  new Order.Assign(assignment),
                  new Order.Drop(workload, random.nextLong()),
                  new Order.Renewed(random.nextLong()),
                  new Order.PowerDown(),
                  (ZoneShell.Rest) arbitrary.of(ZoneShell.Rest.class),
                  read,
                  new Receipt(random.nextLong(), random.nextLong()),
                  new EntityShell.Read<Object, Object>(someone.getRef()),
                  new EntityShell.Wake<>(),
                  new EntityShell.Stop<>())) {
            assertThat(travelled(message)).isEqualTo(message);
          }
        });
  }

  @Test
  void whatAgentsAreToldToDoForTasksAndWhatCameOfItArrivesAsItWasSaid() {
    TestProbe<Object> someone = kit.createTestProbe();
    Property.forAll(
        50,
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          Errand errand = (Errand) arbitrary.of(Errand.class);
          Order.Perform perform = new Order.Perform(errand, someone.getRef().narrow());
          for (Object message :
              List.of(
                  perform,
                  new ZoneShell.Forward(new NodeId("n1"), perform),
                  arbitrary.of(Errand.Answer.class))) {
            assertThat(travelled(message)).isEqualTo(message);
          }
        });
  }

  @Test
  void whatIsToldOfLossesAndWhatTheGovernorSaysArrivesAsItWasSaid() {
    TestProbe<Object> someone = kit.createTestProbe();
    Property.forAll(
        50,
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          for (Object message :
              List.of(
                  new ZoneShell.Gone(new NodeId("n1"), "boot", "its connection was closed"),
                  new ZoneShell.AskGovernor(someone.getRef().narrow()),
                  new ZoneShell.ResumeGovernor("operator", someone.getRef().narrow()),
                  arbitrary.of(Governance.class),
                  arbitrary.of(Governance.Resumed.class))) {
            assertThat(travelled(message)).isEqualTo(message);
          }
        });
  }

  @Test
  void whatWardensAreToldAndAskedArrivesAsItWasSaid() {
    TestProbe<Object> someone = kit.createTestProbe();
    Property.forAll(
        50,
        random -> {
          NodeId node = (NodeId) new Arbitrary(random).of(NodeId.class);
          long view = random.nextLong();
          for (Object message :
              List.of(
                  new Warden.Signs(
                      List.of(new Sign(node, "boot", random.nextLong())),
                      view,
                      1,
                      someone.getRef().narrow()),
                  new Warden.Noted("voter", view, 1, List.of(node)),
                  new Warden.AskSilence(List.of(node), view, 3, someone.getRef().narrow()),
                  new Warden.Silence(
                      "voter", 3, new TreeMap<>(Map.of(node, Duration.ofNanos(123_456_789)))))) {
            assertThat(travelled(message)).isEqualTo(message);
          }
        });
  }

  @Test
  void aSliceOfALogKeepsItsBytesWhateverTheyAre() throws Exception {
    byte[] bytes = new byte[LogSlice.BYTES_MAX];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    LogSlice slice = (LogSlice) travelled(new LogSlice(3, bytes, Long.MAX_VALUE));
    assertThat(slice.bytes()).isEqualTo(bytes);
    assertThat(slice.from()).isEqualTo(3);
    assertThat(slice.size()).isEqualTo(Long.MAX_VALUE);
  }

  /** A frame holds 1 MiB (remoting.conf); a robot of 1,000 goes through it one node at a time. */
  @Test
  void theWholeListOfAFullNodeFitsInOneMessage() {
    Property.forAll(
        3,
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          List<Assignment> full = new ArrayList<>();
          for (int slot = 0; slot < 1000; slot++) {
            full.add((Assignment) arbitrary.of(Assignment.class));
          }
          byte[] bytes = serialization.serialize(new Order.Sync(full)).get();
          assertThat(bytes.length).isLessThan(1 << 20);
          assertThat(travelled(new Order.Sync(full))).isEqualTo(new Order.Sync(full));
        });
  }

  @Test
  void aMessageThatIsCutShortIsRefusedAndNeverAnother() throws Exception {
    Order.Drop drop = new Order.Drop(WorkloadId.parse("shop/web#0"), 77);
    SerializerWithStringManifest serializer =
        (SerializerWithStringManifest) serialization.findSerializerFor(drop);
    byte[] whole = serializer.toBinary(drop);
    String manifest = serializer.manifest(drop);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> serializer.fromBinary(cut, manifest)).isInstanceOf(Exception.class);
    }
  }

  private record Stranger(String name) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Java's own serialization would make anything of bytes, and do anything on the way. */
  @Test
  void whatIsNoMessageOfOursIsNeitherSentNorMade() throws Exception {
    assertThatThrownBy(() -> serialization.serialize(new Stranger("x")).get())
        .hasMessageContaining("allow-java-serialization");
    TestProbe<StatusReply<Receipt>> asker = kit.createTestProbe();
    assertThatThrownBy(() -> travelled(new EntityShell.Ask<>(new Stranger("x"), asker.getRef())))
        .hasMessageContaining("allow-java-serialization");
    Order.Introduce order = new Order.Introduce();
    SerializerWithStringManifest serializer =
        (SerializerWithStringManifest) serialization.findSerializerFor(order);
    for (String foreign : List.of(Stranger.class.getName(), "java.lang.Runtime", "no.such.Type")) {
      assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(order), foreign))
          .as(foreign)
          .isInstanceOf(Exception.class);
    }
  }

  private Object travelled(Object message) throws NotSerializableException {
    byte[] bytes = serialization.serialize(message).get();
    var serializer = serialization.findSerializerFor(message);
    return serialization
        .deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
        .get();
  }
}
