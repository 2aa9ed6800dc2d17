package rhizome.blueprints.tree;

/** The first and the last index of the pieces of a tree; aliases may lead before its beginning. */
public record Extent(int from, int to) {

  public static Extent of(Node node) {
    Extent own = new Extent(node.at(), node.at());
    return switch (node) {
      case Node.Scalar _ -> own;
      case Node.Sequence list -> list.items().stream().map(Extent::of).reduce(own, Extent::and);
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> of(entry.key()).and(of(entry.value())))
              .reduce(own, Extent::and);
    };
  }

  /** As far away as everything in a text that was laid elsewhere. */
  public Extent moved(int shift) {
    return new Extent(from + shift, to + shift);
  }

  public boolean has(int at) {
    return at >= from && at <= to;
  }

  private Extent and(Extent other) {
    return new Extent(Math.min(from, other.from), Math.max(to, other.to));
  }
}
