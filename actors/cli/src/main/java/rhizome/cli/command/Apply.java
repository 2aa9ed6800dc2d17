package rhizome.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.given.GivenOptions;
import rhizome.cli.terminal.Terminal;

/** Makes a file so. */
@Command(name = "apply", description = "Make the grid what a blueprint says, and wait until it is.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Apply implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The blueprint, or - for standard input.")
  private String file;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "Apply only if this is still the plan; do not ask.")
  private @Nullable String confirmed;

  @Mixin private GivenOptions given;
  @Mixin private Applying applying;

  private final Terminal terminal;

  public Apply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Document document = Document.read(file, terminal.in(), given.given());
    applying.apply(terminal, applying.grid(), document, Optional.ofNullable(confirmed));
    return ExitCode.OK.code();
  }
}
