package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

  @Test
  void theServicesOfAListComeInItsOrder() {
    Document document =
        Document.of("{services: [{vm__b: {x: 1}}, {h/a/r/vm/1.0.0__a: , disk__c__d: }]}");
    Seed seed = Seed.read(Dialect.ZROBOT_2, document.root(), document.notes());
    assertThat(seed.services())
        .extracting(it -> it.template().name() + " " + it.name() + " " + it.at())
        .containsExactly("vm b 13", "vm a 30", "disk c__d 51");
    assertThat(seed.services().getFirst().data())
        .isEqualTo(new Data.Fields(20, List.of(new Data.Field(21, "x", new Data.Plain(24, "1")))));
    assertThat(document.refused()).isEmpty();
    assertThat(document.told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"ZROBOT_1", "AYS"})
  void theServicesOfTheOlderDialectsAreTheKeysThemselves(Dialect dialect) {
    Document document = Document.of("{h/a/r/vm__b: {x: 1}, h/a/r/vm__a: }");
    Seed seed = Seed.read(dialect, document.root(), document.notes());
    assertThat(seed.dialect()).isEqualTo(dialect);
    assertThat(seed.services()).extracting(SeedService::name).containsExactly("b", "a");
    assertThat(document.refused()).isEmpty();
  }

  @Test
  void onlyAysHasFiltersOfEvents() {
    String text = "{vm__a: , eventfilters: [{channel: x}, y]}";
    Document ays = Document.of(text);
    Seed seed = Seed.read(Dialect.AYS, ays.root(), ays.notes());
    assertThat(seed.filters()).hasSize(2).last().isEqualTo(new Data.Text(39, "y"));
    Document other = Document.of(text);
    assertThat(Seed.read(Dialect.ZROBOT_1, other.root(), other.notes()).filters()).isEmpty();
    assertThat(other.refused()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {services: , vm__a: } | mixed-dialects 1:14 the seed ignored 'vm__a', which is a service \
          of an older dialect; so does this; an item of 'services', or a file of its own
          {services: , other: } | ignored-key 1:14 the seed ignored the key 'other'; so does this; \
          one of services, actions
          {services: , eventfilters: } | ignored-key 1:14 the seed ignored the key 'eventfilters'; \
          so does this; one of services, actions
          """)
  void whatZeroRobotPassedOverIsTold(String text, String told) {
    Document document = Document.of(text);
    Seed seed = Seed.read(Dialect.ZROBOT_2, document.root(), document.notes());
    assertThat(seed.services()).isEmpty();
    assertThat(document.told()).containsExactly(told);
  }

  @Test
  void aKeyOfAysBetweenThoseOfTheFirstDialectIsToldAndTaken() {
    Document document = Document.of("{h/a/r/vm__b: , vm__a: }");
    Seed seed = Seed.read(Dialect.ZROBOT_1, document.root(), document.notes());
    assertThat(seed.services()).hasSize(2);
    assertThat(document.told())
        .containsExactly(
            "mixed-dialects 1:17 'vm__a' is of another dialect than keys with a '/';"
                + " a file for each dialect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZROBOT_2 | [a] | 1:1 Bad formatted blueprint: it is a list, not a mapping; keys such as \
          'services' and 'actions'
          ZROBOT_2 | {services: {}} | 1:12 'services' is a mapping, not a list; - TEMPLATE__NAME:
          ZROBOT_2 | {services: [[a]]} | 1:13 an item of 'services' is a list, not a mapping; \
          TEMPLATE__NAME: and the data of the service below it
          AYS      | {eventfilters: x} | 1:2 eventfilters should be a list of dictionary: found \
          the value 'x'; - channel: ..., one item for each filter
          AYS      | {acions: } | 1:2 Key in blueprint is not right format, needs to be \
          $aysname__$instance, found:'acions'; two underscores before the name, or did you mean \
          'actions'
          ZROBOT_1 | {servces: } | 1:2 Key for service creation is not right format, needs to be \
          '$template__$instance', found:'servces'; two underscores before the name, or did you \
          mean 'services'
          ZROBOT_1 | {qqqq: } | 1:2 Key for service creation is not right format, needs to be \
          '$template__$instance', found:'qqqq'; two underscores before the name
          AYS      | {vm__a:b: } | 1:2 service names (a:b) cannot contain colons (:); letters and \
          digits with '-', '_' or '.' between them
          AYS      | {v:m__a: } | 1:2 actor names (v:m) cannot contain colons (:); letters and \
          digits with '-', '_' or '.' between them
          """)
  void whatTheSeedRefusedIsRefusedWithAWayOut(Dialect dialect, String text, String message) {
    Document document = Document.of(text);
    assertThat(Seed.read(dialect, document.root(), document.notes()).actions()).isEmpty();
    assertThat(document.refused()).containsExactly(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A1", "a-b_c.d", "é", "中", "-1", "١"})
  void lettersAndDigitsOfAnyScriptMakeAName(String name) {
    Document document = Document.of("{services: [{'vm__" + name + "': }]}");
    Seed seed = Seed.read(Dialect.ZROBOT_2, document.root(), document.notes());
    assertThat(seed.services()).extracting(SeedService::name).containsExactly(name);
    assertThat(document.refused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "_.", "a b", "a!", "{x}", "a/b", "a:b"})
  void aNameOfOtherCharactersIsRefusedByZeroRobotForEveryService(String name) {
    Document document = Document.of("{services: [{vm__ok: }, {'vm__" + name + "': }]}");
    Seed seed = Seed.read(Dialect.ZROBOT_2, document.root(), document.notes());
    assertThat(seed.services()).hasSize(2);
    assertThat(document.refused())
        .containsExactly(
            "1:26 Service name should be digits or alphanumeric. you passed ["
                + name
                + "]; letters and digits with '-', '_' or '.' between them");
  }

  @Test
  void aysLooksAtTheFirstNameOnly() {
    Document first = Document.of("{'vm__a b': , vm__c: }");
    assertThat(Seed.read(Dialect.AYS, first.root(), first.notes()).services()).hasSize(2);
    assertThat(first.refused())
        .containsExactly(
            "1:2 Service instance name should be digits or alphanumeric. you passed [a b];"
                + " letters and digits with '-', '_' or '.' between them");
    Document second = Document.of("{vm__c: , 'vm__a b': }");
    assertThat(Seed.read(Dialect.AYS, second.root(), second.notes()).services()).hasSize(2);
    assertThat(second.refused()).isEmpty();
    assertThat(second.told())
        .containsExactly(
            "unchecked-name 1:11 Service instance name should be digits or alphanumeric. you passed"
                + " [a b]; the seed looks at the first name only;"
                + " letters and digits with '-', '_' or '.' between them");
  }

  @ParameterizedTest
  @CsvSource({"'[x]', a list", "x, the value 'x'"})
  void aBodyThatIsNoMappingIsLeftOutAndTold(String body, String kind) {
    Document document = Document.of("{services: [{vm__a: " + body + "}]}");
    Seed seed = Seed.read(Dialect.ZROBOT_2, document.root(), document.notes());
    assertThat(seed.services()).extracting(SeedService::data).containsExactly(new Data.Nothing(20));
    assertThat(document.told())
        .containsExactly(
            "body-is-no-mapping 1:21 the body of a service is "
                + kind
                + ", which no template can use; it is left out;"
                + " a mapping of fields, or nothing");
  }
}
