package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.text.BlueprintWriter;

class OutputsTest {

  private static final String SERVICES =
      """
      blueprint: v1
      name: x
      services:
        web: {run: serve, ports: {http: 8080, admin: auto}}
      """;

  @Test
  void aFixedPortIsKnownAtOnceAndOneThatIsAutoWhenItRuns() {
    Blueprint blueprint =
        Reading.valid(
            SERVICES
                + """
                outputs:
                  url: "http://it:${services.web.ports.http}/"
                  admin: "${services.web.ports.admin}"
                  literal: "$${services.web.ports.http}"
                  plain: 5
                """);
    assertThat(blueprint.outputs())
        .containsEntry("url", "http://it:8080/")
        .containsEntry("admin", "${services.web.ports.admin}");
    assertThat(blueprint.knownOutputs())
        .hasSize(3)
        .containsEntry("url", "http://it:8080/")
        .containsEntry("literal", "${services.web.ports.http}")
        .containsEntry("plain", "5");
    assertThat(Reading.valid(BlueprintWriter.write(blueprint))).isEqualTo(blueprint);
  }

  /** The hash of a plan is over this text, and those of older plans shall stand. */
  @Test
  void whoHasNoOutputsIsWrittenAsBefore() {
    assertThat(BlueprintWriter.write(Reading.valid(SERVICES))).doesNotContain("outputs");
  }

  @Test
  void onlyWhatIsThereCanBeTold() {
    assertThat(
            Reading.told(
                SERVICES
                    + """
                    outputs:
                      a: "${services.web.ports.htpt}"
                      b: "${services.wbe"
                      C: x
                      d: [x]
                    """))
        .containsExactly(
            "6:6: nothing is called '${services.web.ports.htpt}' here",
            "7:6: nothing is called '${services.wbe' here",
            "8:3: 'C' is not a name of an output",
            "9:6: 'd' must be a text, not a list");
    assertThat(Reading.problems(SERVICES + "outputs: {a: \"${services.web.ports.htpt}\"}"))
        .first()
        .satisfies(problem -> assertThat(problem.nearest()).hasValue("${services.web.ports.http}"));
  }
}
