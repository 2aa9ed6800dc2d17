package rhizome.cli.wallet.shared;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.wallet.grid.Given;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Standard;

/** Who may sign, and how many of them have to. */
final class TermsOptions {

  @Option(
      names = "--of",
      paramLabel = "ADDRESS",
      split = ",",
      converter = Given.OfOwner.class,
      description = "Who may sign: an address of each, with commas between them.")
  private @Nullable List<Address> of;

  @Option(names = "--need", paramLabel = "M", description = "How many of them have to sign.")
  private @Nullable Integer need;

  /** Nothing if nothing was said of them. */
  Optional<Condition.Multisig> terms() {
    if (of == null && need == null) {
      return Optional.empty();
    }
    if (of == null || need == null) {
      throw new Trouble(ExitCode.USAGE, "--of and --need go together");
    }
    Condition.Multisig terms = new Condition.Multisig(need, of);
    Standard.refusal((Condition) terms)
        .ifPresent(
            why -> {
              throw new Trouble(
                  ExitCode.USAGE,
                  "%d of %d cannot be asked for (%s)"
                      .formatted(terms.minimum(), terms.addresses().size(), why),
                  "name two addresses or more, and from one to all of them as needed");
            });
    return Optional.of(terms);
  }
}
