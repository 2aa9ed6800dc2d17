package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumes        | a folder of the node by its path; the program sees the node's files
          networks       | nothing: services of a node share its network, and meet by ports
          network_mode   | nothing: every service uses the network of its node
          env_file       | its variables in 'environment', or in 'env' of the result
          extends        | the keys of that service written out here
          profiles       | 'replicas: 0' in the result while it is not wanted
          user           | an agent that runs as that user
          secrets        | the secret by another way; never in clear in the result
          expose         | 'ports', if another service has to find it
          links          | 'depends_on', if the order matters
          stop_signal    | a program that ends on SIGTERM
          logging        | nothing: 'rhizome logs' has what it writes
          container_name | nothing: it is called after its service
          hostname       | nothing: it has the name of its node
          ulimits        | nothing, or what does the same on the node
          """)
  void eachKeyWithoutACounterpartHasAWayOut(String key, String remedy) {
    assertThat(Keys.isKnown(key)).isTrue();
    assertThat(Keys.remedy(key)).isEqualTo(remedy);
  }

  @Test
  void whatStandsBesideTheServicesHasAWayOutThoughNoServiceHasIt() {
    assertThat(Keys.isKnown("include")).isFalse();
    assertThat(Keys.remedy("include"))
        .isEqualTo("the services of that file in this one, or converted by themselves");
  }

  @ParameterizedTest
  @ValueSource(strings = {"volums", "Volumes", "", "x-mine", "image", "command", "ports"})
  void aKeyThatIsReadOrNobodyKnowsIsNotOneOfThem(String key) {
    assertThat(Keys.isKnown(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "volums, 'volumes'?",
        "netwroks, 'networks'?",
        "Privileged, 'privileged'?",
        "cap-add, 'cap_add'?"
      })
  void aSlipIsAnsweredWithTheNearestKey(String written, String nearest) {
    assertThat(Keys.nearest(written)).isEqualTo(nearest);
  }

  @Test
  void aKeyThatIsNearNoneIsAnsweredSo() {
    assertThat(Keys.nearest("frobnicate")).isEqualTo("nothing, or another key");
    assertThat(Keys.nearest("v".repeat(201))).isEqualTo("nothing, or another key");
  }
}
