package rhizome.blueprints.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private static final Map<String, Integer> PORTS = Map.of("http", 8080, "a-1", 1);

  @Test
  void everyPortIsFilledIn() {
    assertThat(Placeholders.fill("-p=${ports.http}:${ports.a-1}", PORTS)).isEqualTo("-p=8080:1");
  }

  @Test
  void otherTextStandsForItself() {
    for (String text :
        List.of("", "$", "${", "${here}", "${PORTS.http}", "$1", "\\$", "${ports.}")) {
      assertThat(Placeholders.fill(text, PORTS)).isEqualTo(text);
    }
  }

  @Test
  void aDoubledDollarKeepsThePlaceholder() {
    assertThat(Placeholders.fill("$${ports.http}", PORTS)).isEqualTo("${ports.http}");
    assertThat(Placeholders.fill("$$${ports.none}", PORTS)).isEqualTo("$${ports.none}");
  }

  @Test
  void anUnknownPortIsRefusedByName() {
    assertThatThrownBy(() -> Placeholders.fill("${ports.ftp}", PORTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ports.ftp'");
  }

  @Test
  void aRunIsFilledInItsArgsAndEnvOnly() {
    Run run =
        new Run(
            "/${ports.http}",
            List.of("${ports.http}"),
            Map.of("P", "${ports.a-1}"),
            Optional.of("/${ports.http}"),
            Run.GRACE_DEFAULT);
    assertThat(run.withPorts(PORTS))
        .isEqualTo(
            new Run(
                "/${ports.http}",
                List.of("8080"),
                Map.of("P", "1"),
                Optional.of("/${ports.http}"),
                Run.GRACE_DEFAULT));
  }

  @Test
  void thePortsVariableIsUpperCase() {
    assertThat(new Port("admin-web", 1).variable()).isEqualTo("RHIZOME_PORT_ADMIN_WEB");
  }
}
