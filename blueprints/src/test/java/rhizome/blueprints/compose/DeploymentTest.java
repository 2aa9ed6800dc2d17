package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.draft.Draft;

class DeploymentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {scale: 3}                          | replicas: 3
          {deploy: {replicas: 0}}             | replicas: 0
          {deploy: {replicas: 10000}}         | replicas: 10000
          {scale: 3, deploy: {replicas: 2}}   | replicas: 2
          {deploy: {mode: replicated}}        |
          {}                                  |
          {deploy: }                          |
          {scale: 2, restart: always}         | replicas: 2
          """)
  void theNumberOfReplicasIsThatOfTheDeploymentFirst(String text, String line) {
    Document document = Document.of(text);
    assertThat(written(document)).isEqualTo(line == null ? "" : "    " + line + "\n");
    assertThat(document.refused()).isEmpty();
    assertThat(document.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10001", "many", "1.5"})
  void aNumberOfReplicasThatCannotBeIsRefused(String count) {
    Document document = Document.of("{deploy: {replicas: " + count + "}}");
    assertThat(written(document)).isEmpty();
    assertThat(document.refused())
        .containsExactly("1:21 'replicas' is '" + count + "'; a whole number from 0 to 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"global", "replicated-job", "global-job"})
  void anotherModeThanReplicatedIsTold(String mode) {
    Document document = Document.of("{deploy: {mode: " + mode + "}}");
    assertThat(written(document)).isEmpty();
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:17 the mode '"
                + mode
                + "' has no counterpart; it is left out; 'replicas', as many as there are nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {deploy: {resources: {reservations: {cpus: '0.5', memory: 1g}}}} \
          | {cpu: 0.5, memory: 1GiB}
          {deploy: {resources: {reservations: {cpus: 2}}}}   | {cpu: 2, memory: 64MiB}
          {deploy: {resources: {reservations: {memory: 1000}}}} | {cpu: 0.1, memory: 1000B}
          {mem_reservation: 32m}                             | {cpu: 0.1, memory: 32MiB}
          {mem_reservation: 1m, deploy: {resources: {reservations: {memory: 2m}}}} \
          | {cpu: 0.1, memory: 2MiB}
          """)
  void whatIsReservedIsWhatIsAskedFor(String text, String resources) {
    Document document = Document.of(text);
    assertThat(written(document)).isEqualTo("    resources: " + resources + "\n");
    assertThat(document.told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {cpus: 2}                                            | {cpu: 2, memory: 64MiB}
          {mem_limit: 1g}                                      | {cpu: 0.1, memory: 1GiB}
          {deploy: {resources: {limits: {cpus: '.25'}}}}       | {cpu: 0.25, memory: 64MiB}
          {cpus: 2, deploy: {resources: {limits: {cpus: 1}}}}  | {cpu: 1, memory: 64MiB}
          {mem_limit: 1g, deploy: {resources: {limits: {memory: 2g}}}} | {cpu: 0.1, memory: 2GiB}
          """)
  void aLimitAloneIsTakenForWhatIsAskedForAndToldSo(String text, String resources) {
    Document document = Document.of(text);
    assertThat(written(document)).isEqualTo("    resources: " + resources + "\n");
    assertThat(document.told())
        .singleElement()
        .asString()
        .startsWith("nearly 1:")
        .endsWith(
            " a limit has no counterpart; it is written as what each replica asks for;"
                + " as much as one replica needs");
  }

  @Test
  void aLimitAboveWhatIsReservedIsToldToBeLost() {
    Document document = Document.of("{mem_limit: 2g, mem_reservation: 1g}");
    assertThat(written(document)).isEqualTo("    resources: {cpu: 0.1, memory: 1GiB}\n");
    assertThat(document.told())
        .containsExactly(
            "nearly 1:13 a limit above what is reserved has no counterpart; what is reserved is"
                + " written; as much as one replica needs");
  }

  @Test
  void whatElseIsSaidOfADeploymentIsToldByItsWholePath() {
    Document document =
        Document.of(
            "{deploy: {labels: {}, resources: {limits: {pids: 1}, reservations: {devices: []},"
                + " other: 1}, restart_policy: {jitter: 1s}}}");
    assertThat(written(document)).isEmpty();
    assertThat(document.told())
        .hasSize(5)
        .allMatch(said -> said.startsWith("no-counterpart 1:"))
        .extracting(said -> said.split("'", -1)[1])
        .containsExactly(
            "services.s.deploy.labels",
            "services.s.deploy.resources.limits.pids",
            "services.s.deploy.resources.reservations…",
            "services.s.deploy.resources.other",
            "services.s.deploy.restart_policy.jitter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delay: 30s \
          | attempts: 5, window: 3m, backoff: 30s, max-backoff: 30s, healthy-after: 10s
          delay: 5s \
          | attempts: 5, window: 1m40s, backoff: 5s, max-backoff: 10s, healthy-after: 10s
          max_attempts: 0 \
          | attempts: 0, window: 1m, backoff: 100ms, max-backoff: 10s, healthy-after: 10s
          max_attempts: 5 \
          | attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s, healthy-after: 10s
          max_attempts: 6   | attempts: 6, window: 1m50s, backoff: 100ms, max-backoff: 10s, \
          healthy-after: 10s
          window: 30s \
          | attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s, healthy-after: 30s
          delay: 8760h      | attempts: 5, window: 8760h, backoff: 8760h, max-backoff: 8760h, \
          healthy-after: 10s
          max_attempts: 1000000 | attempts: 1000000, window: 2777h47m30s, backoff: 100ms, \
          max-backoff: 10s, healthy-after: 10s
          """)
  void theWindowIsLongEnoughForAllAttempts(String policy, String restart) {
    Document document = Document.of("{deploy: {restart_policy: {" + policy + "}}}");
    assertThat(written(document)).isEqualTo("    restart: {" + restart + "}\n");
    assertThat(document.told()).isEmpty();
  }

  @Test
  void theAttemptsOfTheDeploymentCountBeforeThoseOfTheService() {
    String text = "{restart: 'on-failure:3', deploy: {restart_policy: {max_attempts: 2}}}";
    assertThat(written(Document.of(text))).startsWith("    restart: {attempts: 2,");
    assertThat(written(Document.of("{restart: 'on-failure:3'}")))
        .startsWith("    restart: {attempts: 3,");
    assertThat(written(Document.of("{restart: on-failure}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {restart: 'on-failure:x'} | 1:11 'restart' is 'x'; a whole number from 0 to 1000000
          {restart: 'on-failure:'}  | 1:11 'restart' is ''; a whole number from 0 to 1000000
          {deploy: {restart_policy: {max_attempts: -1}}} \
          | 1:42 'max_attempts' is '-1'; a whole number from 0 to 1000000
          {deploy: {restart_policy: {delay: 1}}} \
          | 1:35 'delay' is '1'; a duration such as 30s or 1m30s, at most 8760h
          {deploy: {restart_policy: {window: x}}} \
          | 1:36 'window' is 'x'; a duration such as 30s or 1m30s, at most 8760h
          """)
  void aPolicyThatCannotBeReadIsRefused(String text, String message) {
    Document document = Document.of(text);
    assertThat(written(document)).isEmpty();
    assertThat(document.refused()).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no         | one that ends stays ended in compose; here it is restarted
          none       | one that ends stays ended in compose; here it is restarted
          false      | one that ends stays ended in compose; here it is restarted
          on-failure | one that ends well stays ended in compose; here it is restarted
          sometimes  | the restart policy 'sometimes' is none of compose's
          """)
  void aProgramThatMayEndIsTold(String policy, String message) {
    String told =
        "no-counterpart 1:%d " + message + "; a program that goes on, or 'job: {}' if it is to end";
    Document brief = Document.of("{restart: " + policy + "}");
    assertThat(written(brief)).isEmpty();
    assertThat(brief.told()).containsExactly(told.formatted(11));
    Document full = Document.of("{deploy: {restart_policy: {condition: " + policy + "}}}");
    assertThat(written(full)).isEmpty();
    assertThat(full.told()).containsExactly(told.formatted(39));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{restart: always}",
        "{restart: unless-stopped}",
        "{deploy: {restart_policy: {condition: any}}}",
        "{restart: no, deploy: {restart_policy: {condition: any}}}"
      })
  void aProgramThatIsRestartedAlwaysNeedsNoWord(String text) {
    Document document = Document.of(text);
    assertThat(written(document)).isEmpty();
    assertThat(document.told()).isEmpty();
  }

  private static String written(Document document) {
    Parts parts = new Parts(document.root(), "services.s.", document.notes());
    Deployment deployment = new Deployment(parts, document.notes());
    Draft draft = new Draft();
    deployment.replicas(draft);
    deployment.resources(draft);
    deployment.restart(draft, false);
    return draft.text();
  }
}
