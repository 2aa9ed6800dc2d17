package rhizome.runtime.edge;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.runtime.edge.proto.Edge;

/**
 * Frames as bytes. Reading is strict: what is no frame, or a frame without a meaning, is {@link
 * Garbled}. It costs no more than some tens of times the bytes it is given, so whoever bounds these
 * bounds it.
 */
public final class Frames {

  /** What is spoken here. Who speaks 1 knows no files, tables or errands, and would skip them. */
  public static final int VERSION = 2;

  private Frames() {}

  public static byte[] write(AgentFrame frame) {
    return AgentForms.write(frame).toByteArray();
  }

  public static byte[] write(GatewayFrame frame) {
    return GatewayForms.write(frame).toByteArray();
  }

  public static AgentFrame readAgent(byte[] bytes) throws Garbled {
    try {
      return AgentForms.read(Edge.FromAgent.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw garbled(bytes, e);
    }
  }

  public static GatewayFrame readGateway(byte[] bytes) throws Garbled {
    try {
      return GatewayForms.read(Edge.FromGateway.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw garbled(bytes, e);
    }
  }

  /** Ids and times refuse by their own words what they cannot be. */
  private static Garbled garbled(byte[] bytes, Exception e) {
    return new Garbled("%d bytes are no frame: %s".formatted(bytes.length, e.getMessage()), e);
  }

  static Garbled unknown(String what) {
    return new Garbled("a case of " + what + " that version " + VERSION + " does not know");
  }

  /**
   * A list of everything to hold.
   *
   * @param omitted what alone is too large for a frame
   */
  public record Listing(List<GatewayFrame.Ordered> frames, List<Assignment> omitted) {
    public Listing {
      frames = List.copyOf(frames);
      omitted = List.copyOf(omitted);
    }
  }

  /** The list of everything to hold, as frames of at most {@code max} bytes. */
  public static Listing sync(int turn, List<Assignment> assignments, int max) {
    return GatewayForms.sync(turn, assignments, max);
  }

  /** Whether there is a frame of at most {@code max} bytes that tells of it. */
  public static boolean fits(Assignment assignment, int max) {
    return GatewayForms.fits(size(assignment), max);
  }

  /** Bytes it takes in a frame. */
  public static int size(Assignment assignment) {
    return GatewayForms.size(assignment);
  }

  static Refusal refusal(String name) {
    return Arrays.stream(Refusal.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElse(Refusal.OTHER);
  }
}
