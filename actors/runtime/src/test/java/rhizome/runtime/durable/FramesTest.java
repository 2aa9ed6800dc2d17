package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.workload.Workload;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.proto.Stored;

/**
 * Bytes that are not what this version wrote: broken ones, strange ones and those of a later one.
 */
class FramesTest {

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  static List<SerializersTest.Stored> entities() {
    return SerializersTest.entities();
  }

  /** A CRC-32C finds every error of one bit, so this is no matter of luck. */
  @ParameterizedTest
  @MethodSource("entities")
  void everySingleBitThatFlipsInAnyCaseIsRefused(SerializersTest.Stored entity) {
    Arbitrary arbitrary = new Arbitrary(GENERATORS.create(1));
    for (Class<?> type : entity.cases()) {
      Object value = arbitrary.of(type);
      byte[] frame = entity.serializer().toBinary(value);
      for (int bit = 0; bit < frame.length * 8; bit++) {
        frame[bit / 8] ^= (byte) (1 << bit % 8);
        broken(entity, frame, entity.serializer().manifest(value));
        frame[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entities")
  void aFrameThatEndsAnywhereOrGoesOnIsRefused(SerializersTest.Stored entity) {
    Arbitrary arbitrary = new Arbitrary(GENERATORS.create(2));
    for (Class<?> type : entity.cases()) {
      Object value = arbitrary.of(type);
      byte[] frame = entity.serializer().toBinary(value);
      for (int length = 0; length < frame.length; length++) {
        broken(entity, Arrays.copyOf(frame, length), entity.serializer().manifest(value));
      }
      broken(entity, Arrays.copyOf(frame, frame.length + 1), entity.serializer().manifest(value));
      broken(entity, Arrays.copyOf(frame, frame.length + 8), entity.serializer().manifest(value));
    }
  }

  /** No exception but the one that names the entity leaves a serializer, however strange. */
  @ParameterizedTest
  @MethodSource("entities")
  void aWholeFrameIsReadOrRefusedInOneWayWhateverIsInIt(SerializersTest.Stored entity) {
    Property.forAll(
        300,
        random -> {
          byte[] bytes = strange(entity, random);
          for (String manifest : List.of(ProtoSerializer.EVENT, ProtoSerializer.STATE)) {
            try {
              assertThat(entity.serializer().fromBinary(Checksum.seal(bytes), manifest))
                  .isNotNull();
            } catch (NotSerializableException e) {
              assertThat(e).hasMessageContaining("it is damaged, or a newer version wrote it");
            }
          }
        });
  }

  /** Noise, or a good message with some bytes changed, taken out or put in. */
  private static byte[] strange(SerializersTest.Stored entity, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return noise;
    }
    Class<?> type = entity.cases().get(random.nextInt(entity.cases().size()));
    byte[] bytes = Checksum.open(entity.serializer().toBinary(new Arbitrary(random).of(type)));
    for (int i = random.nextInt(1, 6); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 5));
  }

  @ParameterizedTest
  @MethodSource("entities")
  void whatALaterVersionAddsToACaseDoesNotHideTheCase(SerializersTest.Stored entity) {
    Property.forAll(
        50,
        random -> {
          Arbitrary arbitrary = new Arbitrary(random);
          for (Class<?> type : entity.cases()) {
            Object value = arbitrary.of(type);
            byte[] more = addition(random).toByteArray();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(Checksum.open(entity.serializer().toBinary(value)));
            bytes.writeBytes(more);
            byte[] later = Checksum.seal(bytes.toByteArray());
            assertThat(entity.serializer().fromBinary(later, entity.serializer().manifest(value)))
                .isEqualTo(value);
          }
        });
  }

  private static UnknownFieldSet addition(RandomGenerator random) {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(4)) {
      case 0 -> field.addVarint(random.nextLong());
      case 1 -> field.addFixed32(random.nextInt());
      case 2 -> field.addFixed64(random.nextLong());
      default -> field.addLengthDelimited(com.google.protobuf.ByteString.copyFromUtf8("later"));
    }
    return UnknownFieldSet.newBuilder()
        .addField(random.nextInt(1000, 100_000), field.build())
        .build();
  }

  @Test
  void aNumberOfAnEnumThatIsNotKnownIsRefusedAndNotTakenForTheFirst() {
    Stored.Facts facts = Stored.Facts.newBuilder().setZone("z").setHost("h").build();
    Stored.NodeState.Known known =
        Stored.NodeState.Known.newBuilder().setFacts(facts).setConditionValue(7).build();
    unknown(
        new NodeSerializer(),
        Stored.NodeState.newBuilder().setKnown(known).build().toByteArray(),
        ProtoSerializer.STATE,
        "NodeState.Condition");
    Stored.NodeState.Known fated =
        Stored.NodeState.Known.newBuilder()
            .setFacts(facts)
            .addHeld(
                Stored.NodeState.Reservation.newBuilder()
                    .setAssignment(assignment())
                    .setFateValue(9))
            .build();
    unknown(
        new NodeSerializer(),
        Stored.NodeState.newBuilder().setKnown(fated).build().toByteArray(),
        ProtoSerializer.STATE,
        "NodeState.Fate");
    unknown(
        new RobotSerializer(),
        Stored.RobotEvent.newBuilder()
            .setObserved(
                Stored.RobotEvent.Observed.newBuilder().setWorkload("a/b#0").setStatusValue(-1))
            .build()
            .toByteArray(),
        ProtoSerializer.EVENT,
        "Status");
  }

  @Test
  void aPhaseThatIsNotKnownIsRefusedToo() {
    unknown(
        new WorkloadSerializer(),
        Stored.WorkloadState.newBuilder()
            .setActive(
                Stored.WorkloadState.Active.newBuilder()
                    .setWanted(Stored.WorkloadState.Wanted.newBuilder().setSpec(spec()))
                    .setLease(Stored.Lease.newBuilder().setNode("n"))
                    .setProgress(Stored.WorkloadState.Progress.newBuilder().setPhaseValue(3)))
            .build()
            .toByteArray(),
        ProtoSerializer.STATE,
        "WorkloadState.Phase");
  }

  @Test
  void aTimeThatNoClockShowsIsRefusedInTheSameWay() {
    byte[] event =
        Stored.RosterEvent.newBuilder()
            .setAt(com.google.protobuf.Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
            .setEnlisted(Stored.RosterEvent.Enlisted.newBuilder().setRobot("shop"))
            .build()
            .toByteArray();
    assertThatThrownBy(
            () -> new RosterSerializer().fromBinary(Checksum.seal(event), ProtoSerializer.EVENT))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("a stored Roster does not parse");
  }

  private static void unknown(
      ProtoSerializer<?, ?> serializer, byte[] bytes, String manifest, String what) {
    assertThatThrownBy(() -> serializer.fromBinary(Checksum.seal(bytes), manifest))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("a case of " + what + " that this version does not know");
  }

  private static Stored.Spec spec() {
    return Specs.write(
        ((Node.Event.Reserved) new Arbitrary(GENERATORS.create(3)).of(Node.Event.Reserved.class))
            .assignment()
            .spec());
  }

  private static Stored.Assignment assignment() {
    return Stored.Assignment.newBuilder().setWorkload("a/b#0").setEpoch(1).setSpec(spec()).build();
  }

  @Test
  void theEndsOfTimeAndOfNumbersAreKept() throws IOException {
    Cause oldest = Cause.of("", Instant.MIN);
    for (Workload.Event event :
        List.of(
            new Workload.Event.Placed(Long.MAX_VALUE, new NodeId("n"), Instant.MAX),
            new Workload.Event.Placed(Long.MIN_VALUE, new NodeId("n"), Instant.MIN),
            new Workload.Event.Restarting(
                0,
                Integer.MAX_VALUE,
                oldest,
                Instant.EPOCH,
                Instant.ofEpochSecond(-1, 999_999_999)),
            new Workload.Event.Adopted(
                -1, Integer.MIN_VALUE, -1, new TreeMap<>(), "", Instant.EPOCH.minusNanos(1)),
            new Workload.Event.Released(new Lease(new NodeId("n"), -1), Instant.EPOCH),
            new Workload.Event.Retried("\0 \uFFFF 👩‍🚀 \u202E", Instant.EPOCH))) {
      kept(new WorkloadSerializer(), event);
    }
    for (Duration span : List.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))) {
      assertThat(Times.read(Times.write(span))).isEqualTo(span);
      assertThat(Times.read(Times.write(span.negated()))).isEqualTo(span.negated());
    }
  }

  @Test
  void aFullNodeIsKeptWhole() throws IOException {
    Arbitrary arbitrary = new Arbitrary(GENERATORS.create(4));
    SortedMap<WorkloadId, Node.Fence> fences = new TreeMap<>();
    SortedMap<WorkloadId, Node.Reservation> held = new TreeMap<>();
    for (int slot = 0; slot < 1000; slot++) {
      WorkloadId id = WorkloadId.parse("shop/web#" + slot);
      Assignment assignment =
          ((Node.Event.Reserved) arbitrary.of(Node.Event.Reserved.class)).assignment();
      held.put(
          id,
          new Node.Reservation(new Assignment(id, slot + 1, assignment.spec()), Node.Fate.HELD));
      fences.put(id, new Node.Fence(slot, Instant.ofEpochSecond(slot)));
    }
    Facts facts = (Facts) arbitrary.of(Facts.class);
    kept(
        new NodeSerializer(),
        new Node.State.Known(facts, "boot", Node.Condition.ONLINE, Optional.empty(), held, fences));
  }

  private static void kept(ProtoSerializer<?, ?> serializer, Object value) throws IOException {
    byte[] frame = serializer.toBinary(value);
    assertThat(serializer.fromBinary(frame, serializer.manifest(value))).isEqualTo(value);
    assertThat(serializer.toBinary(value)).as("the same value, the same bytes").isEqualTo(frame);
  }

  private static void broken(SerializersTest.Stored entity, byte[] frame, String manifest) {
    try {
      Object read = entity.serializer().fromBinary(frame, manifest);
      throw new AssertionError("read as " + read);
    } catch (NotSerializableException e) {
      if (!String.valueOf(e.getMessage()).contains("does not match its checksum")) {
        throw new AssertionError("refused without its reason", e);
      }
    }
  }
}
