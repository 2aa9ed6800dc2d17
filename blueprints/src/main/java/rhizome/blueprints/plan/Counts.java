package rhizome.blueprints.plan;

/** How many workloads a plan starts, replaces by a new process, stops for good, and leaves be. */
public record Counts(int created, int replaced, int retired, int kept) {

  public static final Counts NONE = new Counts(0, 0, 0, 0);

  public Counts plus(Counts other) {
    return new Counts(
        created + other.created,
        replaced + other.replaced,
        retired + other.retired,
        kept + other.kept);
  }

  /** From {@code before} replicas to {@code after}, those in both left be. */
  static Counts scaling(int before, int after) {
    return new Counts(
        Math.max(0, after - before), 0, Math.max(0, before - after), Math.min(before, after));
  }

  /** As {@link #scaling}, those in both replaced. */
  static Counts replacing(int before, int after) {
    Counts scaled = scaling(before, after);
    return new Counts(scaled.created, scaled.kept, scaled.retired, 0);
  }

  @Override
  public String toString() {
    return created
        + " to create, "
        + replaced
        + " to replace, "
        + retired
        + " to retire, "
        + kept
        + " to keep";
  }
}
