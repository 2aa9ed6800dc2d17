package rhizome.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command speaks.
 *
 * @param out answers
 * @param err errors and progress
 * @param live a person sits at it: ask, and draw over what was drawn
 * @param colours paint
 * @param columns how many characters a line has
 */
public record Terminal(
    PrintStream out, PrintStream err, InputStream in, boolean live, boolean colours, int columns) {

  private static final int COLUMNS_DEFAULT = 80;
  private static final int COLUMNS_MIN = 20;

  /** The terminal of this process. */
  @SuppressWarnings("SystemConsoleNull") // of the JDK's own provider it is null off a terminal
  public static Terminal ofProcess(Map<String, String> environment) {
    Console console = System.console();
    boolean live = console != null && console.isTerminal();
    return new Terminal(
        System.out, System.err, System.in, live, colours(live, environment), columns(environment));
  }

  /** What the shell exports; what every terminal has when it says nothing of use. */
  static int columns(Map<String, String> environment) {
    String said = environment.getOrDefault("COLUMNS", "");
    return said.matches("\\d{1,6}")
        ? Math.max(COLUMNS_MIN, Integer.parseInt(said))
        : COLUMNS_DEFAULT;
  }

  /** Colours need a terminal that can, and nobody who said no (https://no-color.org). */
  static boolean colours(boolean live, Map<String, String> environment) {
    return live
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  public void say(String line) {
    out.println(line);
  }

  public void sayAll(Iterable<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  /** Beside the answer: notes, progress, errors. */
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  public String paint(Tint tint, String text) {
    return tint.paint(text, colours);
  }

  /** Asks a yes-or-no question; anything but yes is no. */
  public boolean confirm(String question) throws IOException {
    err.print(question + " [y/N] ");
    err.flush();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String answer = reader.readLine();
    String said = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return said.equals("y") || said.equals("yes");
  }
}
