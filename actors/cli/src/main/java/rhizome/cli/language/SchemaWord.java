package rhizome.cli.language;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import rhizome.blueprints.schema.Schema;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;

/** Teaches editors the language. */
@Command(
    name = "schema",
    description = "Print the JSON Schema (2020-12) of blueprints, for editors; needs no grid.")
public final class SchemaWord implements Callable<Integer> {

  private final Terminal terminal;

  public SchemaWord(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(Schema.text());
    terminal.out().flush();
    return ExitCode.OK.code();
  }
}
