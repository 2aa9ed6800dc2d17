package rhizome.cli.language;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhizome.blueprints.schema.Schema;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;

/** Teaches editors the language. */
@Command(
    name = "schema",
    description = "Print the JSON Schema (2020-12) of blueprints, for editors; needs no grid.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SchemaWord implements Callable<Integer> {

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "That of what may stand under 'with' for a template of the library.")
  private @Nullable String template;

  private final Terminal terminal;

  public SchemaWord(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .print(
            template == null ? Schema.text() : Schema.text(TemplateWord.find(template).schema()));
    terminal.out().flush();
    return ExitCode.OK.code();
  }
}
