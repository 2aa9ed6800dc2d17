package rhizome.blueprints.supplies;

/**
 * A secret by its name; what it is the grid keeps apart from blueprints.
 *
 * @param file whether the program also finds it in a file that only its user reads, whose path is
 *     in the environment as {@code RHIZOME_SECRET_FILE_NAME} (upper case, {@code -} as {@code _})
 */
public record Secret(String name, boolean file) {

  public String variable() {
    return Supplies.variable("SECRET_FILE", name);
  }
}
