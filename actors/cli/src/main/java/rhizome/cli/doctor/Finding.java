package rhizome.cli.doctor;

import java.util.Locale;

/**
 * Something about a grid that a human should know.
 *
 * @param subject who or what it is about
 * @param what what was observed
 * @param remedy what to do
 */
record Finding(Severity severity, String subject, String what, String remedy) {

  /** How bad it is. */
  enum Severity {
    /** Something does not work, or will not survive the next loss. */
    WRONG,
    /** It works, and should be seen to. */
    WARNING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** With more to know of its remedy. */
  Finding and(String more) {
    return new Finding(severity, subject, what, remedy + "; " + more);
  }

  static Finding wrong(String subject, String what, String remedy) {
    return new Finding(Severity.WRONG, subject, what, remedy);
  }

  static Finding warning(String subject, String what, String remedy) {
    return new Finding(Severity.WARNING, subject, what, remedy);
  }
}
