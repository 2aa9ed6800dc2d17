package rhizome.cli.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.Json;
import rhizome.house.Property;

class RevisionsTest {

  /** A letter for what each revision said, the oldest first; a dash for what was taken down. */
  @ParameterizedTest
  @CsvSource({
    "A,", "AB, 1", "ABC, 2", "ABA, 2", "ABAB, 3", "A-, 1", "AB-, 2", "A-A,", "AB-B, 1", "A-B, 1",
    "AB--, 2", "-,", "'',"
  })
  void theWayBackLeadsToTheLastThatSaidSomethingElse(String said, Long earlier) {
    assertThat(Revisions.earlier(newestFirst(said))).isEqualTo(Optional.ofNullable(earlier));
  }

  @Test
  void itNeverLeadsToTheSameNorPastSomethingElse() {
    Property.forAll(
        random -> {
          StringBuilder said = new StringBuilder();
          for (int i = 0; i < 1 + random.nextInt(12); i++) {
            said.append("ABC-".charAt(random.nextInt(4)));
          }
          char now = said.charAt(said.length() - 1);
          int expected = said.length() - 2;
          while (expected >= 0 && (said.charAt(expected) == '-' || said.charAt(expected) == now)) {
            expected--;
          }
          assertThat(Revisions.earlier(newestFirst(said.toString())))
              .as(said.toString())
              .isEqualTo(expected < 0 ? Optional.empty() : Optional.of(expected + 1L));
        });
  }

  private static List<Json> newestFirst(String said) {
    List<Json> revisions = new ArrayList<>();
    for (int i = 0; i < said.length(); i++) {
      Json revision = Json.object("generation", i + 1L);
      revisions.addFirst(
          said.charAt(i) == '-'
              ? revision.with("what", "destroyed")
              : revision.with("what", "targeted").with("digest", said.substring(i, i + 1)));
    }
    return revisions;
  }
}
