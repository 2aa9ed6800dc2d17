package rhizome.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Names on the command line. */
public final class Name {

  private Name() {}

  public static final class OfWorkload implements ITypeConverter<WorkloadId> {
    @Override
    public WorkloadId convert(String text) {
      try {
        return WorkloadId.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  public static final class OfRobot implements ITypeConverter<RobotId> {
    @Override
    public RobotId convert(String text) {
      try {
        return new RobotId(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  public static final class OfNode implements ITypeConverter<NodeId> {
    @Override
    public NodeId convert(String text) {
      try {
        return new NodeId(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Where the API keeps it. */
  public static String path(WorkloadId id) {
    return "/v1/workloads/%s/%s/%d".formatted(id.robot(), id.service(), id.slot());
  }
}
