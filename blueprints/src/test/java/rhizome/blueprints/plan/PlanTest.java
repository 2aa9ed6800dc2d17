package rhizome.blueprints.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

class PlanTest {

  private static final Blueprint SHOP =
      read("{web: {run: w, replicas: 2, needs: [api]}, api: {run: a, needs: [db]}, db: {run: d}}");

  @Test
  void whatIsNewIsCreatedInStartOrder() {
    Plan plan = Plan.between(Optional.empty(), SHOP);
    assertThat(told(plan)).containsExactly("create db", "create api", "create web");
    assertThat(plan.counts()).isEqualTo(new Counts(4, 0, 0, 0));
    assertThat(plan.name()).isEqualTo("x");
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void theSameAgainChangesNothing() {
    Plan plan = Plan.between(Optional.of(SHOP), SHOP);
    assertThat(told(plan)).containsExactly("keep db", "keep api", "keep web");
    assertThat(plan.counts()).isEqualTo(new Counts(0, 0, 0, 4));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void destroyingRetiresDependantsFirst() {
    Plan plan = Plan.destroying(SHOP);
    assertThat(told(plan)).containsExactly("retire web", "retire api", "retire db");
    assertThat(plan.counts()).isEqualTo(new Counts(0, 0, 4, 0));
    assertThat(plan.steps().getFirst().reasons()).containsExactly("the blueprint is destroyed");
    assertThat(plan.name()).isEqualTo("x");
  }

  @Test
  void whatIsGoneIsRetiredAfterTheRestStarted() {
    Plan plan = Plan.between(Optional.of(SHOP), read("{new: {run: n}, db: {run: d}}"));
    assertThat(told(plan)).containsExactly("create new", "keep db", "retire web", "retire api");
    assertThat(plan.counts()).isEqualTo(new Counts(1, 0, 3, 1));
    assertThat(plan.steps().getLast().reasons()).containsExactly("no longer in the blueprint");
  }

  @Test
  void aChangeOfTheProgramReplacesIt() {
    Step step = change("{run: {command: a, args: [a]}}", "{run: {command: a, args: [b]}}");
    assertThat(step).isInstanceOf(Step.Replace.class);
    assertThat(step.reasons()).containsExactly("args: [a] -> [b]");
    assertThat(step.counts()).isEqualTo(new Counts(0, 1, 0, 0));
  }

  @Test
  void toBecomeSharedIsAReplacement() {
    Step step = change("{run: a}", "{run: a, single: false}");
    assertThat(step).isInstanceOf(Step.Replace.class);
    assertThat(step.reasons()).containsExactly("single: true -> false");
  }

  @Test
  void moreOrFewerReplicasOnlyScale() {
    Step up = change("{run: a, replicas: 2}", "{run: a, replicas: 5}");
    assertThat(up).isInstanceOf(Step.Scale.class);
    assertThat(up.reasons()).containsExactly("replicas: 2 -> 5");
    assertThat(up.counts()).isEqualTo(new Counts(3, 0, 0, 2));
    Step down = change("{run: a, replicas: 5}", "{run: a, replicas: 2}");
    assertThat(down.counts()).isEqualTo(new Counts(0, 0, 3, 2));
  }

  @Test
  void aNewProgramWithOtherReplicasIsReplacedAndScaled() {
    Step step = change("{run: a, replicas: 2}", "{run: b, replicas: 3}");
    assertThat(step.reasons()).containsExactly("command: a -> b", "replicas: 2 -> 3");
    assertThat(step.counts()).isEqualTo(new Counts(1, 2, 0, 0));
  }

  @Test
  void otherNeedsTouchNoProcess() {
    Blueprint loose = read("{a: {run: a}, b: {run: b}}");
    Blueprint tied = read("{a: {run: a}, b: {run: b, needs: [a]}}");
    Plan plan = Plan.between(Optional.of(loose), tied);
    assertThat(told(plan)).containsExactly("keep a", "update b");
    assertThat(plan.steps().getLast().reasons()).containsExactly("needs: [] -> [a]");
    assertThat(plan.counts()).isEqualTo(new Counts(0, 0, 0, 2));
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void otherUsesTouchNoProcessAndAnotherReloadDoes() {
    Blueprint loose = read("{a: {run: a}, b: {run: b}}");
    Blueprint told = read("{a: {run: a}, b: {run: b, uses: [a, b], reload: HUP}}");
    Blueprint tied = read("{a: {run: a}, b: {run: b, uses: [a, b]}}");
    assertThat(told(Plan.between(Optional.of(loose), tied))).containsExactly("keep a", "update b");
    Plan plan = Plan.between(Optional.of(loose), told);
    assertThat(told(plan)).containsExactly("keep a", "replace b");
    assertThat(plan.steps().getLast().reasons())
        .containsExactly("reload: none -> {signal: HUP}", "uses: [] -> [a, b]");
  }

  @Test
  void anotherPlacementIsSaidAndTouchesNoProcess() {
    Step step = change("{run: a}", "{run: a, placement: {require: {disk: ssd}}}");
    assertThat(step.verb()).isEqualTo("update");
    assertThat(step.reasons()).containsExactly("placement: none -> {require: {disk: [ssd]}}");
    assertThat(step.counts()).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(change("{run: a, protect: true, placement: {}}", "{run: a, protect: true}").verb())
        .isEqualTo("keep");
    Step both = change("{run: a, placement: {apart: [s]}}", "{run: b}");
    assertThat(both.verb()).isEqualTo("replace");
    assertThat(both.reasons())
        .containsExactly(
            "command: a -> b", "placement: {apart: [{service: s, within: node}]} -> none");
  }

  @Test
  void everyFieldHasItsReason() {
    Step step =
        change(
            "{run: {command: a, env: {A: 1, B: 2}}, ports: {p: auto}}",
            "{run: {command: a, env: {B: 3, C: 4}, workdir: /w, grace: 1s},"
                + " ports: {p: 81, q: auto}, resources: {cpu: 1, memory: 1GiB},"
                + " health: {tcp: p}, restart: {attempts: 1}}");
    assertThat(step.reasons())
        .containsExactly(
            "env.A: \"1\" -> none",
            "env.B: \"2\" -> \"3\"",
            "env.C: none -> \"4\"",
            "workdir: none -> /w",
            "grace: 10s -> 1s",
            "cpu: 0.1 -> 1",
            "memory: 64MiB -> 1GiB",
            "ports.p: auto -> 81",
            "ports.q: none -> auto",
            "health: {process: true, interval: 1s, timeout: 1s, failures: 3, successes: 1,"
                + " start: 30s} -> {tcp: {port: p}, interval: 1s, timeout: 1s, failures: 3,"
                + " successes: 1, start: 30s}",
            "restart: {attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s,"
                + " healthy-after: 10s} -> {attempts: 1, window: 1m, backoff: 100ms,"
                + " max-backoff: 10s, healthy-after: 10s}");
  }

  @Test
  void aSecretIsNotShownButItsChangeIs() {
    for (String name : List.of("DB_PASSWORD", "api_token", "AWS_SECRET", "TLS_KEY", "KEY")) {
      Step step =
          change(
              "{run: {command: a, env: {" + name + ": old}}}",
              "{run: {command: a, env: {" + name + ": new}}}");
      assertThat(step.reasons()).containsExactly("env." + name + ": (hidden) -> (hidden)");
      assertThat(Change.isSecret(name)).isTrue();
    }
    assertThat(change("{run: {command: a, env: {KEYBOARD: d}}}", "{run: a}").reasons())
        .containsExactly("env.KEYBOARD: d -> none");
  }

  @Test
  void portsInAnotherOrderAreToldToo() {
    assertThat(change("{run: a, ports: {p: 81, q: 82}}", "{run: a, ports: {q: 82, p: 81}}"))
        .extracting(Step::reasons)
        .isEqualTo(List.of("order of ports: p, q -> q, p"));
  }

  @Test
  void aNameIsForLife() {
    Blueprint other = new Blueprint("y", SHOP.services());
    assertThatThrownBy(() -> Plan.between(Optional.of(SHOP), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'x' to 'y'");
  }

  @Test
  void theHashIsTheSameInEveryProcessAndVersion() {
    assertThat(Plan.between(Optional.empty(), SHOP).hash(0))
        .isEqualTo("65ed936b9f478dfff62183a2bbf51a513683e1a426d15e811b715c03e6c3474c")
        .matches("[0-9a-f]{64}");
  }

  @Test
  void theHashCoversBothBlueprintsAndTheGeneration() {
    Plan plan = Plan.between(Optional.of(SHOP), SHOP);
    assertThat(plan.hash(1)).isEqualTo(Plan.between(Optional.of(SHOP), SHOP).hash(1));
    assertThat(
            List.of(
                plan.hash(1),
                plan.hash(2),
                Plan.between(Optional.empty(), SHOP).hash(1),
                Plan.destroying(SHOP).hash(1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void differentPlansHaveDifferentHashesAndReasons() {
    Property.forAll(
        500,
        random -> {
          RandomBlueprints blueprints = new RandomBlueprints(random);
          Blueprint before = new Blueprint("x", List.of(blueprints.service("s", List.of())));
          Blueprint after = new Blueprint("x", List.of(blueprints.service("s", List.of())));
          Plan plan = Plan.between(Optional.of(before), after);
          boolean same = before.equals(after);
          assertThat(plan.isEmpty()).isEqualTo(same);
          assertThat(plan.steps().getFirst().reasons().isEmpty()).isEqualTo(same);
          assertThat(plan.hash(3).equals(Plan.between(Optional.of(after), after).hash(3)))
              .isEqualTo(same);
        });
  }

  @Test
  void everyServiceHasExactlyOneStepAndAllWorkloadsAreCounted() {
    Property.forAll(
        random -> {
          RandomBlueprints blueprints = new RandomBlueprints(random);
          Blueprint before = new Blueprint("x", blueprints.blueprint().services());
          Blueprint after = new Blueprint("x", blueprints.blueprint().services());
          Plan plan = Plan.between(Optional.of(before), after);
          TreeMap<String, Service> all = new TreeMap<>();
          before.services().forEach(service -> all.put(service.name(), service));
          after.services().forEach(service -> all.put(service.name(), service));
          assertThat(plan.steps())
              .extracting(Step::service)
              .containsExactlyInAnyOrderElementsOf(all.keySet());
          Counts counts = plan.counts();
          assertThat(counts.created() + counts.replaced() + counts.kept())
              .isEqualTo(
                  after.scaledAs(before).services().stream().mapToInt(Service::replicas).sum());
          assertThat(counts.retired() + counts.replaced() + counts.kept())
              .isEqualTo(before.services().stream().mapToInt(Service::replicas).sum());
        });
  }

  private static Step change(String before, String after) {
    Blueprint from = read("{s: " + before + "}");
    return Plan.between(Optional.of(from), read("{s: " + after + "}")).steps().getFirst();
  }

  private static List<String> told(Plan plan) {
    return plan.steps().stream().map(step -> step.verb() + " " + step.service()).toList();
  }

  private static Blueprint read(String services) {
    String text = "{blueprint: v1, name: x, services: " + services + "}";
    return switch (BlueprintReader.read("f.yaml", text, "/")) {
      case Parsed.Valid(Blueprint blueprint, _) -> blueprint;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
