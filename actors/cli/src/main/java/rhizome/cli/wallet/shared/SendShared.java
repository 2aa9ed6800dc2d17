package rhizome.cli.wallet.shared;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.PaperFile;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.Scan;
import rhizome.cli.wallet.grid.WriteOptions;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.Payment;

/** Writes what several sign. */
@Command(
    name = "send",
    description = {
      "Write a payment from coins that several have together, and send nothing.",
      "Each signs the paper with 'wallet sign', and one sends it with 'wallet submit'."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class SendShared implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      converter = Given.OfShared.class,
      description = "Where the coins are, as 'wallet multisig address' says it.")
  private Address from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      converter = Given.OfAddress.class,
      description = "The address, 78 hexadecimal digits.")
  private Address to;

  @Parameters(
      index = "2",
      paramLabel = "AMOUNT",
      converter = Coins.class,
      description = "In coins, such as 12.5.")
  private Long units;

  @Mixin private TermsOptions given;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where the paper is written (default: standard output).")
  private String out;

  @Mixin private WriteOptions writing;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  SendShared(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Condition.Multisig terms = terms();
    Holding paid = new Holding(units, writing.condition(to));
    Payment payment = new Payment(List.of(paid), Bytes.EMPTY, writing.fee());
    Paper paper =
        writing.write(
            terminal,
            options.grid(),
            (grid, owner) -> Scan.under(grid, owner, from),
            scan -> written(scan, terms, payment));
    WriteOptions.keep(terminal, options, new PaperFile(out), paper.open());
    return ExitCode.OK.code();
  }

  private static Built written(Scan scan, Condition.Multisig terms, Payment payment) {
    if (terms.addresses().stream().noneMatch(scan.keyring()::has)) {
      throw new Trouble(
          ExitCode.FAILED,
          "this wallet is none of those who sign for " + terms.address(),
          "--wallet names another");
    }
    return scan.wallet().sendShared(terms, payment);
  }

  /** What was given, or what the wallet remembers. */
  private Condition.Multisig terms() {
    Optional<Condition.Multisig> said = given.terms();
    Condition known = said.isPresent() ? said.get() : writing.condition(from);
    if (known instanceof Condition.Multisig terms && terms.address().equals(from)) {
      return terms;
    }
    throw new Trouble(
        ExitCode.USAGE,
        "--of and --need come to %s, and not to %s".formatted(known.address(), from));
  }
}
