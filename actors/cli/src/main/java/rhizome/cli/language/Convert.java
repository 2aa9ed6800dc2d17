package rhizome.cli.language;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.blueprints.conversion.Conversion;
import rhizome.blueprints.conversion.Wish;
import rhizome.blueprints.dialect.Caution;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.tree.Problem;
import rhizome.cli.command.Document;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Makes a blueprint of what was written for ZeroRobot, AYS or docker compose. */
@Command(
    name = "convert",
    description = {
      "Write a document of ZeroRobot, AYS or docker compose as a blueprint; needs no grid.",
      "What is changed, or has no counterpart, is told on standard error.",
      "Ends with 1 if there is an error; then nothing is written."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Convert implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The document, or - for standard input.")
  private String file;

  @Option(names = "--strict", description = "Take what is odd or would be lost for an error.")
  private boolean strict;

  @Option(
      names = "--all",
      description = "Take actions that name no service as for all of the document.")
  private boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the blueprint; a file that is not there yet.")
  private @Nullable Path output;

  private final Terminal terminal;

  public Convert(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Document document = Document.read(file, terminal.in(), Given.NOTHING);
    List<String> known = List.copyOf(Library.builtIn().names());
    Wish wish = new Wish(strict ? Mode.STRICT : Mode.COMPAT, all, known);
    return switch (Conversion.of(document.file(), document.text(), wish)) {
      case Conversion.Converted(Dialect dialect, String text, List<Caution> cautions) -> {
        write(text);
        tell(Optional.of(dialect), List.of(), cautions);
        yield ExitCode.OK.code();
      }
      case Conversion.Refused(
              Optional<Dialect> dialect,
              List<Problem> problems,
              List<Caution> cautions) -> {
        tell(dialect, problems, cautions);
        yield ExitCode.FAILED.code();
      }
    };
  }

  private void write(String text) {
    if (output == null) {
      terminal.out().print(text);
      terminal.out().flush();
      return;
    }
    try {
      Files.writeString(output, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException _) {
      throw new Trouble(ExitCode.USAGE, output + " is there already; name a file that is not");
    } catch (IOException e) {
      String message = "%s cannot be written: %s".formatted(output, e.getMessage());
      throw new Trouble(ExitCode.USAGE, message);
    }
  }

  private void tell(Optional<Dialect> dialect, List<Problem> problems, List<Caution> cautions) {
    for (Caution caution : cautions) {
      caution.render().lines().forEach(terminal::note);
      terminal.note("");
    }
    for (Problem problem : problems) {
      problem.render().lines().forEach(terminal::note);
      terminal.note("");
    }
    Tint tint = !problems.isEmpty() ? Tint.BAD : !cautions.isEmpty() ? Tint.BUSY : Tint.GOOD;
    String said =
        "%s in %s"
            .formatted(
                Findings.count(problems.size(), "error")
                    + ", "
                    + Findings.count(cautions.size(), "warning"),
                dialect.map(Dialect::title).orElse("a file of no known language"));
    terminal.note(terminal.paint(tint, said));
  }
}
