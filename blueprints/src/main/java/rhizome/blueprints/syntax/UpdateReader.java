package rhizome.blueprints.syntax;

import java.time.Duration;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;

/** Reads how a service is changed, and what must stay ready meanwhile. */
final class UpdateReader {

  private final Problems problems;
  private final Values values;

  UpdateReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Update update(Node.Entry entry) {
    Fields fields = new Fields(Form.UPDATE, entry.value(), entry.key().at(), problems);
    Update usual = Update.DEFAULT;
    Duration healthyFor = values.duration(fields, "healthy-for", usual.healthyFor());
    Duration deadline = values.duration(fields, "progress-deadline", usual.progressDeadline());
    if (deadline.compareTo(healthyFor) <= 0) {
      Node at =
          fields.get("progress-deadline").or(() -> fields.get("healthy-for")).orElse(entry.value());
      problems.add(
          at.at(),
          "'progress-deadline' is " + Quantity.write(deadline) + ", not above 'healthy-for'",
          "longer than " + Quantity.write(healthyFor));
      deadline = healthyFor.plusMillis(1);
    }
    return new Update(
        values.whole(fields, "at-once", usual.atOnce()),
        values.whole(fields, "canary", usual.canary()),
        healthyFor,
        deadline,
        values.truth(fields, "promote", usual.promote()),
        values.truth(fields, "revert", usual.revert()));
  }

  Budget budget(Node.Entry entry) {
    Fields fields = new Fields(Form.BUDGET, entry.value(), entry.key().at(), problems);
    return new Budget(values.whole(fields, "min-ready", Budget.DEFAULT.minReady()));
  }
}
