package rhizome.cli.validator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.ledger.Pages;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.key.PublicKey;

/**
 * What a grid says of one validator.
 *
 * @param tip of its ledger, with the validator that answered
 * @param epoch of the next block
 * @param row what it is enrolled as; nothing if it never was
 */
record Place(Json tip, Json epoch, Optional<Json> row) {

  static Place of(GridClient grid, PublicKey key) {
    Json tip = grid.get("/v1/ledger");
    Json page = grid.get("/v1/ledger/validators");
    Optional<Json> row = row(page, key);
    while (row.isEmpty() && !page.at("next").text().isEmpty()) {
      page = grid.get("/v1/ledger/validators" + Pages.query(page.at("next").text()));
      row = row(page, key);
    }
    return new Place(tip, page.at("epoch"), row);
  }

  private static Optional<Json> row(Json page, PublicKey key) {
    return page.at("validators").items().stream()
        .filter(it -> it.at("key").text().equals(key.toString()))
        .findFirst();
  }

  /** Refuses to speak of one chain to a grid that has another; its rules of stake. */
  Staking staking(OwnKey key) {
    if (!key.folder().hasChain()) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is no " + key.folder().constitution(),
          "'rhizome validator adopt CHAIN.json' puts it there");
    }
    var constitution = OwnChain.constitution(key.folder());
    if (!constitution.chain().hex().equals(tip.at("chain").text())) {
      throw new Trouble(
          ExitCode.FAILED,
          "the grid's ledger is the chain %s, and that of %s is %s"
              .formatted(
                  tip.at("chain").text(), key.folder().constitution(), constitution.chain()));
    }
    return constitution
        .rules()
        .at(height() + 1)
        .staking()
        .orElseThrow(() -> new Trouble(ExitCode.REFUSED, "nobody enrols on that chain"));
  }

  long height() {
    return tip.at("height").number();
  }

  /** {@code active}, {@code left}, {@code frozen}, or {@code none} of who never enrolled. */
  String standing() {
    return row.map(it -> it.at("standing").text()).orElse("none");
  }

  boolean isActive() {
    return standing().equals("active");
  }

  void refuseFrozen() {
    if (standing().equals("frozen")) {
      throw new Trouble(
          ExitCode.REFUSED,
          "it was found guilty and votes never again",
          "a new key in another data folder may");
    }
  }

  /** The last height at which those who vote now do. */
  long lastOfEpoch(Staking rules) {
    return Math.max(height() + 1, epoch.at("first").number() + rules.epochBlocks() - 1);
  }

  /** A document of the ledger, as those of the grid are read. */
  static Json json(String document) {
    try {
      return JsonText.parse(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Condition payout(Json row) {
    try {
      return ConditionJson.read(rhizome.ledger.json.Json.parse(JsonText.compact(row.at("payout"))));
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "the grid says what is no condition: " + e.getMessage());
    }
  }

  static Hash commitment(Json row) {
    try {
      return Hash.ofHex(row.at("commitment").text());
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.FAILED, "the grid says what is no hash: " + e.getMessage());
    }
  }
}
