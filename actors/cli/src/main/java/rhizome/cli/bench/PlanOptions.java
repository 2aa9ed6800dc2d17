package rhizome.cli.bench;

import picocli.CommandLine.Option;
import rhizome.cli.bench.plan.PlanBench;
import rhizome.cli.terminal.Terminal;

/** What kind of blueprints are planned, and how often. */
final class PlanOptions {

  @Option(
      names = "--services",
      defaultValue = "10000",
      description = "Of a blueprint; a tenth and ten times as many are measured, too.")
  private int services;

  @Option(names = "--rounds", defaultValue = "10", description = "Samples of each figure.")
  private int rounds;

  @Option(names = "--seed", defaultValue = "1", description = "Of the generated blueprints.")
  private long seed;

  /**
   * @throws IllegalArgumentException if an amount makes no sense
   */
  PlanBench bench(Terminal terminal) {
    return new PlanBench(terminal, services, rounds, seed);
  }
}
