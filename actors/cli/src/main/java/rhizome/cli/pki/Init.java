package rhizome.cli.pki;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.CertificateFacts;
import rhizome.runtime.tls.TlsRefused;

/** Makes an authority. */
@Command(
    name = "init",
    description = {
      "Make a certificate authority, valid for ten years.",
      "Whoever has its key can make members: keep it off the machines of the grid."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Init implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Folder for its key and certificate.")
  private Path folder;

  @Mixin private Passphrase passphrase;
  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  Init(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Authority.init(absolute, passphrase.read());
      CertificateFacts facts = CertificateFacts.read(absolute);
      Json json = Sheet.json(absolute, facts);
      options.answer(
          terminal,
          json,
          () -> List.of("made %s in %s".formatted(facts.subject().substring(3), absolute)));
      return ExitCode.OK.code();
    } catch (TlsRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
