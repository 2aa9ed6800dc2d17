package rhizome.blueprints.expansion;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;

/** Documents read together with templates that lie in files of their own. */
final class Unfolded {

  static final String REDIS =
      """
      template: v1
      name: redis
      version: 1.2.0
      parameters:
        memory: {type: memory, default: 64MiB, min: 1MiB}
        flags: {type: list, default: [--save, '']}
      services:
        main:
          run:
            command: redis-server
            args: [--port, "${ports.redis}", --maxmemory, "${params.memory}"]
            env: {NAME: "${instance}"}
          ports: {redis: auto}
          resources: {memory: "${params.memory}"}
          needs: [setup]
        setup: {run: {command: redis-cli, args: "${params.flags}"}, health: {process: true}}
      """;

  private final List<Given.Text> templates;

  private Unfolded(List<Given.Text> templates) {
    this.templates = templates;
  }

  /** Files that are called {@code t0.yaml}, {@code t1.yaml}, … */
  static Unfolded with(String... texts) {
    return new Unfolded(
        Stream.iterate(0, i -> i < texts.length, i -> i + 1)
            .map(i -> new Given.Text("t" + i + ".yaml", texts[i]))
            .toList());
  }

  Parsed read(String services, Map<String, String> set, Limits limits) {
    String text = "blueprint: v1\nname: shop\n" + services;
    return BlueprintReader.read("f.yaml", text, "/here", limits, new Given(templates, set));
  }

  Blueprint valid(String services) {
    return valid(services, Map.of());
  }

  Blueprint valid(String services, Map<String, String> set) {
    return switch (read(services, set, Limits.DEFAULT)) {
      case Parsed.Valid valid -> valid.blueprint();
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }

  Service service(String name, String services) {
    return valid(services).service(name).orElseThrow();
  }

  /** {@code file:line:column: message} of each problem. */
  List<String> told(String services) {
    return problems(services).stream().map(Problem::headline).toList();
  }

  List<Problem> problems(String services) {
    return switch (read(services, Map.of(), Limits.DEFAULT)) {
      case Parsed.Valid _ -> List.of();
      case Parsed.Invalid(List<Problem> problems) -> problems;
    };
  }
}
