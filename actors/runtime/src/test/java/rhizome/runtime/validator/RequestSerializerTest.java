package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import rhizome.house.Property;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Output;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSerializerTest {

  private ActorTestKit kit;
  private RequestSerializer serializer;
  private TestProbe<Request> peer;

  @BeforeAll
  void open() {
    kit = ActorTestKit.create(Fleet.config("serializer", ""));
    serializer = new RequestSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));
    peer = kit.createTestProbe();
  }

  @AfterAll
  void close() {
    kit.shutdownTestKit();
  }

  private List<Request> samples() {
    Solo solo = new Solo().blocks(2);
    var candidate = solo.outputs(Output.Keep.class).getFirst().candidate();
    var blocks = solo.outputs(Output.Store.class).stream().map(Output.Store::sealed).toList();
    Vote vote = Vote.cast(solo.hamlet.voter(0), Vote.Kind.PREVOTE, 1, 0, Optional.empty());
    var said = new Message.Said(vote, Optional.of(candidate), List.of(vote));
    return List.of(
        hear(said),
        hear(new Message.Position(3, List.of(said))),
        hear(new Message.Blocks(blocks)),
        hear(new Message.WantShare(1_000, Hash.ZERO)),
        new Request.Pass(List.of(solo.hamlet.spend(3, 1), solo.hamlet.spend(4, 2))),
        new Request.Pass(List.of()));
  }

  private Request hear(Message message) {
    return new Request.Hear(peer.getRef(), message);
  }

  @Test
  void whatPeersTellEachOtherArrivesAsItWas() throws NotSerializableException {
    for (Request each : samples()) {
      byte[] octets = serializer.toBinary(each);
      assertThat(serializer.fromBinary(octets, serializer.manifest(each))).isEqualTo(each);
    }
  }

  @Test
  void theProfileKnowsIt() throws NotSerializableException {
    var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    assertThat(serialization.findSerializerFor(samples().getFirst()))
        .isInstanceOf(RequestSerializer.class);
    assertThat(serialization.serializerFor(Memory.Event.Jumped.class))
        .isInstanceOf(MemorySerializer.class);
  }

  @Test
  void whatIsAskedOnOneHostStaysThere() {
    TestProbe<Status> probe = kit.createTestProbe();
    Request own = new Request.AskStatus(probe.getRef());
    assertThatThrownBy(() -> serializer.manifest(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of one host");
    assertThatThrownBy(() -> serializer.toBinary(own)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Either it is refused by name, or it is another message with a form of its own. */
  @Test
  void garbageIsRefusedByName() {
    List<Request> samples = samples();
    Property.forAll(
        random -> {
          Request each = samples.get(random.nextInt(samples.size()));
          byte[] octets = serializer.toBinary(each);
          for (int i = random.nextInt(4); i >= 0; i--) {
            octets = mutated(octets, random.nextInt(octets.length + 1), random.nextInt());
          }
          String manifest = random.nextInt(10) == 0 ? "X" : serializer.manifest(each);
          refusesOrReads(octets, manifest);
        });
  }

  private static byte[] mutated(byte[] octets, int at, int how) {
    if (at == octets.length) {
      return Arrays.copyOf(octets, octets.length + 1);
    }
    if (how % 3 == 0) {
      return Arrays.copyOf(octets, Math.max(1, at));
    }
    byte[] changed = octets.clone();
    changed[at] ^= (byte) (how | 1);
    return changed;
  }

  private void refusesOrReads(byte[] octets, String manifest) {
    try {
      Object read = serializer.fromBinary(octets, manifest);
      assertThat(read).isInstanceOf(Request.class);
      if (read instanceof Request.Pass) {
        assertThat(serializer.toBinary(read)).isEqualTo(octets);
      }
    } catch (NotSerializableException e) {
      assertThat(e).hasMessageStartingWith("REFUSED: ");
    }
  }

  @Test
  void whatIsTooLongIsNotLookedAt() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[9 << 20], "H"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("bytes are more than");
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "H"))
        .isInstanceOf(NotSerializableException.class);
  }
}
