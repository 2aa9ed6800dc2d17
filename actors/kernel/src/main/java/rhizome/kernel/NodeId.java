package rhizome.kernel;

/** One machine that offers capacity. */
public record NodeId(String name) implements Comparable<NodeId> {

  public NodeId {
    Names.check("node", name);
  }

  /** Whether a node may be called so. */
  public static boolean isName(String text) {
    return Names.isName(text);
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
