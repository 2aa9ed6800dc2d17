package rhizome.blueprints.model;

import java.util.Locale;

/**
 * A named port. The program finds its number in the environment as {@code RHIZOME_PORT_NAME} (upper
 * case, {@code -} as {@code _}).
 *
 * @param number 1 to 65535, or {@link #AUTO} for one the agent picks
 */
public record Port(String name, int number) {

  public static final int AUTO = 0;
  public static final int MAX = 65_535;

  public Port {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535, or auto");
    }
  }

  public boolean auto() {
    return number == AUTO;
  }

  /** The environment variable that tells the program this port's number. */
  public String variable() {
    return "RHIZOME_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
