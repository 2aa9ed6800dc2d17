package rhizome.runtime.durable;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Ticket;
import rhizome.runtime.durable.proto.Stored;

/** Stored forms that also travel, so that there is one form of each thing. */
public final class Forms {

  private Forms() {}

  public static Stored.Cause write(Cause cause) {
    return Leases.write(cause);
  }

  public static Cause read(Stored.Cause stored) {
    return Leases.read(stored);
  }

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

  public static Stored.Ticket write(Ticket ticket) {
    return Tasks.write(ticket);
  }

  public static Ticket read(Stored.Ticket stored) {
    return Tasks.read(stored);
  }

  public static Stored.Finding write(Finding finding) {
    return Tasks.write(finding);
  }

  public static Finding read(Stored.Finding stored) {
    return Tasks.read(stored);
  }

  public static com.google.protobuf.Duration write(Duration span) {
    return Times.write(span);
  }

  public static Duration read(com.google.protobuf.Duration span) {
    return Times.read(span);
  }

  public static Timestamp write(Instant at) {
    return Times.write(at);
  }

  public static Instant read(Timestamp at) {
    return Times.read(at);
  }
}
