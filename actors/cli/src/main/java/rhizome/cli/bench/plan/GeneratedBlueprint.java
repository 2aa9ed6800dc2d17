package rhizome.cli.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.kernel.Seed;

/**
 * The text of a blueprint of many services of four kinds, each needing up to three of the layer
 * before its own. Some of it is unwise, so that the linter has something to say. The same seed
 * gives the same text everywhere.
 */
record GeneratedBlueprint(Seed seed, int services) {

  private static final int LAYERS = 8;
  private static final int NEEDS_MAX = 3;
  private static final int DRAWS = 8;
  private static final int CHANGED_OF = 100;

  private static final String[] KINDS = {"web", "store", "worker", "clock"};

  String text() {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: bench\nservices:\n");
    for (int i = 0; i < services; i++) {
      text.append("  ").append(name(i)).append(":\n").append(body(i));
      Set<String> needs = needs(i);
      if (!needs.isEmpty()) {
        text.append("    needs: ").append(needs).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * What the blueprint said before: one service of a hundred had another environment, number of
   * replicas or needs, or, where nobody needs it, another name.
   */
  static Blueprint earlier(Blueprint present) {
    Set<String> needed = new TreeSet<>();
    present.services().forEach(service -> needed.addAll(service.needs()));
    List<Service> services = new ArrayList<>(present.services());
    for (int i = CHANGED_OF / 2; i < services.size(); i += CHANGED_OF) {
      Service service = services.get(i);
      int turn = i / CHANGED_OF % 4;
      services.set(i, before(service, needed.contains(service.name()) ? turn % 3 : turn));
    }
    return new Blueprint(present.name(), services);
  }

  private static Service before(Service now, int turn) {
    Spec spec = now.spec();
    return switch (turn) {
      case 0 -> new Service(now.name(), now.replicas(), released(spec), now.needs());
      case 1 -> new Service(now.name(), now.replicas() + 1, spec, now.needs());
      case 2 -> new Service(now.name(), now.replicas(), spec, List.of());
      default -> new Service(now.name() + "-old", now.replicas(), spec, now.needs());
    };
  }

  private static Spec released(Spec now) {
    Map<String, String> env = new TreeMap<>(now.run().env());
    env.put("RELEASE", "before");
    Run run = now.run();
    return new Spec(
        new Run(run.command(), run.args(), env, run.workdir(), run.grace()),
        now.resources(),
        now.ports(),
        now.health(),
        now.restart(),
        now.single(),
        now.supplies(),
        now.reload(),
        now.wishes(),
        now.job(),
        now.priority());
  }

  private String body(int i) {
    return switch (draw(i, 0, KINDS.length)) {
      case 0 -> web(i);
      case 1 -> store(i);
      case 2 -> worker(i);
      default -> "    run: {command: sleep, args: [1000000]}\n    health: {process: true}\n";
    };
  }

  private String web(int i) {
    return """
        run:
          command: java
          args: [-Xmx64m, Web.java, --port, "${ports.http}", --shard, "%d"]
          env: {GREETING: "hello from ${here}", API_TOKEN: "t-%d", SHELL_WORD: "$${HOME}"}
          workdir: ${here}
        replicas: %d
        ports: {http: auto, admin: auto}
        health: {http: {port: http, path: /health?of=%d}, interval: 2s, timeout: 500ms}
        restart: {attempts: 5, window: 1m, backoff: 100ms, max-backoff: 5s}
    """
        .formatted(i, i, draw(i, 1, 5), i);
  }

  private String store(int i) {
    return """
        # One for each shard; the data stays where it is.
        run:
          command: "${here}/bin/store"
          args: ["--listen", "127.0.0.1:${ports.data}", '--id=%d']
          grace: 30s
        resources: {cpu: %dm, memory: %dMiB}
        ports: {data: %d}
        health: {tcp: data, failures: 5, start: 1m30s}
    """
        .formatted(i, 100 + draw(i, 1, 900), 64 << draw(i, 2, 5), 1 + draw(i, 3, 65_000));
  }

  private String worker(int i) {
    return """
        run: {command: python3, args: [worker.py, "%d"], env: {QUEUE: q-%d, LEVEL: info}}
        replicas: %d
        single: false
        resources: {cpu: 0.25, memory: 128MiB}
        health: {command: [test, -f, ready], interval: 5s, timeout: %ds}
    """
        .formatted(i, draw(i, 1, 64), 1 + draw(i, 2, 8), 1 + draw(i, 3, 8));
  }

  private Set<String> needs(int i) {
    Set<String> needs = new TreeSet<>();
    int layer = (int) ((long) i * LAYERS / services);
    if (layer > 0) {
      int from = firstOf(layer - 1);
      for (int need = draw(i, 4, NEEDS_MAX + 1); need > 0; need--) {
        needs.add(name(from + draw(i, 4 + need, firstOf(layer) - from)));
      }
    }
    return needs;
  }

  private int firstOf(int layer) {
    return (int) (((long) layer * services + LAYERS - 1) / LAYERS);
  }

  private String name(int i) {
    return KINDS[draw(i, 0, KINDS.length)] + "-" + i;
  }

  private int draw(int service, int what, int bound) {
    return seed.below(bound, (long) service * DRAWS + what);
  }
}
