package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class BlueprintReaderTest {

  private static final String FULL =
      """
      blueprint: v1
      name: shop
      services:
        web:
          run:
            command: jwebserver
            args: [-p, "${ports.http}", 8080]
            env: {GREETING: hi, N: 1.0, FILE: "${here}/f-${ports.admin}"}
            workdir: ${here}/srv
            grace: 5s
          replicas: 2
          single: false
          resources: {cpu: 0.5, memory: 128MiB}
          ports: {http: auto, admin: 8080}
          health:
            http: {port: http, path: /}
            interval: 1s
            timeout: 500ms
            failures: 4
            successes: 2
            start: 1m30s
          restart:
            {attempts: 7, window: 2m, backoff: 50ms, max-backoff: 20s, healthy-after: 3s}
          needs: [db]
        db:
          run: sleep 60
      """;

  @Test
  void everyKeyArrivesInTheModel() {
    Run run =
        new Run(
            "jwebserver",
            List.of("-p", "${ports.http}", "8080"),
            Map.of("GREETING", "hi", "N", "1.0", "FILE", "/here/f-${ports.admin}"),
            Optional.of("/here/srv"),
            Duration.ofSeconds(5));
    Health health =
        new Health(
            new Probe.Http("http", "/"),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            4,
            2,
            Duration.ofSeconds(90),
            Checks.NONE);
    Restart restart =
        new Restart(
            7,
            Duration.ofMinutes(2),
            Duration.ofMillis(50),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3));
    List<Port> ports = List.of(new Port("http", Port.AUTO), new Port("admin", 8080));
    Spec web = new Spec(run, new Resources(500, 128 << 20), ports, health, restart).shared();
    Blueprint blueprint = Reading.valid(FULL);
    assertThat(blueprint.name()).isEqualTo("shop");
    assertThat(blueprint.services()).extracting(Service::name).containsExactly("web", "db");
    assertThat(blueprint.service("web")).hasValue(new Service("web", 2, web, List.of("db")));
  }

  @Test
  void aCommandAloneIsOnePathAndIsNotSplit() {
    Service db = Reading.valid(FULL).service("db").orElseThrow();
    assertThat(db.spec().run())
        .isEqualTo(new Run("sleep 60", List.of(), Map.of(), Optional.empty(), Run.GRACE_DEFAULT));
  }

  @Test
  void whatIsLeftOutHasADefault() {
    Service service = Reading.service("{run: sleep}");
    assertThat(service.replicas()).isEqualTo(1);
    assertThat(service.needs()).isEmpty();
    assertThat(service.spec().resources()).isEqualTo(Resources.DEFAULT);
    assertThat(service.spec().ports()).isEmpty();
    assertThat(service.spec().health()).isEqualTo(Health.DEFAULT);
    assertThat(service.spec().restart()).isEqualTo(Restart.DEFAULT);
  }

  @Test
  void aPartOfAGroupLeavesTheRestOfItAtItsDefaults() {
    Spec spec = Reading.service("{run: a, resources: {cpu: 2}, restart: {attempts: 9}}").spec();
    assertThat(spec.resources()).isEqualTo(new Resources(2000, Resources.DEFAULT.memoryBytes()));
    assertThat(spec.restart().attempts()).isEqualTo(9);
    assertThat(spec.restart().window()).isEqualTo(Restart.DEFAULT.window());
  }

  @Test
  void everyProbeHasItsForm() {
    assertThat(probe("{process: true}")).isEqualTo(new Probe.Alive());
    assertThat(probe("{tcp: main}")).isEqualTo(new Probe.Tcp("main"));
    assertThat(probe("{tcp: {port: main}}")).isEqualTo(new Probe.Tcp("main"));
    assertThat(probe("{http: {port: main}}")).isEqualTo(new Probe.Http("main", "/"));
    assertThat(probe("{http: {port: main, path: /a?b=1}}"))
        .isEqualTo(new Probe.Http("main", "/a?b=1"));
    assertThat(probe("{command: [test, -f, '${here}/$${x}']}"))
        .isEqualTo(new Probe.Command(List.of("test", "-f", "/here/${x}")));
  }

  @Test
  void anAliasStandsForWhatItsAnchorHolds() {
    Blueprint blueprint =
        Reading.valid(
            """
            blueprint: v1
            name: twins
            services:
              a: &one {run: sleep, replicas: 3}
              b: *one
            """);
    assertThat(blueprint.services()).extracting(Service::replicas).containsExactly(3, 3);
  }

  @Test
  void aByteOrderMarkAndWindowsLinesAreHarmless() {
    assertThat(Reading.valid("\uFEFF" + FULL.replace("\n", "\r\n"))).isEqualTo(Reading.valid(FULL));
  }

  @Test
  void jsonIsYaml() {
    String json =
        "{\"blueprint\": \"v1\", \"name\": \"x\", \"services\": {\"s\": {\"run\": \"sleep\"}}}";
    assertThat(Reading.valid(json).services()).hasSize(1);
  }

  @Test
  void namesAreThoseOfTheGrid() {
    for (String name : List.of("a", "0", "a.b_c-d", "x".repeat(63))) {
      String text =
          "{blueprint: v1, name: '%s', services: {'%s': {run: sleep}}}".formatted(name, name);
      Blueprint blueprint = Reading.valid(text);
      WorkloadId id =
          new WorkloadId(new RobotId(blueprint.name()), blueprint.services().getFirst().name(), 0);
      assertThat(id).hasToString(name + "/" + name + "#0");
    }
    for (String name : List.of("", "-a", "a-", "A", "ä", "a b", "a/b", "x".repeat(64))) {
      assertThat(Reading.problems("{blueprint: v1, name: '" + name + "', services: {s: {run: a}}}"))
          .as(name)
          .hasSize(1);
    }
  }

  private static Probe probe(String health) {
    String body = "{run: sleep, ports: {main: auto}, health: " + health + "}";
    return Reading.service(body).spec().health().probe();
  }
}
