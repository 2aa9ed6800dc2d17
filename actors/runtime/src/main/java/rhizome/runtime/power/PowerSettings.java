package rhizome.runtime.power;

import com.typesafe.config.Config;
import java.util.List;
import rhizome.grid.zone.PowerLimits;

/**
 * How machines are powered (ADR 0030).
 *
 * @param limits of the zone that decides
 * @param down what an agent runs to power its own machine down; empty if it cannot
 * @param up what a control member runs to power the machine of a node up; empty if it cannot
 */
public record PowerSettings(PowerLimits limits, List<String> down, List<String> up) {

  public PowerSettings {
    down = List.copyOf(down);
    up = List.copyOf(up);
    if (limits.enabled() && up.isEmpty()) {
      throw new IllegalArgumentException(
          "rhizome.power.enabled needs rhizome.power.up: what went down would not come back");
    }
  }

  /** Reads the block {@code rhizome.power}. */
  public static PowerSettings from(Config config) {
    Config power = config.getConfig("rhizome.power");
    return new PowerSettings(
        new PowerLimits(
            power.getBoolean("enabled"),
            power.getDouble("threshold"),
            power.getInt("on-min"),
            power.getDuration("settle"),
            power.getDuration("pace"),
            power.getDuration("wake-every"),
            power.getDuration("wake-deadline")),
        power.getStringList("down"),
        power.getStringList("up"));
  }
}
