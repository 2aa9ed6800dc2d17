package rhizome.blueprints.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.house.Property;

/** A service and what is said of it beside its spec. */
class ServiceTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void anActionHasACommandAndATimeInWhichItEnds() {
    assertThatThrownBy(() -> action(List.of(), SECOND, 0, Optional.empty()))
        .hasMessage("an action needs a command");
    for (Duration wrong :
        List.of(Duration.ZERO, SECOND.negated(), Action.TIMEOUT_MAX.plusNanos(1))) {
      assertThatThrownBy(() -> action(List.of("a"), wrong, 0, Optional.empty()))
          .hasMessage("timeout must be above zero and at most PT24H");
    }
    assertThat(action(List.of("a"), Action.TIMEOUT_MAX, 0, Optional.empty()).timeout())
        .isEqualTo(Action.TIMEOUT_MAX);
    assertThat(action(List.of("a"), Duration.ofNanos(1), 0, Optional.empty()).timeout())
        .hasNanos(1);
  }

  @Test
  void anActionIsTriedAndRecursWithinLimits() {
    assertThat(action(List.of("a"), SECOND, Action.RETRIES_MAX, Optional.empty()).retries())
        .hasSize(Action.RETRIES_MAX);
    assertThatThrownBy(() -> action(List.of("a"), SECOND, 17, Optional.empty()))
        .hasMessage("there are at most 16 retries");
    assertThat(action(List.of("a"), SECOND, 0, Optional.of(Action.EVERY_MIN)).every())
        .hasValue(SECOND);
    Optional<Duration> tooOften = Optional.of(Action.EVERY_MIN.minusNanos(1));
    assertThatThrownBy(() -> action(List.of("a"), SECOND, 0, tooOften))
        .hasMessage("every must be at least PT1S");
  }

  @Test
  void whatAnActionWasMadeOfCannotChangeIt() {
    List<String> command = new ArrayList<>(List.of("a"));
    Action action = action(command, SECOND, 0, Optional.empty());
    command.add("b");
    assertThat(action.command()).containsExactly("a");
  }

  private static Action action(
      List<String> command, Duration timeout, int retries, Optional<Duration> every) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < retries; i++) {
      pauses.add(SECOND);
    }
    return new Action("x", command, timeout, pauses, false, every, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, at once are 1 to 10000",
    "10001, 0, at once are 1 to 10000",
    "1, -1, canaries are 0 to 10000",
    "1, 10001, canaries are 0 to 10000"
  })
  void anUpdateTakesSomeAtATime(int atOnce, int canary, String message) {
    assertThatThrownBy(() -> new Update(atOnce, canary, SECOND, SECOND.plusNanos(1), true, true))
        .hasMessage(message);
    assertThat(new Update(10_000, 10_000, Duration.ZERO, SECOND, true, true).canary())
        .isEqualTo(10_000);
  }

  @Test
  void anUpdateIsGivenUpOnlyAfterItCouldHaveBeenWell() {
    String message = "a progress deadline must be longer than what a replica is to be healthy for";
    assertThatThrownBy(() -> new Update(1, 0, SECOND, SECOND, true, true)).hasMessage(message);
    assertThatThrownBy(() -> new Update(1, 0, SECOND.negated(), SECOND, true, true))
        .hasMessage(message);
    assertThat(new Update(1, 0, SECOND, SECOND.plusNanos(1), true, true).healthyFor())
        .isEqualTo(SECOND);
  }

  @Test
  void aBudgetIsNoLargerThanAServiceCanBe() {
    assertThat(new Budget(Service.REPLICAS_MAX).minReady()).isEqualTo(10_000);
    for (int wrong : new int[] {-1, 10_001}) {
      assertThatThrownBy(() -> new Budget(wrong)).hasMessage("a budget keeps 0 to 10000 ready");
    }
  }

  @Test
  void whatIsSaidBesideASpecChangesNothingElse() {
    Property.forAll(
        random -> {
          RandomBlueprints blueprints = new RandomBlueprints(random);
          Service one = blueprints.service("s", List.of());
          Service other = blueprints.service("s", List.of());
          Service mixed =
              one.with(other.actions()).with(other.update(), other.budget(), other.isProtected());
          assertThat(mixed)
              .isEqualTo(
                  new Service(
                      "s",
                      one.replicas(),
                      one.spec(),
                      one.needs(),
                      one.uses(),
                      other.actions(),
                      other.update(),
                      other.budget(),
                      other.isProtected(),
                      one.conditions(),
                      one.leads(),
                      one.scale()));
          assertThat(mixed.with(one.actions()).with(one.update(), one.budget(), one.isProtected()))
              .isEqualTo(one);
        });
  }

  @Test
  void anActionIsFoundByItsName() {
    Property.forAll(
        100,
        random -> {
          Service service = new RandomBlueprints(random).service("s", List.of());
          for (Action action : service.actions()) {
            assertThat(service.action(action.name())).hasValue(action);
          }
          assertThat(service.action("no such")).isEmpty();
        });
  }

  @Test
  void aServiceOfWhichNothingIsSaidIsAsMostAre() {
    Spec spec = spec();
    Service bare = new Service("s", 1, spec, List.of());
    assertThat(bare.actions()).isEmpty();
    assertThat(bare.update()).isEqualTo(Update.DEFAULT);
    assertThat(bare.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(bare.isProtected()).isFalse();
    assertThat(spec.single()).isTrue();
    assertThat(spec.supplies()).isEqualTo(Supplies.NONE);
  }

  @Test
  void aSpecIsToldWithoutWhatIsInItsFiles() {
    Spec bare = spec();
    assertThat(bare.toString()).startsWith("Spec[run=").endsWith("single=true]");
    TextFile file = new TextFile("f", "f", TextFile.PRIVATE, "hunter2");
    Supplies supplies = new Supplies(List.of(file), List.of(), List.of(new Secret("k", false)));
    Spec given = bare.with(supplies).shared();
    assertThat(given.single()).isFalse();
    assertThat(given.supplies()).isEqualTo(supplies);
    assertThat(given.run()).isEqualTo(bare.run());
    assertThat(given.toString()).contains("single=false, supplies=").doesNotContain("hunter2");
    assertThat(given.with(Supplies.NONE)).isEqualTo(bare.shared());
  }

  private static Spec spec() {
    Run run = new Run("sleep", List.of(), Map.of(), Optional.empty(), Run.GRACE_DEFAULT);
    return new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plain                            | plain
          ""                               | ""
          ${services.a.ports.p}            | ?
          x ${services.a.ports.p} y        | ?
          $${services.a.ports.p}           | ${services.a.ports.p}
          $${a} ${services.a.ports.p}      | ?
          $ $$ $$${a}                      | $ $$ $${a}
          """)
  void anOutputIsKnownWhenNothingIsLeftToFillIn(String written, String known) {
    SortedMap<String, String> outputs = new TreeMap<>(Map.of("o", written));
    Blueprint blueprint = new Blueprint("b", List.of(), outputs);
    assertThat(blueprint.knownOutputs())
        .isEqualTo(known.equals("?") ? Map.of() : Map.of("o", known));
  }

  @Test
  void whatABlueprintWasMadeOfCannotChangeIt() {
    SortedMap<String, String> outputs = new TreeMap<>(Map.of("o", "1"));
    Blueprint blueprint = new Blueprint("b", List.of(), outputs);
    outputs.put("p", "2");
    assertThat(blueprint.outputs()).containsOnlyKeys("o");
    assertThatThrownBy(() -> blueprint.outputs().put("q", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theChecksOfHealthAreThoseOfItsShortForm() {
    Health health =
        new Health(new Probe.Tcp("p"), SECOND, SECOND.multipliedBy(2), 4, 2, SECOND, Checks.NONE);
    Check check = health.inShort();
    assertThat(check)
        .isEqualTo(
            new Check(
                new Probe.Tcp("p"),
                SECOND,
                SECOND.multipliedBy(2),
                Threshold.row(4),
                Threshold.row(2)));
    assertThat(check.tolerated()).hasSeconds(4);
    Checks checks = new Checks(Optional.of(check), Optional.empty(), Optional.empty());
    Health full = Health.of(checks);
    assertThat(full.checks()).isEqualTo(checks);
    assertThat(full.inShort()).isEqualTo(Health.DEFAULT.inShort());
    assertThat(Checks.NONE.none()).isTrue();
    assertThat(checks.none()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, '0 of the last 1 can never be; count from 1, and to no more'",
    "4, 3, '4 of the last 3 can never be; count from 1, and to no more'",
    "1, 65, 'no more than the last 64 answers are remembered, not 65'",
    "1000001, 1000001, 'no more than the last 64 answers are remembered, not 1000001'"
  })
  void aThresholdThatCannotBeReachedOrRememberedIsNone(int count, int of, String message) {
    assertThatThrownBy(() -> new Threshold(count, of)).hasMessage(message);
  }
}
