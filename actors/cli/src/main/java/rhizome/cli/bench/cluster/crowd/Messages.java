package rhizome.cli.bench.cluster.crowd;

import akka.actor.ActorRef;
import akka.remote.artery.RemoteInstrument;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the members in this JVM send to other members and receive from them. Akka makes it by
 * name, so the count is the JVM's.
 */
public final class Messages extends RemoteInstrument {

  private static final LongAdder COUNT = new LongAdder();

  /** Of 0 to 31, those below 8 are Akka's. */
  private static final byte IDENTIFIER = 29;

  /** What has a member counted. */
  static Config config() {
    return ConfigFactory.parseMap(
        Map.of("akka.remote.artery.advanced.instruments", List.of(Messages.class.getName())),
        "the benchmark");
  }

  /** Sent and received so far. */
  public static long count() {
    return COUNT.sum();
  }

  @Override
  public byte identifier() {
    return IDENTIFIER;
  }

  @Override
  public void remoteMessageSent(
      ActorRef recipient, Object message, ActorRef sender, int size, long nanos) {
    COUNT.increment();
  }

  @Override
  public void remoteMessageReceived(
      ActorRef recipient, Object message, ActorRef sender, int size, long nanos) {
    COUNT.increment();
  }

  @Override
  public void remoteWriteMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {
    // there is nothing to add
  }

  @Override
  public void remoteReadMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {
    // nor to read
  }
}
