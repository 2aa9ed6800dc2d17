package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.blueprints.syntax.Reading.refusals;
import static rhizome.blueprints.syntax.Reading.service;
import static rhizome.blueprints.syntax.Reading.valid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;

class PlacementReaderTest {

  private static final String ALL =
      """
      blueprint: v1
      name: shop
      services:
        db: {run: a}
        web:
          run: b
          placement:
            require: {region: eu, disk: [ssd, nvme], gen: 3}
            prefer: [{match: {disk: nvme}, weight: 10}, {match: {node: [n1]}}]
            spread: {over: rack, max-skew: 2}
            near: [db, {service: db, within: rack}]
            apart: [web, {service: web, within: region}]
      """;

  @Test
  void whoSaysNothingIsPlacedAnywhere() {
    assertThat(service("{run: a}").spec().wishes()).isEqualTo(Wishes.NONE);
    assertThat(service("{run: a, placement: {}}")).isEqualTo(service("{run: a}"));
    assertThat(BlueprintWriter.write(valid("{blueprint: v1, name: x, services: {s: {run: a}}}")))
        .doesNotContain("placement");
  }

  @Test
  void everythingThatIsSaidCounts() {
    assertThat(wishes(valid(ALL)))
        .isEqualTo(
            new Wishes(
                new TreeMap<>(
                    Map.of(
                        "region", List.of("eu"),
                        "disk", List.of("nvme", "ssd"),
                        "gen", List.of("3"))),
                List.of(
                    new Preference(new TreeMap<>(Map.of("disk", List.of("nvme"))), 10),
                    new Preference(new TreeMap<>(Map.of("node", List.of("n1"))), 1)),
                Optional.of(new Spread("rack", 2)),
                List.of(new Company("db", "node"), new Company("db", "rack")),
                List.of(new Company("web", "node"), new Company("web", "region"))));
  }

  @Test
  void itIsWrittenInOneLineThatReadsTheSame() {
    String text = BlueprintWriter.write(valid(ALL));
    assertThat(text)
        .contains(
            "    placement: {require: {disk: [nvme, ssd], gen: [\"3\"], region: [eu]}, prefer:"
                + " [{match: {disk: [nvme]}, weight: 10}, {match: {node: [n1]}, weight: 1}],"
                + " spread: {over: rack, max-skew: 2}, near: [{service: db, within: node},"
                + " {service: db, within: rack}], apart: [{service: web, within: node},"
                + " {service: web, within: region}]}\n");
    assertThat(valid(text)).isEqualTo(valid(ALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          here                                  | placement must be a mapping, not the value 'here'
          {requires: {a: b}}                    | unknown key 'requires' in placement
          {require: [eu]}                       | 'require' must be a mapping, not a list
          {require: {}}                         | 'require' has no label
          {require: {Region: eu}}               | 'Region' is not a label
          {require: {region: "e u"}}            | 'e u' is not a value of a label
          {require: {region: []}}               | the label has no value
          {prefer: {disk: ssd}}                 | 'prefer' must be a list, not a mapping
          {prefer: [{weight: 3}]}               | a preference has no 'match'
          {prefer: [{match: {a: b}, weight: 0}]} | 'weight' is too small: '0'
          {prefer: [{match: {a: b}, weight: 101}]} | 'weight' is too large: '101'
          {spread: {max-skew: 2}}               | spread has no 'over'
          {spread: {over: rack, max-skew: 0}}   | 'max-skew' is too small: '0'
          {spread: {over: a_b}}                 | 'a_b' is not a label
          {near: s}                             | 'near' must be a list, not the value 's'
          {near: [t]}                           | 's' has in 'near' 't', which is no service
          {apart: [{service: t}]}               | 's' has in 'apart' 't', which is no service
          {apart: [s, s]}                       | 's' is twice in 'apart'
          {apart: [s, {service: s, within: node}]} | 's' is twice in 'apart'
          {apart: [{within: rack}]}             | a service has no 'service'
          {apart: [{service: s, within: R}]}    | 'R' is not a label
          """)
  void whatIsWrongIsSaid(String placement, String message) {
    assertThat(refusals("{run: a, placement: " + placement + "}")).containsExactly(message);
  }

  @Test
  void noneOfItIsEndless() {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "l" + i + ": v").collect(Collectors.joining(", "));
    assertThat(refusals("{run: a, placement: {require: {" + many + "}}}"))
        .containsExactly("'require' has 33 of them");
    String values = IntStream.range(0, 33).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    assertThat(refusals("{run: a, placement: {require: {disk: [" + values + "]}}}"))
        .containsExactly("'disk' has 33 of them");
  }

  private static Wishes wishes(Blueprint blueprint) {
    return blueprint.service("web").orElseThrow().spec().wishes();
  }
}
