package rhizome.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/operate/cli.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.+) \\|$");

  @Test
  void thePageForOperatorsListsEveryCodeWithItsMeaningAndNoOther() throws IOException {
    List<String> documented = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      documented.add(row.group(1) + " " + row.group(2));
    }
    assertThat(documented)
        .isEqualTo(
            Arrays.stream(ExitCode.values())
                .map(code -> code.code() + " " + code.meaning())
                .toList());
  }

  /** Scripts live by them. */
  @Test
  void codesCountFromZeroAndKeepAwayFromWhatShellsMeanByTheirs() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code))
        .containsExactly(0, 1, 2, 3, 4, 5, 6)
        .allMatch(code -> code < 126);
  }

  /** Whether it is worth trying the same again is what a script wants to know. */
  @Test
  void aFaultOfTheCallerIsARefusalAndOneOfTheGridAFailure() {
    for (int status = 400; status < 600; status++) {
      assertThat(ExitCode.ofStatus(status))
          .isEqualTo(status < 500 ? ExitCode.REFUSED : ExitCode.FAILED);
    }
  }
}
