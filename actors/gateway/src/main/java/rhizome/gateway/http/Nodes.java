package rhizome.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import rhizome.gateway.DrainSettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Reasons;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.NodeView;
import rhizome.gateway.view.Wish.Accepted;
import rhizome.gateway.view.Wish.ToDrain;
import rhizome.kernel.NodeId;

/** Machines, and taking them out of service and back. */
final class Nodes {

  private final GridPort grid;
  private final Census census;
  private final DrainSettings settings;

  Nodes(GridPort grid, Census census, DrainSettings settings) {
    this.grid = grid;
    this.census = census;
    this.settings = settings;
  }

  CompletionStage<List<NodeView>> all() {
    return census
        .nodes()
        .thenApply(
            nodes -> nodes.stream().map(node -> NodeView.of(node.node(), node.state())).toList());
  }

  CompletionStage<NodeView> one(NodeId id) {
    return census.node(id);
  }

  /** What needs no more than its name. */
  CompletionStage<Accepted> serve(Operation operation, NodeId id) {
    String by = Blueprints.OPERATOR;
    return switch (operation) {
      case CORDON -> ask(id, () -> grid.cordon(id, by), "cordoned " + id);
      case UNCORDON -> ask(id, () -> grid.uncordon(id, by), "uncordoned " + id);
      case POWER_DOWN -> ask(id, () -> grid.powerDown(id, by), "powering down " + id);
      case POWER_UP -> ask(id, () -> grid.powerUp(id, by), "powering up " + id);
      case REMOVE -> ask(id, () -> grid.remove(id, by), "removed " + id);
      default -> throw new IllegalArgumentException(operation + " is not about a node alone");
    };
  }

  CompletionStage<Accepted> drain(NodeId id, ToDrain wish) {
    Duration deadline = wish.deadlineSeconds().map(Duration::ofSeconds).orElse(settings.deadline());
    int atOnce = wish.atOnce().orElse(settings.atOnce());
    check("deadlineSeconds", deadline.toSeconds(), 0, settings.deadlineMax().toSeconds());
    check("atOnce", atOnce, 1, settings.atOnceMax());
    return ask(id, () -> grid.drain(id, deadline, atOnce, Blueprints.OPERATOR), "draining " + id);
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new Refusal(
          Kind.BAD_PARAMETER, "'%s' must be %d to %d, not %d".formatted(name, min, max, value));
    }
  }

  private CompletionStage<Accepted> ask(
      NodeId id, Supplier<CompletionStage<GridPort.Answer>> command, String what) {
    return census
        .node(id)
        .thenCompose(_ -> command.get())
        .thenApply(
            answer ->
                switch (answer) {
                  case GridPort.Answer.Done _ -> new Accepted(what);
                  case GridPort.Answer.Refused(var reason) ->
                      throw new Refusal(Reasons.of(reason, "node '" + id + "'"));
                });
  }
}
