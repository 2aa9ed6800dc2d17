package rhizome.cli.validator;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.OrderOptions;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.key.KeyPair;

/** Has the validator of this host serve no longer. */
@Command(
    name = "unbond",
    description = {
      "Have the validator of this host serve no longer than this epoch.",
      "Keep it running until then. Stake bonded to it stays until its owners take it back."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Unbond implements Callable<Integer> {

  @Mixin private KeyOptions keys;
  @Mixin private OrderOptions options;

  private final Terminal terminal;

  Unbond(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OwnKey key = keys.key(options.data());
    Place place = Place.of(options.grid(), key.key());
    Staking rules = place.staking(key);
    place.refuseFrozen();
    if (!place.isActive()) {
      throw new Trouble(
          ExitCode.REFUSED,
          "it does not serve: " + key.key(),
          "'rhizome validator status' shows how it is");
    }
    KeyPair pair = KeyPair.of(keys.open(key, terminal));
    boolean sent =
        options.give(
            terminal,
            "have %s serve no longer".formatted(key.key()),
            pair,
            new Order.Leave(JoinChain.nonce(), key.key()));
    if (sent) {
      tell(key, place, rules);
    }
    return ExitCode.OK.code();
  }

  private void tell(OwnKey key, Place place, Staking rules) {
    long last = place.lastOfEpoch(rules);
    terminal.note(
        "it votes up to height %d; stake that is taken back by then matures at height %d"
            .formatted(last, Math.addExact(last, rules.unbonding())));
    terminal.note("its owners take it back: rhizome wallet undelegate " + key.key());
  }
}
