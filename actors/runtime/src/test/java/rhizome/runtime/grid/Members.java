package rhizome.runtime.grid;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** Members of the embedded profile, as the command line starts them. */
final class Members {

  private Members() {}

  static Member control(Path data) {
    return control(data, ConfigFactory.empty());
  }

  static Member control(Path data, Config own) {
    return Member.control(data, own, GridSettings.from(Member.profile(own)));
  }

  static Member node(Path data, String address) {
    return node(data, address, ConfigFactory.empty());
  }

  static Member node(Path data, String address, Config own) {
    return Member.node(data, address, own, GridSettings.from(Member.profile(own)));
  }
}
