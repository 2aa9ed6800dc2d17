package rhizome.cli.pki;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.tls.CertificateFacts;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.TlsRefused;

/** Says whose certificate lies in a folder, and whether it can be used. */
@Command(
    name = "show",
    description = {
      "Show whose certificate a folder holds and how long it is valid.",
      "Ends with 1 if a member, agent or operator could not start with it."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Show implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Of credentials, or of an authority.")
  private Path folder;

  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  Show(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path absolute = folder.toAbsolutePath().normalize();
    CertificateFacts facts;
    try {
      facts = CertificateFacts.read(absolute);
    } catch (TlsRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    Optional<String> problem = facts.isAuthority() ? Optional.empty() : problem(absolute);
    Json json = Sheet.json(absolute, facts).with("problem", problem);
    options.answer(terminal, json, () -> Sheet.lines(absolute, facts, terminal.colours()));
    if (problem.isPresent()) {
      throw new Trouble(ExitCode.FAILED, problem.get());
    }
    return ExitCode.OK.code();
  }

  private static Optional<String> problem(Path folder) {
    try {
      return Credentials.open(folder).own().name().isEmpty()
          ? Optional.of(folder + " says no name")
          : Optional.empty();
    } catch (TlsRefused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
