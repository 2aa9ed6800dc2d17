package rhizome.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The one format: google-java-format with imports ordered, unused ones removed and long strings
 * wrapped, as its command line does it. Called here because it must parse with the JDK we build on,
 * which is not the JVM that Maven itself may run in (docs/adr/0002).
 */
final class Format {

  static final String MEND = "mvn -q -pl actors/kernel test -Dtest=TidyTest -Dtidy.fix=true";

  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  /** The text as it should stand. */
  static String of(String text) throws FormatterException {
    String imports =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
    return StringWrapper.wrap(FORMATTER.formatSource(imports), FORMATTER);
  }

  /** Files that stand otherwise, or that no Java 25 parser accepts. */
  static List<Finding> check(List<TextFile> java) {
    return java.parallelStream().flatMap(file -> check(file).stream()).toList();
  }

  /** Rewrites what stands otherwise; what cannot be parsed is left as it is. */
  static void mend(Repository house) throws IOException {
    for (TextFile file : house.java()) {
      try {
        String formatted = of(file.text());
        if (!formatted.equals(file.text())) {
          Files.writeString(house.root().resolve(file.path()), formatted);
        }
      } catch (FormatterException unparsed) {
        // The check that follows the mending names it, with line and column.
      }
    }
  }

  private static Optional<Finding> check(TextFile file) {
    try {
      String formatted = of(file.text());
      return formatted.equals(file.text())
          ? Optional.empty()
          : Optional.of(Finding.at(file, firstDifference(file.text(), formatted), "not formatted"));
    } catch (FormatterException e) {
      return Optional.of(new Finding(file.path(), "cannot be parsed: " + e.getMessage()));
    }
  }

  private static long firstDifference(String left, String right) {
    List<String> mine = left.lines().toList();
    List<String> other = right.lines().toList();
    int line = 0;
    while (line < Math.min(mine.size(), other.size()) && mine.get(line).equals(other.get(line))) {
      line++;
    }
    return line + 1L;
  }
}
