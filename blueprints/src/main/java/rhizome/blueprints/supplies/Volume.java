package rhizome.blueprints.supplies;

/**
 * A folder that outlives the processes of one slot on one node, and its updates there. Another node
 * begins with an empty one.
 *
 * @param path where it appears below the workload's folder; the program finds it in the environment
 *     as {@code RHIZOME_VOLUME_NAME} (upper case, {@code -} as {@code _})
 * @param sizeBytes room the node's disk must have when the folder is made; nothing is reserved and
 *     nobody is held to it; 0 asks for nothing
 */
public record Volume(String name, String path, long sizeBytes) {

  public Volume {
    Supplies.checkPath(path);
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a size must not be negative");
    }
  }

  public String variable() {
    return Supplies.variable("VOLUME", name);
  }
}
