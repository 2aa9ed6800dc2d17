package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1",
        "n1.example",
        "N1.Example",
        "10.0.0.1",
        "::1",
        "fd00::1:2",
        "0.0.0.0",
        "1a.b"
      })
  void whereSomethingCanBeReachedIsAHost(String host) {
    assertThat(wanted("n1", host, 90).alternatives()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-n1",
        "n1-",
        "n_1",
        "a..b",
        "n1.example.",
        "*.example",
        "n1:7717",
        "10.0.0.999",
        "10.0.0",
        "1.2.3.4.5",
        "[::1]",
        "fe80::1%eth0",
        "https://n1",
        "ü.example",
        "a b",
        "1"
      })
  void whatIsNeitherNameNorAddressIsRefusedWithAnExample(String host) {
    assertThatThrownBy(() -> wanted("n1", host, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'" + host + "'", "n1.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "N1", "../n1", "a/b", ".", "n1.", "ü", "a,OU=member", "a b"})
  void aNameIsSafeInPathsAndSubjects(String name) {
    assertThatThrownBy(() -> wanted(name, "n1", 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a name");
  }

  @Test
  void aNameHasSixtyThreeLettersAtMost() {
    assertThat(wanted("a".repeat(63), "n1", 90).name()).hasSize(63);
    assertThatThrownBy(() -> wanted("a".repeat(64), "n1", 90)).hasMessageContaining("1 to 63");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "3651"})
  void aValidityThatMakesNoSenseIsRefused(int days) {
    assertThatThrownBy(() -> wanted("n1", "n1", days)).hasMessageContaining("1 to 3650 days");
  }

  @Test
  void hostsAreLimited() {
    assertThatThrownBy(
            () -> new Wanted("n1", Role.MEMBER, Collections.nCopies(101, "n1"), Duration.ofDays(1)))
        .hasMessageContaining("100");
  }

  @ParameterizedTest
  @CsvSource({"membre, member", "Agent, agent", "operators, operator"})
  void anUnknownRoleNamesTheNearest(String word, String near) {
    assertThatThrownBy(() -> Role.of(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("did you mean " + near, "member, agent, operator, journal");
  }

  @Test
  void eachRoleIsFoundByItsWord() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.word())).isEqualTo(role);
    }
  }

  private static Wanted wanted(String name, String host, int days) {
    return new Wanted(name, Role.MEMBER, List.of(host), Duration.ofDays(days));
  }
}
