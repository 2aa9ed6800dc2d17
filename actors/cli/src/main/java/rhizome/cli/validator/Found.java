package rhizome.cli.validator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.chain.CandidacyFile;
import rhizome.cli.chain.ConstitutionFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.founding.Convention;

/** Writes down how a chain of several hosts begins. */
@Command(
    name = "found",
    description = {
      "Write down how a chain begins whose validators are on several hosts, and its rules.",
      "With the same --time the same words make the same chain. Every host adopts the same file."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Found implements Callable<Integer> {

  @Parameters(paramLabel = "CHAIN", description = "The file that is written.")
  private Path file;

  @Option(
      names = "--candidate",
      paramLabel = "FILE:STAKE",
      required = true,
      converter = Given.OfCandidate.class,
      description = "A candidacy, and the stake bonded to it, which whom it pays owns. Repeated.")
  private List<Given.Candidate> candidates = new ArrayList<>();

  @Option(
      names = "--treasury",
      paramLabel = "ADDRESS",
      converter = Given.OfPayout.class,
      description = "Who has all coins, and mints (default: the first address of --wallet).")
  private @Nullable Condition treasury;

  @Option(
      names = "--coins",
      paramLabel = "AMOUNT",
      defaultValue = "1000000",
      converter = Coins.class,
      description = "Of the treasury (default: ${DEFAULT-VALUE}).")
  private Long coins;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = Given.OfTime.class,
      description = "When it begins, as 2027-01-01T00:00:00Z (default: now).")
  private @Nullable Instant time;

  @Mixin private RuleOptions rules;
  @Mixin private WalletAddress wallet;
  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  Found(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Constitution found = compose();
    new ConstitutionFile(file.toAbsolutePath().normalize()).write(found);
    Json told = json(found);
    options.answer(terminal, told, () -> lines(told));
    return ExitCode.OK.code();
  }

  private Constitution compose() {
    List<Founder> founders =
        candidates.stream()
            .map(it -> new CandidacyFile(it.file()).read().with(it.stake()))
            .toList();
    Condition owner = wallet.or(Optional.ofNullable(treasury), "--treasury");
    long begins = (time == null ? Instant.now() : time).toEpochMilli();
    try {
      return Convention.of(begins, new Holding(coins, owner), founders, rules.chapter());
    } catch (Malformed e) {
      throw new Trouble(ExitCode.USAGE, "these found no chain: " + e.getMessage());
    }
  }

  private Json json(Constitution found) {
    long all = found.genesis().founders().stream().mapToLong(it -> it.stake().units()).sum();
    return Json.object("chain", found.chain().hex())
        .with("file", file.toAbsolutePath().normalize().toString())
        .with("time", Instant.ofEpochMilli(found.genesis().time()).toString())
        .with(
            "founders",
            found.genesis().founders().stream()
                .map(
                    it ->
                        Json.object("key", it.key().toString())
                            .with("stake", Long.toString(it.stake().units()))
                            .with("mayBeMissing", it.stake().units() < Math.ceilDiv(all, 3)))
                .toList());
  }

  private List<String> lines(Json told) {
    List<String> lines =
        new ArrayList<>(
            Columns.plain(2)
                .row(Cell.label("chain"), Cell.of(told.at("chain").text()))
                .row(Cell.label("begins"), Cell.of(told.at("time").text()))
                .row(Cell.label("file"), Cell.of(told.at("file").text()))
                .lines(terminal.colours()));
    Columns rows = Columns.headed("FOUNDER", ">STAKE", "WITHOUT IT");
    for (Json each : told.at("founders").items()) {
      rows.row(
          Cell.of(each.at("key").text()),
          Cell.of(each.at("stake").text()),
          Cell.of(each.at("mayBeMissing").isTrue() ? "the chain goes on" : "the chain waits"));
    }
    lines.addAll(rows.lines(terminal.colours()));
    return lines;
  }
}
