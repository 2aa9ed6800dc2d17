package rhizome.cli.validator;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.chain.CandidacyFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.OrderOptions;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.key.KeyPair;
import rhizome.runtime.validator.ChainReveals;

/** Enrols the validator of this host, or says other terms of it. */
@Command(
    name = "join",
    description = {
      "Enrol the validator of this host on the grid's ledger, on the terms of its candidacy.",
      "Said again with other terms, or with --renew, it serves on those. A wallet pays the fee."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class JoinChain implements Callable<Integer> {

  @Option(
      names = "--commission",
      paramLabel = "PERCENT",
      converter = Given.OfPercent.class,
      description = "Instead of the one it has; may rise only so much in an epoch.")
  private @Nullable Integer commission;

  @Option(
      names = "--payout",
      paramLabel = "ADDRESS",
      converter = Given.OfPayout.class,
      description = "Instead of the one it has.")
  private @Nullable Condition payout;

  @Option(
      names = "--renew",
      description = "Name its next hash chain, for when the turns of this one come to an end.")
  private boolean renew;

  @Mixin private KeyOptions keys;
  @Mixin private OrderOptions options;

  private final Terminal terminal;

  JoinChain(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OwnKey key = keys.key(options.data());
    Place place = Place.of(options.grid(), key.key());
    var _ = place.staking(key);
    place.refuseFrozen();
    Hash secret = keys.open(key, terminal);
    Terms terms =
        place.row().map(row -> renewed(key, secret, row)).orElseGet(() -> first(key, secret));
    place
        .row()
        .filter(row -> place.isActive() && terms.equals(known(row)))
        .ifPresent(
            _ -> {
              throw new Trouble(
                  ExitCode.REFUSED,
                  "it is enrolled on these terms",
                  "--renew names its next hash chain; --commission and --payout say other terms");
            });
    options.give(
        terminal,
        "have %s serve for %s, paid to %s"
            .formatted(
                key.key(),
                Given.percent(terms.commission()),
                Sheets.whom(Place.json(ConditionJson.write(terms.payout()).toString()))),
        KeyPair.of(secret),
        new Order.Enrol(nonce(), key.key(), terms));
    if (Sheets.units(place.row().map(it -> it.at("bonded")).orElse(Json.of(""))) == 0) {
      terminal.note("it votes once stake is bonded to it: rhizome wallet delegate " + key.key());
    }
    return ExitCode.OK.code();
  }

  private static Terms known(Json row) {
    return new Terms(Place.payout(row), commission(row), Place.commitment(row));
  }

  private static int commission(Json row) {
    return Math.toIntExact(row.at("commission").number());
  }

  /** As its candidacy says, where nothing else is said. */
  private Terms first(OwnKey key, Hash secret) {
    Optional<Terms> said =
        Files.exists(key.folder().candidacy())
            ? Optional.of(new CandidacyFile(key.folder().candidacy()).read())
                .filter(it -> it.key().equals(key.key()))
                .map(it -> it.terms())
            : Optional.empty();
    Condition paid =
        Optional.ofNullable(payout)
            .or(() -> said.map(Terms::payout))
            .orElseThrow(
                () -> new Trouble(ExitCode.USAGE, "nobody said whom to pay", "--payout names it"));
    int kept = Optional.ofNullable(commission).or(() -> said.map(Terms::commission)).orElse(0);
    int length = key.settings().beaconLength();
    return new Terms(paid, kept, ChainReveals.commitment(secret, length));
  }

  /** As the ledger has them, where nothing else is said. */
  private Terms renewed(OwnKey key, Hash secret, Json row) {
    return new Terms(
        Optional.ofNullable(payout).orElseGet(() -> Place.payout(row)),
        Optional.ofNullable(commission).orElseGet(() -> commission(row)),
        renew ? next(key, secret, Place.commitment(row)) : Place.commitment(row));
  }

  private static Hash next(OwnKey key, Hash secret, Hash now) {
    int length = key.settings().beaconLength();
    int generation =
        ChainReveals.generation(secret, length, now)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.FAILED,
                        "the ledger names a hash chain that this key does not make",
                        "rhizome.ledger.beacon-length has to be what it was"));
    if (generation + 1 >= ChainReveals.GENERATIONS_MAX) {
      throw new Trouble(ExitCode.FAILED, "this was its last hash chain", "enrol a new key");
    }
    return ChainReveals.commitment(secret, generation + 1, length);
  }

  /** Any that was not used; nobody counts them. */
  static long nonce() {
    return new SecureRandom().nextLong(Long.MAX_VALUE);
  }
}
