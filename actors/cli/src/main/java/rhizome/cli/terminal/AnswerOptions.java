package rhizome.cli.terminal;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import rhizome.cli.json.Json;

/** How the answer is written. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public class AnswerOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** The form that was asked for. */
  public final Format format() {
    return format;
  }

  /** Answers in the form that was asked for. */
  public final void answer(Terminal terminal, Json json, Supplier<List<String>> table) {
    if (format == Format.TABLE) {
      terminal.sayAll(table.get());
    } else {
      terminal.out().print(format.write(json));
      terminal.out().flush();
    }
  }
}
