package rhizome.cli.pki;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;

/** How the answer is written. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
final class Form {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  private Format format;

  void answer(Terminal terminal, Json json, Supplier<List<String>> table) {
    if (format == Format.TABLE) {
      terminal.sayAll(table.get());
    } else {
      terminal.out().print(format.write(json));
      terminal.out().flush();
    }
  }
}
