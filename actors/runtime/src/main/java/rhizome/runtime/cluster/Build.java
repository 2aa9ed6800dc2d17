package rhizome.runtime.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build this is, as Maven knew it. */
public final class Build {

  private static final String FILE = "/rhizome/build.properties";
  private static final String VERSION = read();

  private Build() {}

  /** Such as {@code 0.1.0}; newer builds compare higher. */
  public static String version() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = Build.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + FILE);
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
