package rhizome.kernel;

/** The robot that carries out one blueprint; it has the blueprint's name. */
public record RobotId(String name) implements Comparable<RobotId> {

  public RobotId {
    Names.check("robot", name);
  }

  @Override
  public int compareTo(RobotId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
