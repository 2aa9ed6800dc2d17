package rhizome.cli.wallet.grid;

import java.util.List;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Sheets;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.hash.Hash;

/** Where a ledger stands, and by which rules the next entry is written. */
public record Tips(Ledger.Tip tip, RuleBook rules) {

  public static Tips of(GridClient grid) {
    Json told = grid.get("/v1/ledger");
    return new Tips(
        new Ledger.Tip(
            Hash.ofHex(told.at("chain").text()),
            told.at("height").number(),
            told.at("time").number(),
            new BlockId(Hash.ofHex(told.at("block").text()))),
        RuleBook.of(chapter(told.at("rules"))));
  }

  private static Chapter chapter(Json rules) {
    return new Chapter(
        new Chapter.Limits(
            number(rules, "blockBytesMax"),
            number(rules, "entryBytesMax"),
            number(rules, "inputsMax"),
            number(rules, "outputsMax"),
            number(rules, "noteBytesMax")),
        new Chapter.Charges(
            number(rules, "feePerByte"),
            Sheets.units(rules.at("dustMax")),
            Sheets.units(rules.at("reward")),
            rules.at("maturity").number()),
        List.of());
  }

  private static int number(Json rules, String name) {
    return Math.toIntExact(rules.at(name).number());
  }
}
