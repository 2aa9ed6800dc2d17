package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import rhizome.cli.terminal.Terminal;

/**
 * A terminal that types what stands in its script and remembers what it is shown.
 *
 * @param typed all that a person types, or that comes through a pipe
 * @param live a person sits at it
 */
public record ScriptedTerminal(String typed, boolean live, boolean colours) {

  /** Nobody sits there, and nothing comes. */
  public static final ScriptedTerminal NOBODY = new ScriptedTerminal("", false, false);

  public static ScriptedTerminal person(String typed) {
    return new ScriptedTerminal(typed, true, false);
  }

  public static ScriptedTerminal pipe(String piped) {
    return new ScriptedTerminal(piped, false, false);
  }

  /** Runs one command line in this JVM to its end. */
  public Said run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  /** The same, and what it says of its progress can be read meanwhile. */
  public Said run(ByteArrayOutputStream err, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new ByteArrayInputStream(typed.getBytes(UTF_8)),
            live,
            colours,
            80);
    int code = Tree.of(terminal, args).execute(args);
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
