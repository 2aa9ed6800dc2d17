package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTest {

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve(OperatorToken.FILE);
  }

  @Test
  void theFirstOpeningMakesATokenThatOnlyItsOwnerCanRead() throws IOException {
    OperatorToken token = OperatorToken.openOrCreate(folder);

    assertThat(Files.readString(file())).matches("[A-Za-z0-9_-]{43}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(token.bearer()).isEqualTo("Bearer " + Files.readString(file()).strip());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.toList()).isEqualTo(List.of(file()));
    }
  }

  @Test
  void laterOpeningsFindTheSame() throws IOException {
    OperatorToken first = OperatorToken.openOrCreate(folder);

    assertThat(OperatorToken.openOrCreate(folder).bearer()).isEqualTo(first.bearer());
    assertThat(OperatorToken.read(folder).bearer()).isEqualTo(first.bearer());
  }

  @Test
  void twoGridsHaveTwoTokens() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));

    assertThat(OperatorToken.openOrCreate(folder).bearer())
        .isNotEqualTo(OperatorToken.openOrCreate(other).bearer());
  }

  @Test
  void readingDoesNotMakeOne() {
    assertThatThrownBy(() -> OperatorToken.read(folder)).isInstanceOf(NoSuchFileException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aTokenThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
    OperatorToken.openOrCreate(folder);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> OperatorToken.openOrCreate(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read by others")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aFileThatIsNoTokenIsRefusedAndNotShown() throws IOException {
    OperatorToken.openOrCreate(folder);
    Files.writeString(file(), "short and secret");

    assertThatThrownBy(() -> OperatorToken.read(folder))
        .hasMessageContaining("is not an operator token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void onlyTheWholeTokenMatches() throws IOException {
    OperatorToken token = OperatorToken.openOrCreate(folder);
    String secret = token.bearer().substring("Bearer ".length());

    assertThat(token.matches(secret)).isTrue();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches(secret.substring(1))).isFalse();
    assertThat(token.matches(secret + " ")).isFalse();
    assertThat(token).hasToString("OperatorToken(hidden)");
  }
}
