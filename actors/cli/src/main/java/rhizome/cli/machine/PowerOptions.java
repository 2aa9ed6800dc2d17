package rhizome.cli.machine;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.waiting.Patience;
import rhizome.cli.waiting.Progress;
import rhizome.cli.waiting.Readiness;
import rhizome.cli.waiting.Watch;
import rhizome.gateway.timeline.Span;
import rhizome.kernel.NodeId;

/** Which node is powered down or up, and whether to wait for it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PowerOptions {

  @Parameters(paramLabel = "NODE", converter = Name.OfNode.class, description = "The node.")
  private NodeId node;

  @Option(names = "--wait", description = "Wait until it is so.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "11m",
      converter = Amount.OfTime.class,
      description = "Wait at most this long (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private GridOptions options;

  /**
   * Asks for it.
   *
   * @param word last part of the path
   * @param reached whether the node is as it should be
   */
  int ask(Terminal terminal, String word, Predicate<Json> reached) throws InterruptedException {
    GridClient grid = options.grid();
    String path = "/v1/nodes/" + node;
    Json accepted = grid.post(path + "/" + word, new Json.Obj(new Json.Null().members()));
    if (!wait) {
      options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
      return ExitCode.OK.code();
    }
    Watch.Subject subject =
        new Watch.Subject(node.name(), client -> look(client.get(path), reached));
    Patience patience = new Patience(Patience.Goal.READY, timeout);
    try (Progress progress = Progress.on(terminal, Patience.Goal.READY)) {
      if (new Watch(grid).until(patience, subject, progress).verdict()
          != Patience.Verdict.REACHED) {
        throw new Trouble(
            ExitCode.TIMED_OUT,
            "%s is not yet so after %s: %s"
                .formatted(node, Span.of(timeout), words(grid.get(path))),
            "the grid goes on by itself; 'rhizome get nodes' shows how far it is");
      }
    }
    Json now = grid.get(path);
    options.answer(terminal, now, () -> List.of("%s is %s".formatted(node, words(now))));
    return ExitCode.OK.code();
  }

  private Readiness look(Json seen, Predicate<Json> reached) {
    boolean lost = condition(seen).equals("offline") && admission(seen).equals("open");
    if (lost) {
      throw new Trouble(
          ExitCode.TIMED_OUT,
          node + " did not come up in time",
          "look at its machine, and at the log of the control members");
    }
    return new Readiness(node.name(), true, reached.test(seen), 0, List.of());
  }

  private static String words(Json seen) {
    String condition = condition(seen);
    String admission = admission(seen);
    return admission.equals("open") || admission.equals(condition)
        ? condition
        : condition + ", " + admission;
  }

  static String condition(Json node) {
    return node.at("condition").text();
  }

  static String admission(Json node) {
    return node.at("admission").text();
  }
}
