package rhizome.cli.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.pobs.HeaderChain;
import rhizome.ledger.pobs.Report;

/** Checks who made the blocks of a chain of the seed. */
@Command(
    name = "verify-pobs",
    description = {
      "Check a chain of Rivine by its rules of proof of block stake.",
      "Of each block: its parent, its time, that it was won with stake that its maker had and",
      "moved, its payouts, and its weight. Coins are not followed.",
      "Ends with 1 at the first block that is wrong."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyPobs implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final long MIB = 1 << 20;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "The blocks from the first on, or - for standard input: on each line one,",
        "as /explorer/blocks/HEIGHT of a daemon gives it under rawblock."
      })
  private String file;

  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      converter = ChainName.class,
      defaultValue = "tfchain",
      description = {
        "tfchain, tfchain-test, rivchain, rivchain-test",
        "or rivchain-devnet (default: ${DEFAULT-VALUE})."
      })
  private Chain chain;

  @Option(
      names = "--genesis",
      paramLabel = "ID",
      description = {
        "How the id of the first block begins, for a chain with the parameters of CHAIN",
        "that is another (default: as that of CHAIN)."
      })
  private @Nullable String genesis;

  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  VerifyPobs(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Report report = read();
    options.answer(terminal, json(report), () -> lines(report));
    return (report.isRight() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private Report read() {
    try (InputStream in = watched();
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      BlockFile blocks = new BlockFile(reader, chain.parameters().numbering());
      checkGenesis(blocks);
      return HeaderChain.verify(chain.parameters(), () -> blocks);
    } catch (Malformed e) {
      throw new Trouble(
          ExitCode.USAGE,
          "%s holds no blocks of %s: %s".formatted(file, ChainName.word(chain), e.getMessage()));
    } catch (UncheckedIOException | IOException e) {
      throw new Trouble(ExitCode.USAGE, "%s cannot be read (%s)".formatted(file, e.getMessage()));
    }
  }

  /** Every chain is right by some first block; it has to be the one that is meant. */
  private void checkGenesis(BlockFile blocks) {
    String wanted = genesis == null ? chain.genesis() : genesis;
    Optional<String> first =
        blocks.first().map(block -> block.id(chain.parameters().numbering()).toString());
    if (first.isPresent() && !first.get().startsWith(wanted)) {
      throw new Trouble(
          ExitCode.FAILED,
          "the first block of %s is %s, and not %s...".formatted(file, first.get(), wanted),
          "--chain names another chain, --genesis another first block");
    }
  }

  /** A long chain takes minutes; at a terminal one sees how much of the file was read. */
  private InputStream watched() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return terminal.in();
    }
    Path path = Path.of(file);
    InputStream in = Files.newInputStream(path);
    return terminal.live()
        ? ProgressBar.wrap(
            in,
            new ProgressBarBuilder()
                .setTaskName("blocks")
                .setInitialMax(Files.size(path))
                .setUnit("MiB", MIB)
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns())))
        : in;
  }

  private Json json(Report report) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("chain", ChainName.word(chain));
    told.put("right", report.isRight());
    told.put("blocks", report.blocks());
    told.put("tip", report.tip().toString());
    told.put("depth", report.weight().depth().toString());
    told.put("childTarget", report.weight().childTarget().toString());
    told.put("fault", report.fault().map(VerifyPobs::json));
    return Json.of(told);
  }

  private static Json json(Report.Fault fault) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("height", fault.height());
    told.put("block", fault.block().toString());
    told.put("wrong", fault.wrong().name());
    told.put("details", fault.details());
    return Json.of(told);
  }

  private List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("chain    " + ChainName.word(chain));
    lines.add("blocks   " + report.blocks());
    lines.add("tip      " + report.tip());
    lines.add("depth    " + report.weight().depth());
    lines.add("target   " + report.weight().childTarget());
    String verdict =
        report
            .fault()
            .map(fault -> terminal.paint(Tint.BAD, "wrong    " + fault))
            .orElse(terminal.paint(Tint.GOOD, "right    every block was won as it says"));
    lines.add(verdict);
    return lines;
  }
}
