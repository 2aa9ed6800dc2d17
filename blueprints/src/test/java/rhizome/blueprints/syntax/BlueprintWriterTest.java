package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.house.Property;

class BlueprintWriterTest {

  @Test
  void whatIsWrittenReadsBackAsTheSameBlueprint() {
    Property.forAll(
        1_000,
        random -> {
          Blueprint blueprint = new RandomBlueprints(random).blueprint();
          String text = BlueprintWriter.write(blueprint);
          assertThat(Reading.valid(text)).as(text).isEqualTo(blueprint);
        });
  }

  @Test
  void aTextIsPlainOnlyWhereYamlReadsItAsText() {
    assertThat(BlueprintWriter.write(List.of("sleep", "-p", "8080", "", "true", "a/b.c", "é\n")))
        .isEqualTo("[sleep, \"-p\", \"8080\", \"\", \"true\", a/b.c, \"\\u00E9\\n\"]");
  }

  @Test
  void everyDefaultIsSpelledOut() {
    Parsed parsed =
        BlueprintReader.read(
            "h.yaml", "{blueprint: v1, name: h, services: {s: {run: sleep}}}", "/h");
    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    assertThat(BlueprintWriter.write(((Parsed.Valid) parsed).blueprint()))
        .isEqualTo(
            """
            blueprint: v1
            name: h
            services:
              s:
                run:
                  command: sleep
                  grace: 10s
                replicas: 1
                resources: {cpu: 0.1, memory: 64MiB}
                health: {process: true, interval: 1s, timeout: 1s, failures: 3, successes: 1, \
            start: 30s}
                restart: {attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s, \
            healthy-after: 10s}
            """);
  }
}
