package rhizome.cli.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.StartOrder;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Limits;
import rhizome.house.Property;
import rhizome.kernel.Seed;

class GeneratedBlueprintTest {

  @Test
  void everySeedGivesAValidTextAndAlwaysTheSame() {
    Property.forAll(
        20,
        random -> {
          Seed seed = new Seed(random.nextLong());
          int services = random.nextInt(10, 300);
          GeneratedBlueprint generated = new GeneratedBlueprint(seed, services);
          assertThat(Pass.read(generated.text()).services()).hasSize(services);
          assertThat(new GeneratedBlueprint(seed, services).text()).isEqualTo(generated.text());
        });
  }

  @Test
  void aThousandServicesAreWithinATenthOfWhatAnybodyMaySend() {
    String text = new GeneratedBlueprint(new Seed(1), 1_000).text();
    Limits tenth = new Limits(Limits.DEFAULT.charactersMax() / 10, Limits.DEFAULT.valuesMax() / 10);
    assertThat(BlueprintReader.read("f", text, "/", tenth)).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void allKindsOfProbesAndManyWarningsAreThere() {
    Parsed.Valid read = Pass.valid(new GeneratedBlueprint(new Seed(1), 2_000).text());
    Blueprint blueprint = read.blueprint();
    assertThat(blueprint.services())
        .extracting(service -> (Object) service.spec().health().probe().getClass())
        .contains(Probe.Alive.class, Probe.Tcp.class, Probe.Http.class, Probe.Command.class);
    assertThat(Lint.check(read)).extracting(Warning::rule).hasSizeGreaterThan(20);
    assertThat(StartOrder.of(blueprint).layers()).hasSizeBetween(4, 8);
    assertThat(blueprint.services()).anyMatch(service -> service.needs().size() == 3);
  }

  @Test
  void oneServiceOfAHundredWasOtherwiseBefore() {
    Blueprint present = generated(2_000);
    Blueprint earlier = GeneratedBlueprint.earlier(present);
    Map<String, Integer> verbs = new TreeMap<>();
    Plan.between(Optional.of(earlier), present).steps().stream()
        .map(Step::verb)
        .forEach(verb -> verbs.merge(verb, 1, Integer::sum));
    assertThat(verbs).containsKeys("replace", "scale", "update", "create", "retire");
    assertThat(verbs.get("create")).isEqualTo(verbs.get("retire"));
    assertThat(verbs.get("keep")).isBetween(1_980, 1_985);
    assertThat(Pass.read(BlueprintWriter.write(earlier))).as("it was valid").isEqualTo(earlier);
  }

  @Test
  void aPassPlansTheSameWhereverTheEarlierBlueprintIsFrom() {
    String text = new GeneratedBlueprint(new Seed(7), 300).text();
    Blueprint earlier = GeneratedBlueprint.earlier(Pass.read(text));
    Pass own = Pass.over(text, GeneratedBlueprint::earlier);
    Pass given = Pass.over(text, _ -> earlier);
    assertThat(given.plan()).isEqualTo(own.plan()).hasSize(64);
    assertThat(Pass.over(text, present -> present).plan()).isNotEqualTo(own.plan());
    assertThat(Pass.once(text)).endsWith(" warnings, 300 steps");
    assertThat(List.of(own.parse(), own.lint(), own.steps(), own.hash()))
        .allMatch(seconds -> seconds > 0);
  }

  private static Blueprint generated(int services) {
    return Pass.read(new GeneratedBlueprint(new Seed(1), services).text());
  }
}
