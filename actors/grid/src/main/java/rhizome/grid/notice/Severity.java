package rhizome.grid.notice;

import java.util.Locale;

/** How soon a human should look; the worst is last. */
public enum Severity {
  /** The grid sees to it by itself. */
  WARNING,
  /** The grid has lost something, and works on without it. */
  ERROR,
  /** Nothing more happens by itself. */
  CRITICAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
