package rhizome.cli.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import rhizome.cli.chaos.checker.Checker;
import rhizome.cli.chaos.checker.Violation;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.report.Report;
import rhizome.cli.launch.AotCaches;
import rhizome.kernel.Seed;
import rhizome.runtime.cassandra.server.Unavailable;

/** Plays a scenario, shows everybody what happened, and tells what was broken. */
final class Theatre {

  private static final Path REPORTS = Path.of("target", "chaos");

  private Theatre() {}

  /**
   * @param folder for the disks of all hosts
   */
  static List<Violation> play(Scenario scenario, Path folder)
      throws IOException, InterruptedException {
    AotCaches.await();
    try {
      return judged(scenario, folder);
    } catch (Unavailable e) {
      System.err.println("chaos: SKIPPED %s: %s".formatted(scenario.name(), e.getMessage()));
      Assumptions.abort(e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static List<Violation> judged(Scenario scenario, Path folder)
      throws IOException, InterruptedException, Unavailable {
    Seed seed = new Seed(Long.getLong("property.seed", System.nanoTime()));
    System.err.printf("chaos: %s, -Dproperty.seed=%d%n", scenario.name(), seed.value());
    try (Run run = Run.open(scenario, seed, folder.toRealPath())) {
      run.missing().forEach(word -> System.err.println("chaos: " + word));
      History history = play(run, REPORTS.resolve(scenario.name() + "-" + seed.value() + "-logs"));
      Report report = new Report(scenario.name(), history, Checker.within(scenario.bound()));
      Path page = report.write(REPORTS);
      System.err.println(report.text());
      System.err.println("chaos: seen in " + page.toAbsolutePath());
      return report.checker().judge(history);
    }
  }

  private static History play(Run run, Path logs) throws IOException, InterruptedException {
    try {
      return run.play();
    } catch (IOException | RuntimeException | AssertionError e) {
      System.err.println("chaos: broken off by " + e); // now, not when the suite has ended
      run.question(logs);
      throw e;
    } finally {
      run.keepLogs(logs);
    }
  }
}
