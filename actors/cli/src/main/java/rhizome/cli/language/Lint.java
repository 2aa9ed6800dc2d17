package rhizome.cli.language;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.command.Document;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.given.GivenOptions;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;

/** Looks blueprints over, without a grid. */
@Command(
    name = "lint",
    description = {
      "Tell all that is wrong in blueprints, and what is legal but unwise; needs no grid.",
      "Ends with 1 if there is an error."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Lint implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Blueprints, or - for standard input.")
  private List<String> files;

  @Option(names = "--strict", description = "End with 1 if there is a warning, too.")
  private boolean strict;

  @Mixin private GivenOptions given;
  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  public Lint(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (files.stream().filter(Document.STANDARD_INPUT::equals).count() > 1) {
      throw new Trouble(ExitCode.USAGE, "standard input can be read once, not several times");
    }
    Findings findings = new Findings();
    Given with = given.given();
    List<Document> documents =
        files.stream().map(file -> Document.read(file, terminal.in(), with)).toList();
    documents.forEach(findings::read);
    options.answer(terminal, findings.json(), () -> findings.lines(terminal.colours()));
    boolean failed = findings.errors() > 0 || (strict && findings.warnings() > 0);
    return (failed ? ExitCode.FAILED : ExitCode.OK).code();
  }
}
