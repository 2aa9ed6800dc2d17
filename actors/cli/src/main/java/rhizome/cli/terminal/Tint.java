package rhizome.cli.terminal;

/** The few colours used, quiet ones, by what they mean. */
public enum Tint {
  PLAIN(""),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BUSY("33"),
  BAD("31");

  private final String code;

  Tint(String code) {
    this.code = code;
  }

  /** The text in this colour, or plain when there are no colours; it cannot bring its own. */
  public String paint(String text, boolean colours) {
    String visible = Glyphs.visible(text);
    return !colours || code.isEmpty() || text.isEmpty()
        ? visible
        : "\u001b[" + code + "m" + visible + "\u001b[0m";
  }

  /** What a status of a workload, a phase of a robot or a condition of a node means. */
  public static Tint ofStatus(String status) {
    return switch (status) {
      case "ready", "online", "active", "yes", "flowing", "completed", "succeeded" -> GOOD;
      case "pending",
          "starting",
          "retiring",
          "destroying",
          "waiting",
          "suspect",
          "draining",
          "waking" ->
          BUSY;
      case "unhealthy", "failed", "parked", "offline", "no", "frozen" -> BAD;
      case "gone", "idle", "unknown", "asleep" -> FAINT;
      default -> PLAIN;
    };
  }
}
