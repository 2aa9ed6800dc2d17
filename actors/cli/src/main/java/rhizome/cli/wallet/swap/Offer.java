package rhizome.cli.wallet.swap;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.ledger.OfHash;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Whom;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.Scan;
import rhizome.cli.wallet.grid.SendOptions;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.Payment;
import rhizome.ledger.wallet.Watched;

/** Pays coins to who shows a secret, or after a time back to us. */
@Command(
    name = "offer",
    description = {
      "Offer coins to an address: it has them with a secret, or we have them back after a time.",
      "Makes the secret and shows it this once; or takes the hash of somebody else's."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Offer implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "TO",
      converter = Given.OfOwner.class,
      description = "The address of a key, 78 hexadecimal digits.")
  private Address to;

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      converter = Coins.class,
      description = "In coins, such as 12.5.")
  private Long units;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      converter = Given.OfTime.class,
      description = "After this time we can take it back, such as 2027-01-01T00:00:00Z.")
  private Long until;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      converter = OfHash.class,
      description = "SHA-256 of the secret, if another has it.")
  private @Nullable Hash hash;

  @Option(names = "--keep-secret", description = "Keep it in clear beside the wallet, too.")
  private boolean keeps;

  @Mixin private SendOptions options;

  private final Terminal terminal;

  Offer(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (keeps && hash != null) {
      throw new Trouble(
          ExitCode.USAGE, "--keep-secret keeps one that is made here, without --hash");
    }
    Hash chosen = chosen();
    Optional<Hash> secret = hash == null ? Optional.of(chosen) : Optional.empty();
    Hash hashed = hash == null ? Blake.sha256(chosen.toArray()) : hash;
    GridClient grid = options.submitting().grid();
    Paper paper = options.writing().write(terminal, grid, Scan::of, scan -> built(scan, hashed));
    Entry entry = SendOptions.signed(paper);
    Condition.Swap terms = terms(entry);
    options.submitting().ask(terminal, "offer %s to %s".formatted(Coins.of(units), to), entry);
    options.writing().place().watchFile().add(new Watched(terms, secret.filter(_ -> keeps)));
    secret.ifPresent(it -> terminal.note("the secret, which is not shown again: " + it.hex()));
    Json told = options.submitting().submit(grid, entry);
    return tell(told, terms, secret);
  }

  private static Hash chosen() {
    byte[] chance = new byte[Hash.SIZE];
    new SecureRandom().nextBytes(chance);
    return Hash.of(chance);
  }

  private Built built(Scan scan, Hash hashed) {
    if (until <= scan.at().tip().seconds()) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s is past: the last block is of %s"
              .formatted(Whom.time(until), Whom.time(scan.at().tip().seconds())));
    }
    Address own = scan.keyring().addresses().getFirst();
    Condition terms = new Condition.Swap(own, to, hashed, until);
    Payment payment =
        new Payment(List.of(new Holding(units, terms)), Bytes.EMPTY, options.writing().fee());
    return scan.wallet().send(payment);
  }

  private static Condition.Swap terms(Entry entry) {
    return (Condition.Swap) entry.content().coins().outputs().getFirst().condition();
  }

  private int tell(Json told, Condition.Swap terms, Optional<Hash> secret) {
    Json all =
        told.with("address", terms.address().toString())
            .with("hash", terms.hashedSecret().hex())
            .with("secret", secret.map(Hash::hex))
            .with("until", terms.timeLock());
    return options
        .submitting()
        .tell(
            terminal,
            all,
            List.of(
                "swap     " + terms.address(),
                "hash     " + terms.hashedSecret().hex(),
                "until    " + Whom.time(terms.timeLock())));
  }
}
