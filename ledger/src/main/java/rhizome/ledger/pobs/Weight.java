package rhizome.ledger.pobs;

/**
 * A block as the others of its branch see it: the target of its children, and its depth, which is
 * the less the heavier the branch is that ends with it.
 */
public record Weight(Target childTarget, Target depth) {

  /** By so much of the difficulty of the present tip another has to be heavier than it. */
  private static final Ratio SURPASS = new Ratio(20, 100);

  static Weight ofGenesis(Target rootTarget) {
    return new Weight(rootTarget, Target.ROOT);
  }

  /** That of a child, whose own children have {@code childTarget}. */
  public Weight child(Target childTarget) {
    return new Weight(childTarget, depth.plus(this.childTarget));
  }

  /** Whether a node of the seed leaves the {@code present} tip for this one; not a rule of all. */
  public boolean surpasses(Weight present) {
    return depth.compareTo(present.depth.plus(present.childTarget.harder(SURPASS))) < 0;
  }

  /**
   * The target of the children of the block at {@code height}: that of its parent's, adjusted at
   * every half window by how long the last {@code blocks} of them took.
   */
  public static Target retarget(Parameters parameters, Target parents, long blocks, long passed) {
    Ratio adjustment =
        new Ratio(passed, Math.multiplyExact(parameters.blockTime(), blocks))
            .within(parameters.harderMax(), parameters.easierMax());
    return parents.scaled(adjustment);
  }
}
