package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZROBOT_2 | {actions: [install, start]}  | [install, start]
          ZROBOT_2 | {actions: install}           | [install]
          ZROBOT_2 | {actions: [' a ']}           | [a]
          ZROBOT_2 | {actions: []}                | []
          ZROBOT_1 | {actions: [install]}         | [install]
          AYS      | [{action: install}]          | [install]
          AYS      | [{action: 'a, b ,,c'}]       | [a, b, c]
          AYS      | [{action: ''}]               | []
          """)
  void actionsAreNamesInTheOrderTheyAreAskedFor(Dialect dialect, String text, String actions) {
    Document document = actions(text);
    assertThat(blocks(dialect, document))
        .singleElement()
        .satisfies(
            block ->
                assertThat(block.actions().stream().map(Word::text).toList()).hasToString(actions));
    assertThat(document.refused()).isEmpty();
  }

  @Test
  void aBlockSaysWhomItMeansAndHow() {
    Document document =
        actions(
            "[{template: h/a/r/vm, service: a, actions: [x], args: {k: yes}, recurring: 5m}, "
                + "{actions: [y]}]");
    List<ActionBlock> blocks = blocks(Dialect.ZROBOT_2, document);
    assertThat(blocks).hasSize(2);
    ActionBlock first = blocks.getFirst();
    assertThat(first.at()).isEqualTo(11);
    assertThat(first.template()).hasValue(TemplateRef.of("h/a/r/vm"));
    assertThat(first.service()).map(Word::text).hasValue("a");
    assertThat(first.recurring()).map(Word::text).hasValue("5m");
    assertThat(first.args())
        .hasValueSatisfying(
            args ->
                assertThat(((Data.Fields) args).fields())
                    .extracting(field -> field.value().word().orElse(""))
                    .containsExactly("true"));
    assertThat(first.scoped()).isTrue();
    assertThat(blocks.getLast().scoped()).isFalse();
    assertThat(blocks.getLast().args()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "yes, true",
    "on, true",
    "'''true''', true",
    "false, false",
    "0, false",
    "~, false",
    "[true], false"
  })
  void aBlockIsForcedByAnyTruthOfYaml11(String force, boolean forced) {
    Document document = actions("[{action: x, force: " + force + "}]");
    assertThat(blocks(Dialect.AYS, document))
        .extracting(ActionBlock::force)
        .containsExactly(forced);
  }

  @Test
  void aysCallsTheTemplateAnActorAndHasNoArguments() {
    Document document = actions("[{action: x, actor: vm, template: y, args: {a: 1}}]");
    assertThat(blocks(Dialect.AYS, document))
        .singleElement()
        .satisfies(
            block -> {
              assertThat(block.template()).hasValue(TemplateRef.of("vm"));
              assertThat(block.args()).isEmpty();
            });
    assertThat(document.told())
        .containsExactly(
            "ignored-key 1:35 the seed ignored the key 'template' of an action; so does this;"
                + " one of action, actor, service, recurring, force",
            "ignored-key 1:48 the seed ignored the key 'args' of an action; so does this;"
                + " one of action, actor, service, recurring, force");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZROBOT_2 | force   | one of template, service, actions, args, recurring
          ZROBOT_2 | servce  | 'service'?, one of template, service, actions, args, recurring
          ZROBOT_1 | qqqq    | one of template, service, actions, args, recurring, force
          """)
  void aKeyTheSeedDidNotKnowIsToldWithThoseItDid(Dialect dialect, String key, String remedy) {
    Document document = actions("{actions: [x], " + key + ": 1}");
    assertThat(blocks(dialect, document)).hasSize(1);
    assertThat(document.told())
        .containsExactly(
            "ignored-key 1:26 the seed ignored the key '"
                + key
                + "' of an action; so does this; "
                + remedy);
  }

  @Test
  void theFirstDialectKnewForceAndTheSecondDidNot() {
    Document first = actions("{actions: [x], force: true}");
    assertThat(blocks(Dialect.ZROBOT_1, first))
        .extracting(ActionBlock::force)
        .containsExactly(true);
    assertThat(first.told()).isEmpty();
  }

  @Test
  void aNameIsTakenForTheServiceWhereNoneIsNamed() {
    Document document = actions("{actions: [x], name: a}");
    assertThat(blocks(Dialect.ZROBOT_2, document))
        .extracting(block -> block.service().map(Word::text).orElse(""))
        .containsExactly("a");
    assertThat(document.told())
        .containsExactly(
            "name-for-service 1:32 the seed ignored 'name' and acted on every service the rest of"
                + " the block selects; here it is taken for 'service'; service: a");
  }

  @Test
  void aNameBesideTheServiceIsIgnoredAsTheSeedDid() {
    Document document = actions("{actions: [x], service: b, name: a}");
    assertThat(blocks(Dialect.ZROBOT_2, document))
        .extracting(block -> block.service().map(Word::text).orElse(""))
        .containsExactly("b");
    assertThat(document.told())
        .containsExactly(
            "name-for-service 1:44 the seed ignored 'name' and acted on every service 'service'"
                + " selects; so does this; service: a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"service: ", "service: ''", "template: ~", "args: ", "recurring: null"})
  void whatIsLeftEmptyIsNotSaid(String key) {
    Document document = actions("{actions: [x], " + key + "}");
    assertThat(blocks(Dialect.ZROBOT_2, document))
        .singleElement()
        .satisfies(
            block -> {
              assertThat(block.scoped()).isFalse();
              assertThat(block.args()).isEmpty();
              assertThat(block.recurring()).isEmpty();
            });
    assertThat(document.refused()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZROBOT_2 | x | 1:11 need to specify action key in action block: the block is the value \
          'x', not a mapping; actions: [install, start]
          ZROBOT_2 | {action: x} | 1:11 need to specify action key in action block; 'actions', not \
          'action'
          ZROBOT_2 | {service: x} | 1:11 need to specify action key in action block; actions: \
          [install, start]
          ZROBOT_2 | {actions: [[x]]} | 1:22 an action is a list, not a name; actions: [install, \
          start]
          ZROBOT_2 | {actions: {x: y}} | 1:21 an action is a mapping, not a name; actions: \
          [install, start]
          ZROBOT_2 | {actions: x, service: [a]} | 1:33 'service' of an action is a list; one word
          ZROBOT_2 | {actions: x, recurring: {}} | 1:35 'recurring' of an action is a mapping; one \
          word
          ZROBOT_2 | {actions: x, args: y} | 1:30 'args' is the value 'y', not a mapping; the name \
          of each argument with its value
          ZROBOT_2 | {actions: x, template: vm} | 1:34 the template of actions must be all of its \
          UID, not 'vm'; the seed answered with an internal error; host/account/repository/name, \
          with /version or without
          ZROBOT_1 | {actions: x, template: h/a/r/vm/1} | 1:34 the template of actions must be all \
          of its UID, not 'h/a/r/vm/1'; the seed answered with an internal error; \
          host/account/repository/name, with /version or without
          AYS      | {action: x} | 1:2 actions should be a list of dictionary: found a mapping; - \
          action: install, one item for each block
          AYS      | [{actions: x}] | 1:12 need to specify action.; 'action', not 'actions'
          AYS      | [{service: x}] | 1:12 need to specify action.; action: install
          AYS      | [{action: [x]}] | 1:21 an action is a list, not a name; action: install
          """)
  void aBlockThatTheSeedRefusedIsRefusedAtItsPlace(Dialect dialect, String text, String message) {
    Document document = actions(text);
    assertThat(blocks(dialect, document)).allMatch(block -> block.at() >= 10);
    assertThat(document.refused()).containsExactly(message);
  }

  @Test
  void oneBlockThatIsWrongHidesNoOther() {
    Document document = actions("[{action: x}, 5, {action: y}]");
    assertThat(blocks(Dialect.AYS, document))
        .flatExtracting(ActionBlock::actions)
        .extracting(Word::text)
        .containsExactly("x", "y");
    assertThat(document.refused()).hasSize(1);
  }

  private static Document actions(String text) {
    return Document.of("{actions: " + text + "}");
  }

  private static List<ActionBlock> blocks(Dialect dialect, Document document) {
    return Seed.read(dialect, document.root(), document.notes()).actions();
  }
}
