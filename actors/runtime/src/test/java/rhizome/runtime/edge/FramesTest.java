package rhizome.runtime.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.scale.Target;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Report;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
import rhizome.house.Property;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.durable.Arbitrary;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Beat;
import rhizome.runtime.edge.AgentFrame.Bye;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.AgentFrame.Measured;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.GatewayFrame.Answered;
import rhizome.runtime.edge.GatewayFrame.Measure;
import rhizome.runtime.edge.GatewayFrame.Ordered;
import rhizome.runtime.edge.GatewayFrame.Perform;
import rhizome.runtime.edge.GatewayFrame.ReadLog;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.GatewayFrame.Welcome;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

class FramesTest {

  private static final WorkloadId WORKLOAD = WorkloadId.parse("shop/web#0");
  private static final Facts FACTS =
      new Facts(new ZoneId("default"), "host", new Resources(1000, 1 << 30));
  private static final Facts THERE =
      new Facts(
          new ZoneId("default"),
          "host",
          new Resources(1000, 1 << 30),
          "10.0.0.5",
          Labels.parse(List.of("region=eu", "disk=ssd")));
  private static final Optional<AgentFrame.Fencing> FENCING =
      Optional.of(new AgentFrame.Fencing("lease", Duration.ofMillis(400)));
  private static final Instant AT = Instant.ofEpochSecond(7, 8);
  private static final Reading READING =
      new Reading(3, AT, Duration.ofMillis(9), 10, List.of(Optional.of(1.5), Optional.empty()));
  private static final Target.Metric BUSY =
      new Target.Metric("busy", "http", "/m", new TreeMap<>(Map.of("a", "b")), BigDecimal.TEN);

  private static List<AgentFrame> agentFrames(RandomGenerator random) {
    List<AgentFrame> frames =
        new ArrayList<>(
            List.of(
                new Hello(
                    1,
                    new NodeId("n1"),
                    "a",
                    FACTS,
                    Duration.ofSeconds(3),
                    "1.0",
                    9,
                    FENCING,
                    false),
                new Hello(
                    1, new NodeId("n1"), "a", THERE, Duration.ofSeconds(3), "1", 9, FENCING, true),
                new Ask(5, new Matter.Tabled(WORKLOAD, 3, 7, AT)),
                new Beat(1, -5, 0, Optional.empty(), Optional.empty()),
                new Beat(Long.MAX_VALUE, 5, 2, Optional.of("a.2"), Optional.of(FACTS)),
                new Ask(1, new Matter.Enrol(FACTS, "a", AT)),
                new Ask(2, new Matter.Free(WORKLOAD, 3, AT)),
                new LogReply(4, Optional.empty(), "no such log"),
                new Measured(6, Optional.empty(), "no process here"),
                new Measured(7, Optional.of(READING), ""),
                new Performed(5, (Errand.Answer) new Arbitrary(random).of(Errand.Answer.class)),
                new Bye()));
    new Arbitrary(random)
        .ofEach(Report.class)
        .forEach(report -> frames.add(new Ask(3, new Matter.Observe(report))));
    return frames;
  }

  private static List<GatewayFrame> gatewayFrames(RandomGenerator random) {
    Assignment assignment = assignment(random);
    List<GatewayFrame> frames =
        new ArrayList<>(
            List.of(
                new Welcome(1, 99, 256),
                new Answered(1, new Answer.Taken()),
                new Answered(2, new Answer.Refused("STALE_EPOCH")),
                new Answered(3, new Answer.Lost()),
                new Ordered(0, new Order.Introduce(), false),
                new Ordered(1, new Order.PowerDown(), false),
                new Ordered(1, new Order.Assign(assignment), false),
                new Ordered(0, new Order.Drop(WORKLOAD, 3), false),
                new Ordered(2, new Order.Renewed(17), false),
                new Ordered(2, new Order.Announce(WORKLOAD, 3, table(random)), false),
                new Ordered(0, new Order.Sync(List.of(assignment)), true),
                new Ordered(0, new Order.Sync(List.of()), false),
                new Measure(6, WORKLOAD, 3, List.of(BUSY, BUSY)),
                new Perform(2, (Errand) new Arbitrary(random).of(Errand.class)),
                new ReadLog(1, WORKLOAD, -100, 5)));
    for (Refusal reason : Refusal.values()) {
      frames.add(new Refused(reason, "do this"));
    }
    return frames;
  }

  private static Table table(RandomGenerator random) {
    return (Table) new Arbitrary(random).of(Table.class);
  }

  /** As an agent wrote it before there were tables; it is told none. */
  @Test
  void anAgentOfAnEarlierBuildUnderstandsNoTablesAndSaysNoAddress() throws Garbled {
    byte[] bytes = Base64.getDecoder().decode("Ch0IARICbjEaAWEiDwoHZGVmYXVsdBIEaG9zdCi4Fw==");
    assertThat(Frames.readAgent(bytes))
        .isInstanceOfSatisfying(
            Hello.class,
            hello -> {
              assertThat(hello.tables()).isFalse();
              assertThat(hello.facts().address()).isEmpty();
            });
  }

  private static Assignment assignment(RandomGenerator random) {
    return (Assignment) new Arbitrary(random).of(Assignment.class);
  }

  @Test
  void whatIsSaidIsHeardTheSame() {
    Property.forAll(
        random -> {
          for (AgentFrame frame : agentFrames(random)) {
            assertThat(Frames.readAgent(Frames.write(frame))).isEqualTo(frame);
          }
          for (GatewayFrame frame : gatewayFrames(random)) {
            assertThat(Frames.readGateway(Frames.write(frame))).isEqualTo(frame);
          }
        });
  }

  /** So that a case added to what travels is not forgotten above. */
  @Test
  void everyKindOfFrameIsTried() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    assertThat(agentFrames(random).stream().map(Object::getClass).distinct().toList())
        .containsAll(Arbitrary.cases(AgentFrame.class).toList());
    assertThat(gatewayFrames(random).stream().map(Object::getClass).distinct().toList())
        .containsAll(Arbitrary.cases(GatewayFrame.class).toList());
    List<Class<?>> orders = new ArrayList<>();
    for (GatewayFrame frame : gatewayFrames(random)) {
      if (frame instanceof Ordered ordered) {
        orders.add(ordered.order().getClass());
      }
    }
    assertThat(orders)
        .containsAll(
            Arbitrary.cases(Order.class)
                .filter(type -> !Order.Question.class.isAssignableFrom(type))
                .toList());
  }

  @Test
  void aPieceOfALogIsHeardTheSame() throws Garbled {
    byte[] bytes = {1, 2, 3};
    AgentFrame heard =
        Frames.readAgent(Frames.write(new LogReply(1, Optional.of(new LogSlice(5, bytes, 8)), "")));
    assertThat(heard)
        .isInstanceOfSatisfying(
            LogReply.class,
            reply -> {
              LogSlice slice = reply.slice().orElseThrow();
              assertThat(slice.from()).isEqualTo(5);
              assertThat(slice.bytes()).isEqualTo(bytes);
              assertThat(slice.size()).isEqualTo(8);
            });
  }

  @Test
  void aHeartbeatIsSmallAndOfConstantSizeWhenNothingChanges() {
    for (long number : new long[] {1, 1_000_000}) {
      for (long digest : new long[] {0, -1}) {
        byte[] beat = Frames.write(new Beat(number, digest, 0, Optional.empty(), Optional.empty()));
        assertThat(beat.length).isLessThanOrEqualTo(15);
      }
    }
    assertThat(Frames.write(new Ordered(0, new Order.Renewed(1_000_000), false)).length)
        .isLessThanOrEqualTo(6);
  }

  @Test
  void bytesThatAreNoFrameAreGarbledAndNothingElse() {
    Property.forAll(
        random -> {
          byte[] bytes = new byte[random.nextInt(200)];
          random.nextBytes(bytes);
          tryBoth(bytes);
        });
  }

  @Test
  void aFrameWithOneByteChangedIsAnotherFrameOrGarbled() {
    Property.forAll(
        random -> {
          List<byte[]> whole = new ArrayList<>();
          agentFrames(random).forEach(frame -> whole.add(Frames.write(frame)));
          gatewayFrames(random).forEach(frame -> whole.add(Frames.write(frame)));
          for (byte[] bytes : whole) {
            if (bytes.length > 0) {
              bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
              tryBoth(bytes);
            }
          }
        });
  }

  /** Throws whatever is not {@link Garbled}. */
  private static void tryBoth(byte[] bytes) {
    try {
      assertThat(Frames.readAgent(bytes)).isNotNull();
    } catch (Garbled e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    try {
      assertThat(Frames.readGateway(bytes)).isNotNull();
    } catch (Garbled e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void aFrameOfNoKnownKindIsNamed() {
    assertThatThrownBy(() -> Frames.readAgent(new byte[0]))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("version " + Frames.VERSION);
    byte[] field99 = {(byte) 0x9a, 0x06, 0};
    assertThatThrownBy(() -> Frames.readAgent(field99)).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Frames.readGateway(field99)).isInstanceOf(Garbled.class);
  }

  @Test
  void anIdThatIsNoneIsGarbled() {
    byte[] bytes = Frames.write(new Ordered(0, new Order.Drop(WORKLOAD, 1), false));
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('#')] = '/';
    assertThatThrownBy(() -> Frames.readGateway(bytes)).isInstanceOf(Garbled.class);
  }

  @Test
  void aRefusalOfALaterVersionIsOneAllTheSame() {
    assertThat(Frames.refusal("NOT_INVENTED_YET")).isEqualTo(Refusal.OTHER);
    assertThat(Frames.refusal("FULL")).isEqualTo(Refusal.FULL);
  }

  @Test
  void aListThatDoesNotFitIntoAFrameComesInSeveral() {
    Property.forAll(
        20,
        random -> {
          List<Assignment> all = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            all.add(assignment(random));
          }
          int max = 16 << 10;
          Frames.Listing listing = Frames.sync(3, all, max);
          List<Ordered> frames = listing.frames();
          List<Assignment> collected = new ArrayList<>();
          for (int i = 0; i < frames.size(); i++) {
            Ordered frame = frames.get(i);
            assertThat(Frames.write(frame).length).isLessThanOrEqualTo(max);
            assertThat(frame.more()).isEqualTo(i < frames.size() - 1);
            assertThat(frame.turn()).isEqualTo(3);
            collected.addAll(((Order.Sync) frame.order()).assignments());
          }
          assertThat(collected).isEqualTo(all);
          assertThat(listing.omitted()).isEmpty();
        });
  }

  @Test
  void whatAloneIsTooLargeForAFrameIsNamedAndTheOthersAreTold() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Assignment any = assignment(random);
    int fitting = 40 + Frames.size(any);
    assertThat(Frames.fits(any, fitting)).isTrue();
    assertThat(Frames.fits(any, fitting - 1)).isFalse();
    assertThat(Frames.sync(0, List.of(any), fitting).omitted()).isEmpty();
    Frames.Listing listing = Frames.sync(0, List.of(any), fitting - 1);
    assertThat(listing.omitted()).containsExactly(any);
    assertThat(listing.frames()).containsExactly(new Ordered(0, new Order.Sync(List.of()), false));
  }

  /** Neither may be upgraded before the other. */
  @Test
  void anAgentThatDoesNotSayHowItFencesIsUnderstood() throws Exception {
    Hello older =
        new Hello(
            1,
            new NodeId("n1"),
            "a",
            FACTS,
            Duration.ofSeconds(3),
            "1.0",
            9,
            Optional.empty(),
            false);
    assertThat(Frames.readAgent(Frames.write(older))).isEqualTo(older);
  }
}
