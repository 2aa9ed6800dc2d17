package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.tree.Problem;

/** Who looks for the words of a seed in what it said finds them in what is said here. */
class SeedMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {services: [{vm: }]} | needs to be '$template__$instance', found:'vm'
          {services: [{vm: }]} | Key for service creation is not right format
          {services: [{vm__: }]} | Service name should be digits or alphanumeric. you passed []
          {services: [{vm__a b: }]} | should be digits or alphanumeric. you passed [a b]
          {'h/a/r/vm/0.0.1__a!': } | Service name should be digits or alphanumeric. you passed [a!]
          {'h/a/r/vm/0.0.1__a': , vm: } | Key for service creation is not right format
          {services: [], actions: [{service: a}]} | need to specify action key in action block
          {services: [], actions: {action: x}} | need to specify action key in action block
          {services: [], actions: [install, start]} | need to specify action key in action block
          {vm__a: , vm: } | needs to be $aysname__$instance, found:'vm'
          {longjobs: []} | Key in blueprint is not right format, needs to be $aysname__$instance
          {vm__a:b: } | service names (a:b) cannot contain colons (:)
          {v:m__a: } | actor names (v:m) cannot contain colons (:)
          {vm__a b: } | Service instance name should be digits or alphanumeric. you passed [a b]
          {vm__a: , actions: {action: x}} | actions should be a list of dictionary: found a mapping
          {vm__a: , eventfilters: {}} | eventfilters should be a list of dictionary: found
          {vm__a: , actions: [{service: a}]} | need to specify action.
          {vm__a: , actions: [x]} | need to specify action.
          [vm__a] | Bad formatted blueprint
          """)
  void whatASeedRefusedIsRefusedInItsWords(String text, String words) {
    for (Wish wish : List.of(Converting.COMPAT, Converting.ALL, Converting.STRICT)) {
      assertThat(Converting.refusals(text, wish)).anyMatch(said -> said.contains(words));
    }
  }

  /** The seed knew its templates; who converts may not have them, so that it is a warning. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {services: [{odd__a: }]} | template 'odd' not found
          {'h/a/r/odd/0.0.1__a': } | template 'h/a/r/odd/0.0.1' not found
          {odd.kvm__a: } | Cannot find actor:odd.kvm
          {services: [h/a/r/vm__a: , vm__b: ]} | tried to get template with name vm, but more then
          {services: [h/a/r/vm__a: , vm__b: ]} | one template have this name (h/a/r/vm, vm)
          {vm__a: {disk: d1}, disk__d2: } | no service with name [d1] and role [disk] found
          """)
  void whatASeedRefusedForWhatItHadIsAWarningInItsWords(String text, String words) {
    assertThat(Converting.told(text)).anyMatch(said -> said.contains(words));
  }

  @Test
  void aRefusalNamesThePlaceAndTheWayOut() {
    String text = "services:\n  - vm__a:\nactions:\n  - action: install\n    service: a\n";
    Conversion conversion = Conversion.of("f.yaml", text, Converting.COMPAT);
    assertThat(((Conversion.Refused) conversion).problems())
        .extracting(Problem::render)
        .containsExactly(
            """
            f.yaml:4:5: need to specify action key in action block
              4 |   - action: install
                |     ^
                = expected 'actions', not 'action'\
            """);
  }

  @Test
  void theFullNameOfATemplateIsAskedForWhereTheSeedFellOver() {
    assertThat(
            Converting.refusals(
                "{services: [{vm__a: }], actions: {template: vm, actions: x}}", Converting.COMPAT))
        .containsExactly(
            "1:45: the template of actions must be all of its UID, not 'vm'; the seed answered with"
                + " an internal error");
  }

  @Test
  void theOtherRefusalsOfActionsNameWhatIsThere() {
    String around = "{services: [{vm__a: }], actions: %s}";
    assertThat(refused(around.formatted("{actions: [x], args: [y]}")))
        .containsExactly("'args' is a list, not a mapping");
    assertThat(refused(around.formatted("{actions: [[x]]}")))
        .containsExactly("an action is a list, not a name");
    assertThat(refused(around.formatted("{actions: x, service: [a]}")))
        .containsExactly("'service' of an action is a list");
    assertThat(refused("{vm__a: , actions: [{action: [install]}]}"))
        .containsExactly("an action is a list, not a name");
    assertThat(refused("{services: [a]}"))
        .containsExactly("an item of 'services' is the value 'a', not a mapping");
  }

  @Test
  void aNativeBlueprintHasNoNeedOfIt() {
    assertThat(Converting.refusals("{blueprint: v1}", new Wish(Mode.COMPAT, false, List.of())))
        .containsExactly("1:1: this is a native blueprint already");
  }

  private static List<String> refused(String text) {
    return Converting.refusals(text, Converting.COMPAT).stream()
        .map(said -> said.replaceFirst("^\\d+:\\d+: ", ""))
        .toList();
  }
}
