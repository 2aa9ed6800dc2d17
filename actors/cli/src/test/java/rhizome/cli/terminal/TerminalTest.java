package rhizome.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.Json;

class TerminalTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void coloursNeedATerminalThatCanAndNobodyWhoSaidNo() {
    assertThat(Terminal.colours(true, Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.colours(true, Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Terminal.colours(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.colours(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.colours(false, Map.of("TERM", "xterm"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"120, 120", "'', 80", "wide, 80", "-1, 80", "3, 20", "99999999999, 80"})
  void aLineIsAsLongAsTheShellSaysAndNeverUseless(String said, int columns) {
    assertThat(Terminal.columns(Map.of("COLUMNS", said))).isEqualTo(columns);
    assertThat(Terminal.columns(Map.of())).isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({"y, true", "yes, true", "' YES ', true", "n, false", "yeah, false", "'', false"})
  void onlyYesIsYes(String answer, boolean yes) throws IOException {
    assertThat(terminal(answer + "\n").confirm("Sure?")).isEqualTo(yes);
    assertThat(err.toString(UTF_8)).isEqualTo("Sure? [y/N] ");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void theEndOfInputIsNo() throws IOException {
    assertThat(terminal("").confirm("Sure?")).isFalse();
  }

  @Test
  void answersAndNotesGoToDifferentStreams() {
    Terminal terminal = terminal("");
    terminal.say("answer");
    terminal.note("note");
    assertThat(out.toString(UTF_8)).isEqualTo("answer\n");
    assertThat(err.toString(UTF_8)).isEqualTo("note\n");
  }

  @Test
  void whatIsPaintedEndsInPlain() {
    assertThat(Tint.BAD.paint("x", true)).isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(Tint.BAD.paint("x", false)).isEqualTo("x");
    assertThat(Tint.PLAIN.paint("x", true)).isEqualTo("x");
    assertThat(Tint.BAD.paint("", true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ready, GOOD",
    "online, GOOD",
    "starting, BUSY",
    "parked, BAD",
    "gone, FAINT",
    "other, PLAIN"
  })
  void aStatusHasTheColourOfWhatItMeans(String status, Tint tint) {
    assertThat(Tint.ofStatus(status)).isEqualTo(tint);
  }

  @Test
  void valuesThatFollowEachOtherCanBeToldApart() {
    Json json = Json.object("a", 1);
    assertThat(Format.JSON.writeNext(json)).isEqualTo("{\"a\":1}\n");
    assertThat(Format.YAML.writeNext(json)).isEqualTo("---\na: 1\n");
    assertThat(Format.JSON.write(json)).isEqualTo("{\n  \"a\": 1\n}\n");
    assertThat(Format.YAML.write(json)).isEqualTo("a: 1\n");
  }

  private Terminal terminal(String input) {
    return new Terminal(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        true,
        false,
        80);
  }
}
