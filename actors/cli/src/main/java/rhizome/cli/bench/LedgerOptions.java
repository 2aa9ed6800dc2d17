package rhizome.cli.bench;

import picocli.CommandLine.Option;
import rhizome.cli.bench.ledger.LedgerBench;
import rhizome.cli.terminal.Terminal;

/** How many validators, and what is asked of them. */
final class LedgerOptions {

  @Option(names = "--validators", defaultValue = "4", description = "In this process.")
  private int validators;

  @Option(
      names = "--transfers",
      defaultValue = "50000",
      description = "Of one input and two outputs, in the measured run.")
  private int transfers;

  @Option(names = "--window", defaultValue = "5000", description = "Transfers open at a time.")
  private int window;

  @Option(names = "--idle", defaultValue = "30", description = "Seconds in which nothing happens.")
  private int idle;

  @Option(
      names = "--outputs",
      defaultValue = "1000000",
      description = "Unspent ones, of which it is said what they take in memory; 0 leaves it out.")
  private int outputs;

  @Option(names = "--seed", defaultValue = "1", description = "Of keys and transfers.")
  private long seed;

  /**
   * @throws IllegalArgumentException if an amount makes no sense
   */
  LedgerBench bench(Terminal terminal) {
    return new LedgerBench(terminal, validators, transfers, window, idle, outputs, seed);
  }
}
