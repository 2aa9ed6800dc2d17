package rhizome.cli.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.json.Json;
import rhizome.cli.json.YamlDocuments;

/** The words of {@code rhizome pki} as an operator writes them. */
class PkiTest {

  private static final String ISSUE = "issue CA --name n1 --role member";

  @TempDir private Path folder;

  @Test
  void anAuthorityIsMadeAndIssuesWhatIsShownAgain() throws IOException {
    Said made = pki("init CA");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).matches("made rhizome authority [0-9a-f]{8} in " + ca() + "\n");
    Said issued = pki(ISSUE + " --host 10.0.0.1 --host n1.example --days 30");
    assertThat(issued.code()).as(issued.err()).isZero();
    assertThat(issued.lines())
        .anyMatch(line -> line.matches("subject +CN=n1,OU=member"))
        .anyMatch(line -> line.matches("role +member"))
        .anyMatch(line -> line.matches("hosts +10.0.0.1, n1.example"))
        .anyMatch(line -> line.matches("days left +(29|30)"))
        .anyMatch(line -> line.matches("fingerprint +([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    Said shown = pki("show CA/n1");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).isEqualTo(issued.out());
    assertThat(shown.err()).isEmpty();
  }

  @Test
  void everyFormSaysTheSame() throws IOException {
    pki("init CA");
    Json issued = pki(ISSUE + " --host n1.example -o json").json();
    assertThat(issued.at("name").text()).isEqualTo("n1");
    assertThat(issued.at("role").text()).isEqualTo("member");
    assertThat(issued.at("hosts").items()).extracting(Json::text).containsExactly("n1.example");
    assertThat(issued.at("folder").text()).isEqualTo(ca().resolve("n1").toString());
    assertThat(Instant.parse(issued.at("validUntil").text()))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(90)));
    assertThat(issued.at("daysLeft").number()).isBetween(89L, 90L);
    Json shown = pki("show CA/n1 -o json").json();
    assertThat(shown).isEqualTo(issued.with("problem", null));
    assertThat(YamlDocuments.one(pki("show CA/n1 -o yaml").out())).isEqualTo(shown);
  }

  @Test
  void anAuthorityCanBeShownToo() throws IOException {
    pki("init CA");
    Json authority = pki("show CA -o json").json();
    assertThat(authority.at("role").text()).isEqualTo("authority");
    assertThat(authority.at("daysLeft").number()).isBetween(3649L, 3650L);
    assertThat(pki("init CA2 -o json").json().at("subject").text())
        .startsWith("CN=rhizome authority ")
        .isNotEqualTo(authority.at("subject").text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issue CA --name n1 --role membre | did you mean member?",
        "issue CA --name n1 --role king | member, agent, operator, journal",
        "issue CA --name N1 --role member | is not a name",
        "issue CA --name ../n1 --role member | is not a name",
        "issue CA --name n1 --role member --host 10.0.0.999 | '10.0.0.999' is neither a host name",
        "issue CA --name n1 --role member --host n1:7717 | without a port",
        "issue CA --name n1 --role member --days 0 | valid for 1 to 3650 days",
        "issue CA --name n1 --role member --days soon | --days",
        "issue CA --role member | --name",
        "issue CA --name n1 | --role",
        "issue | DIR",
        "init | DIR",
        "show | FOLDER",
        "'' | init, issue or show",
        "isue CA | pki issue",
        "init CA2 --passphrase-file NOWHERE | the passphrase cannot be read from"
      })
  void whatIsNotUnderstoodIsAUsageErrorAndMakesNothing(String line, String hint)
      throws IOException {
    pki("init CA");
    Said said = pki(line);
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).startsWith("rhizome: ").contains(hint);
    assertThat(said.out()).isEmpty();
    assertThat(files(folder)).containsExactly("ca");
    assertThat(files(ca())).containsExactly("ca.crt", "ca.key");
  }

  @Test
  void nothingIsOverwrittenUnlessThatIsSaid() throws IOException {
    pki("init CA");
    String authority = Files.readString(ca().resolve("ca.crt"));
    assertFailed(pki("init CA"), "name another folder");
    assertThat(ca().resolve("ca.crt")).hasContent(authority);
    String first = pki(ISSUE + " --host n1.example -o json").json().at("serial").text();
    assertFailed(pki(ISSUE), "say --renew");
    assertThat(pki("show CA/n1 -o json").json().at("serial").text()).isEqualTo(first);
    Json renewed = pki(ISSUE + " --renew -o json").json();
    assertThat(renewed.at("serial").text()).isNotEqualTo(first);
    assertThat(renewed.at("hosts").items()).extracting(Json::text).containsExactly("n1.example");
    assertFailed(pki("issue CA --name n1 --role agent --renew"), "is of member n1");
  }

  @Test
  void theFilesMayGoToAnotherFolder() throws IOException {
    pki("init CA");
    Said said = pki("issue CA --name alice --role operator --out OUT/tls");
    assertThat(said.code()).as(said.err()).isZero();
    Path out = folder.resolve("out/tls");
    assertThat(files(out)).containsExactly("ca.crt", "tls.crt", "tls.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("tls.key"))))
        .isEqualTo("rw-------");
    assertThat(ca().resolve("alice")).doesNotExist();
  }

  @Test
  void withoutAnAuthorityTheCommandThatMakesOneIsNamed() {
    assertFailed(pki(ISSUE), "rhizome pki init");
    assertThat(ca()).doesNotExist();
  }

  @Test
  void aKeyWithAPassphraseIssuesForWhoKnowsItOnly() throws IOException {
    Path right = secret("right", "correct horse battery\n");
    Path wrong = secret("wrong", "incorrect horse\n");
    assertThat(pki("init CA --passphrase-file " + right).code()).isZero();
    assertThat(Files.readString(ca().resolve("ca.key"))).contains("ENCRYPTED");
    assertFailed(pki(ISSUE), "is encrypted");
    Said refused = pki(ISSUE + " --passphrase-file " + wrong);
    assertFailed(refused, "does not open with this passphrase");
    assertThat(refused.err()).doesNotContain("incorrect horse");
    assertThat(ca().resolve("n1")).doesNotExist();
    assertThat(pki(ISSUE + " --passphrase-file " + right).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "   \nsecond line\n"})
  void aPassphraseThatIsEmptyIsAUsageError(String text) throws IOException {
    Said said = pki("init CA --passphrase-file " + secret("empty", text));
    assertThat(said.code()).isEqualTo(2);
    assertThat(ca()).doesNotExist();
  }

  @Test
  void aPassphraseThatOthersCanReadIsNotUsed() throws IOException {
    Path open = secret("open", "correct horse battery\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Said said = pki("init CA --passphrase-file " + open);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("chmod 600").doesNotContain("correct horse");
    assertThat(ca()).doesNotExist();
  }

  @Test
  void whatCannotBeUsedIsShownWithWhatIsWrongAndEndsBadly() throws IOException {
    pki("init CA");
    pki(ISSUE);
    Path key = ca().resolve("n1/tls.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Said said = pki("show CA/n1 -o json");
    assertFailed(said, "chmod 600");
    assertThat(said.json().at("name").text()).isEqualTo("n1");
    assertThat(said.json().at("problem").text()).contains(key.toString());
    Files.writeString(ca().resolve("n1/tls.crt"), "garbage");
    assertFailed(pki("show CA/n1"), "issue it again");
    assertFailed(pki("show OUT"), "holds neither tls.crt nor ca.crt");
  }

  private static void assertFailed(Said said, String words) {
    assertThat(said.code()).as(said.err()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("rhizome: ")
        .contains(words)
        .doesNotContain("mistake of ours");
  }

  private Path ca() {
    return folder.resolve("ca");
  }

  private Path secret(String name, String text) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + "-" + name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    file.toFile().deleteOnExit();
    return file;
  }

  private static List<String> files(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Said pki(String line) {
    String words =
        line.replace("CA2", folder + "/ca2")
            .replace("CA", ca().toString())
            .replace("OUT", folder + "/out")
            .replace("NOWHERE", folder + "/nowhere");
    return ScriptedTerminal.NOBODY.run(
        Stream.concat(Stream.of("pki"), Stream.of(words.split(" ", -1)))
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new));
  }
}
