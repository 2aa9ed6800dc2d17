package rhizome.blueprints.model;

/**
 * What of a service nobody may take away on purpose.
 *
 * @param minReady replicas that stay ready whatever is planned; what was lost counts as taken
 */
public record Budget(int minReady) {

  public static final Budget DEFAULT = new Budget(0);

  public Budget {
    if (minReady < 0 || minReady > Service.REPLICAS_MAX) {
      throw new IllegalArgumentException("a budget keeps 0 to " + Service.REPLICAS_MAX + " ready");
    }
  }
}
