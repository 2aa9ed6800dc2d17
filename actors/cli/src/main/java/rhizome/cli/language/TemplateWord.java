package rhizome.cli.language;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Template;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** The library of templates. */
@Command(name = "template", description = "List the templates there are, or show one.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class TemplateWord implements Runnable {

  @Spec private CommandSpec spec;

  private TemplateWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new TemplateWord())
        .addSubcommand("list", new TemplateList(terminal))
        .addSubcommand("show", new TemplateShow(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: list or show");
  }

  /** The newest of the library that will do. */
  static Template find(String reference) {
    Library library = Library.builtIn();
    Optional<Template> found = library.find(reference);
    if (found.isEmpty()) {
      String remedy =
          library
              .nearest(reference)
              .map("did you mean '%s'?"::formatted)
              .orElse("'rhizome template list' has all");
      throw new Trouble(ExitCode.USAGE, "template '%s' not found".formatted(reference), remedy);
    }
    return found.get();
  }
}
