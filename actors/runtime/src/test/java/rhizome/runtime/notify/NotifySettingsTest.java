package rhizome.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.grid.notice.Severity;
import rhizome.runtime.grid.Member;

class NotifySettingsTest {

  private static NotifySettings read(String receiver) {
    return NotifySettings.from(
        Member.profile(ConfigFactory.parseString("rhizome.notify.receivers = [" + receiver + "]")));
  }

  @Test
  void nobodyIsToldUntilAnOperatorSaysWhom() {
    NotifySettings settings = NotifySettings.from(Member.profile(ConfigFactory.empty()));
    assertThat(settings.isOff()).isTrue();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.terms().receivers()).isEmpty();
  }

  @Test
  void bothKindsAreRead() {
    NotifySettings settings =
        read(
            """
            { name = pager, url = "https://hooks.example.org/x?token=s", secret-file = /s/hook,
              least = critical },
            { name = team, smtp = "mail.example.org:587", from = "grid@example.org",
              to = ["ops@example.org"], user = grid, password-file = /s/mail }
            """);
    assertThat(settings.terms().receivers())
        .containsEntry("pager", Severity.CRITICAL)
        .containsEntry("team", Severity.WARNING);
    assertThat(settings.receivers().get("team"))
        .isInstanceOfSatisfying(
            Receiver.Mailbox.class,
            team -> assertThat(team.encryption()).isEqualTo(Receiver.Encryption.STARTTLS));
    assertThat(settings.receivers().get("pager"))
        .extracting(Receiver::where)
        .isEqualTo("https://hooks.example.org/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          name = a, url = "http://example.org/", secret-file = /s     | use https
          name = a, url = "https://u:p@example.org/", secret-file = /s | must not hold a password
          name = a, url = "ftp://example.org/", secret-file = /s      | must be https://
          name = a, url = "https://example.org/", secret-file = s     | must be an absolute path
          name = a, url = "https://example.org/"                      | needs a secret-file
          name = a, url = "https://example.org/", secrt-file = /s     | did you mean secret-file
          name = A, url = "https://example.org/", secret-file = /s    | name must be
          name = a                                                    | either url
          name = a, url = "https://a.b/", secret-file = /s, least = x | must be one of warning
          name = a, smtp = "m.org", from = "a@b", to = ["c@d"]        | must be HOST:PORT
          name = a, smtp = "m.org:25", from = "a@b", to = ["c@d"], tls = off | this machine only
          name = a, smtp = "m.org:25", from = "a@b", to = ["c>\\n@d"] | plain addresses
          name = a, smtp = "m.org:25", from = "a@b", to = ["c@d"], user = u | go together
          """)
  void whatCannotWorkOrIsNotSafeIsRefusedWithItsPlaceAndARemedy(String receiver, String said) {
    assertThatThrownBy(() -> read("{" + receiver + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rhizome.notify.receivers")
        .hasMessageContaining(said);
  }
}
