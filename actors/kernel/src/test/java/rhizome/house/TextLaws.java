package rhizome.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Laws about single files, read line by line. */
final class TextLaws {

  static final int COLUMNS_MAX = 100;
  static final int MAIN_LINES_MAX = 400;
  static final int TEST_LINES_MAX = 600;
  static final int README_LINES_MAX = 90;

  private static final String[] COLUMN_BOUND = {".java", ".yaml", ".yml", ".conf", ".proto", ".md"};
  private static final Pattern MAY_BE_LONG =
      Pattern.compile("(import |package ).*;|\\s*\\|.*\\|\\s*|.*https?://.*");
  private static final Pattern PROMISE = Pattern.compile("\\b(TO-?DO|FIX-?ME)\\b(?!.*#\\d)");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~})*$/-])/(home|work|root|Users)/\\w");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "https?://[^/\\s]*(artifactory|nexus|mirror|proxy|registry)|<(plugin)?[rR]epository>");

  private TextLaws() {}

  static List<Finding> check(TextFile file) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = file.lines();
    checkLength(file, lines.size(), findings);
    for (int i = 0; i < lines.size(); i++) {
      checkLine(file, i + 1, lines.get(i), findings);
    }
    return findings;
  }

  private static void checkLength(TextFile file, int lines, List<Finding> findings) {
    int limit = linesMax(file);
    if (lines > limit) {
      findings.add(
          new Finding(file.path(), "%d lines, limit %d; split it".formatted(lines, limit)));
    }
  }

  private static int linesMax(TextFile file) {
    if (file.path().equals("README.md")) {
      return README_LINES_MAX;
    }
    if (file.isMain()) {
      return MAIN_LINES_MAX;
    }
    return file.isTest() ? TEST_LINES_MAX : Integer.MAX_VALUE;
  }

  private static void checkLine(TextFile file, int number, String line, List<Finding> findings) {
    int columns = line.codePointCount(0, line.length());
    if (columns > COLUMNS_MAX
        && file.endsWith(COLUMN_BOUND)
        && !MAY_BE_LONG.matcher(line).matches()) {
      findings.add(Finding.at(file, number, columns + " columns, limit " + COLUMNS_MAX));
    }
    if (PROMISE.matcher(line).find()) {
      findings.add(Finding.at(file, number, "a promise without the number of its issue, as #12"));
    }
    if (MACHINE_PATH.matcher(line).find()) {
      findings.add(Finding.at(file, number, "a path of one machine; make it relative or settable"));
    }
    if (REGISTRY.matcher(line).find()) {
      findings.add(
          Finding.at(file, number, "a registry of one network; it belongs in settings.xml"));
    }
  }
}
