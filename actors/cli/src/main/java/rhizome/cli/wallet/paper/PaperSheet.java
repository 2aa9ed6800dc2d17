package rhizome.cli.wallet.paper;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.wallet.file.Whom;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.wallet.Outcome;
import rhizome.ledger.wallet.Paper;

/** What a paper does, for who is asked to sign it. */
record PaperSheet(Paper paper, Outcome outcome) {

  private static final int NOTE_MAX = 200;

  List<String> lines(boolean colours) {
    Content content = paper.entry().content();
    Columns columns = Columns.plain(3);
    coins(columns, "spends", outcome.coins().spent());
    coins(columns, "pays", outcome.coins().paid());
    coins(columns, "back", outcome.coins().back());
    stake(columns, "stake", outcome.stake().spent());
    stake(columns, "  moves", outcome.stake().paid());
    stake(columns, "  stays", outcome.stake().back());
    content.order().ifPresent(it -> row(columns, "orders", "", said(it)));
    content.bond().ifPresent(key -> row(columns, "bond", "", "to " + key));
    if (outcome.burned() > 0) {
      row(columns, "burns", Coins.of(outcome.burned()), "");
    }
    row(columns, "fee", Coins.of(outcome.fee()), "");
    row(columns, "leaves", Coins.of(outcome.most()), "at most, the fee among them");
    if (!content.note().isEmpty()) {
      row(columns, "note", "", note());
    }
    row(columns, "chain", "", content.chain().hex());
    paper.lacks().forEach(lack -> row(columns, "lacks", "", said(lack)));
    return columns.lines(colours);
  }

  private static void coins(Columns columns, String label, List<Holding> holdings) {
    holdings.forEach(it -> row(columns, label, Coins.of(it.units()), Whom.of(it.condition())));
  }

  private static void stake(Columns columns, String label, List<Holding> holdings) {
    holdings.forEach(it -> row(columns, label, Long.toString(it.units()), Whom.of(it.condition())));
  }

  private static void row(Columns columns, String label, String amount, String remark) {
    columns.row(Cell.label(label), Cell.of(amount), Cell.of(remark));
  }

  /** A stranger wrote it: nothing of it moves a cursor. */
  private String note() {
    String text =
        new String(paper.entry().content().note().toArray(), StandardCharsets.UTF_8)
            .replaceAll("\\p{C}", "?");
    return text.length() > NOTE_MAX ? text.substring(0, NOTE_MAX) + "..." : text;
  }

  private static String said(Order order) {
    return switch (order) {
      case Order.Enrol(_, var key, var terms) ->
          "%s serves, paid to %s".formatted(key, Whom.of(terms.payout()));
      case Order.Leave(_, var key) -> key + " serves no longer";
      case Order.Mint _, Order.NameMinters _, Order.NameAuthority _, Order.Admit _ ->
          "what an office may";
    };
  }

  /** Who has to sign still. */
  static String said(Paper.Lack lack) {
    List<String> who = lack.of().stream().map(Address::toString).toList();
    return who.size() == 1
        ? "a signature of " + who.getFirst()
        : "%s of the signatures of %s"
            .formatted(Long.toUnsignedString(lack.count()), String.join(", ", who));
  }

  /** What may still be said of it when it was signed. */
  Json json() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", paper.entry().id().toString());
    told.put("fee", Coins.of(outcome.fee()));
    told.put("leaves", Coins.of(outcome.most()));
    told.put("complete", paper.isComplete());
    told.put("lacks", paper.lacks().stream().map(PaperSheet::json).toList());
    return Json.of(told);
  }

  private static Json json(Paper.Lack lack) {
    return Json.object("place", lack.place())
        .with("count", lack.count())
        .with("of", lack.of().stream().map(Address::toString).toList());
  }
}
