package rhizome.blueprints.syntax;

import java.util.Collection;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;

/** Reads how a service is asked for its health: by one probe, or by a check for each question. */
final class HealthReader {

  private final ProbeReader probes;
  private final Problems problems;
  private final Values values;

  HealthReader(Substitution substitution, Problems problems) {
    this.probes = new ProbeReader(substitution, problems);
    this.problems = problems;
    this.values = new Values(problems);
  }

  Health read(Node.Entry entry, Collection<String> ports) {
    if (hasChecks(entry.value())) {
      return Health.of(checks(entry, ports));
    }
    Fields fields = new Fields(Form.HEALTH, entry.value(), entry.key().at(), problems);
    Probe probe = probes.read(Form.HEALTH, fields, ports);
    Health usual = Health.DEFAULT;
    return new Health(
        probe,
        values.duration(fields, "interval", usual.interval()),
        values.duration(fields, "timeout", usual.timeout()),
        values.whole(fields, "failures", usual.failures()),
        values.whole(fields, "successes", usual.successes()),
        values.duration(fields, "start", usual.start()),
        Checks.NONE);
  }

  private static boolean hasChecks(Node node) {
    return node instanceof Node.Mapping mapping
        && mapping.entries().stream()
            .anyMatch(entry -> Form.CHECKS.keys().contains(entry.key().text()));
  }

  private Checks checks(Node.Entry entry, Collection<String> ports) {
    Fields fields = new Fields(Form.CHECKS, entry.value(), entry.key().at(), problems);
    return new Checks(
        fields.entry("startup").map(e -> check(Form.STARTUP, e, ports, Check.STARTUP)),
        fields.entry("readiness").map(e -> check(Form.READINESS, e, ports, Check.DEFAULT)),
        fields.entry("liveness").map(e -> check(Form.LIVENESS, e, ports, Check.DEFAULT)));
  }

  private Check check(Form form, Node.Entry entry, Collection<String> ports, Check usual) {
    Fields fields = new Fields(form, entry.value(), entry.key().at(), problems);
    Probe probe = probes.read(form, fields, ports);
    Threshold successes =
        form == Form.LIVENESS
            ? usual.successes()
            : values.count(fields, "successes", usual.successes());
    return new Check(
        probe,
        values.duration(fields, "interval", usual.interval()),
        values.duration(fields, "timeout", usual.timeout()),
        values.count(fields, "failures", usual.failures()),
        successes);
  }
}
