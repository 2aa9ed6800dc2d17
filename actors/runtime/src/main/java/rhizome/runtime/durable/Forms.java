package rhizome.runtime.durable;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.runtime.durable.proto.Stored;

/** Stored forms that also travel, so that there is one form of each thing. */
public final class Forms {

  private Forms() {}

  public static Stored.Assignment write(Assignment assignment) {
    return Leases.write(assignment);
  }

  public static Assignment read(Stored.Assignment stored) {
    return Leases.read(stored);
  }

  public static Stored.Facts write(Facts facts) {
    return NodeSerializer.write(facts);
  }

  public static Facts read(Stored.Facts stored) {
    return NodeSerializer.read(stored);
  }

  public static Timestamp write(Instant at) {
    return Times.write(at);
  }

  public static Instant read(Timestamp at) {
    return Times.read(at);
  }
}
