package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No row of the page of the seeds' defects names a test that is not there. */
class SeedDefectsTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root"));
  private static final Path PAGE = ROOT.resolve("docs/reference/seed-defects.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!there |---)(.+) \\|$");
  private static final Pattern SIGN =
      Pattern.compile("(?m)^  @(Test|ParameterizedTest|RepeatedTest)\\b");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyDefectHasATestThatIsThere() throws IOException {
    List<Path> sources = sources();
    List<String> missing = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    int rows = 0;
    while (row.find()) {
      rows++;
      Matcher test = NAMED.matcher(row.group(1));
      boolean named = false;
      while (test.find()) {
        named = true;
        if (!isThere(sources, test.group(1), test.group(2))) {
          missing.add(test.group());
        }
      }
      if (!named) {
        missing.add("a test of: " + row.group(1));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(rows).as("rows").isGreaterThan(25);
  }

  private static boolean isThere(List<Path> sources, String type, String method)
      throws IOException {
    for (Path source : sources) {
      if (source.endsWith(type + ".java") && isTest(Files.readString(source), method)) {
        return true;
      }
    }
    return false;
  }

  /** What stands between it and the member before it says that it is one. */
  private static boolean isTest(String source, String method) {
    int declared = source.indexOf("\n  void " + method + "(");
    if (declared < 0) {
      return false;
    }
    String before = source.substring(0, declared);
    String own = before.substring(Math.max(0, before.lastIndexOf("\n  }\n")));
    return SIGN.matcher(own).find();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : List.of("actors", "blueprints")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith("Test.java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
