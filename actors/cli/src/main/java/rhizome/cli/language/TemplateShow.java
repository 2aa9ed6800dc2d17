package rhizome.cli.language;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;

/** One template as it is written. */
@Command(name = "show", description = "Print a template of the library; needs no grid.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TemplateShow implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Its name, or NAME@VERSION.")
  private String name;

  private final Terminal terminal;

  TemplateShow(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(TemplateWord.find(name).source().text());
    terminal.out().flush();
    return ExitCode.OK.code();
  }
}
