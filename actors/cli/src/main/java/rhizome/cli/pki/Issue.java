package rhizome.cli.pki;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.CertificateFacts;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.TlsRefused;
import rhizome.runtime.tls.Wanted;

/** Issues a key and a certificate. */
@Command(
    name = "issue",
    description = {
      "Make a key and its certificate for a member, an agent, an operator or a journal's host.",
      "Carry the folder to its holder; a running one takes up renewed files by itself."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Issue implements Callable<Integer> {

  /** As {@code member}. */
  static final class OfRole implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
      try {
        return Role.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Parameters(paramLabel = "DIR", description = "Folder of the authority.")
  private Path authority;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Whose certificate it is, such as n1 or alice.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      converter = OfRole.class,
      description = "member, agent, operator or journal: what its holder is let in for.")
  private Role role;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "DNS name or IP address of its holder; may be repeated.")
  private List<String> hosts = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "How long it is valid (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--renew",
      description = "Replace an older key and certificate of the same holder.")
  private boolean renew;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files (default: NAME in the authority's folder).")
  private @Nullable Path out;

  @Mixin private Passphrase passphrase;
  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  Issue(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Wanted wanted = wanted();
    Path from = authority.toAbsolutePath().normalize();
    Path into = out == null ? from.resolve(name) : out.toAbsolutePath().normalize();
    try {
      Authority.open(from, passphrase.read()).issue(wanted, into, renew);
      CertificateFacts facts = CertificateFacts.read(into);
      options.answer(
          terminal, Sheet.json(into, facts), () -> Sheet.lines(into, facts, terminal.colours()));
      return ExitCode.OK.code();
    } catch (TlsRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Wanted wanted() {
    try {
      return new Wanted(name, role, hosts, Duration.ofDays(days));
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
