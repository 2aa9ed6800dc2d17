package rhizome.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What commands read before they ask a grid: a document, names, amounts and a yes. */
class DocumentTest {

  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFileIsSentUnderTheNameItWasGivenAndWithItsFolder() throws IOException {
    Path file = write("shop.yaml", "name: shop\n");
    Json plan = Document.read(file.toString(), NOTHING, Given.NOTHING).toPlan();
    assertThat(plan)
        .isEqualTo(
            Json.object("file", file.toString())
                .with("text", "name: shop\n")
                .with("here", folder.toString()));
  }

  @Test
  void whatComesThroughAPipeIsCalledThatAndComesFromHere() {
    InputStream in = new ByteArrayInputStream("name: grüße\n".getBytes(UTF_8));
    Document document = Document.read("-", in, Given.NOTHING);
    assertThat(document.file()).isEqualTo("stdin");
    assertThat(document.text()).isEqualTo("name: grüße\n");
    assertThat(document.here()).isEqualTo(Path.of("").toAbsolutePath());
  }

  @Test
  void aFileThatIsNotThereOrCannotBeReadIsNamed() {
    String none = folder.resolve("none.yaml").toString();
    Trouble trouble =
        catchThrowableOfType(Trouble.class, () -> Document.read(none, NOTHING, Given.NOTHING));
    assertThat(trouble).hasMessage("there is no file " + none);
    assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
    String itself = folder.toString();
    assertThatThrownBy(() -> Document.read(itself, NOTHING, Given.NOTHING))
        .isInstanceOf(Trouble.class)
        .hasMessageStartingWith(itself + " cannot be read: ");
  }

  @Test
  void whatWasGivenGoesAlongAndWhatWasNotIsLeftOut() throws IOException {
    Path file = write("shop.yaml", "name: shop\n");
    Given given =
        new Given(
            List.of(new Given.Text("echo.yaml", "template: v1")),
            new TreeMap<>(Map.of("word", "hi")));
    Json plan = Document.read(file.toString(), NOTHING, given).toPlan();
    Json template = plan.at("templates").items().getFirst();
    assertThat(template.at("file").text()).isEqualTo("echo.yaml");
    assertThat(template.at("text").text()).isEqualTo("template: v1");
    assertThat(plan.at("parameters").at("word").text()).isEqualTo("hi");
    assertThat(plan.at("files").isNull()).isTrue();
  }

  @Test
  void anApplyIsThePlanWithItsHash() throws IOException {
    Path file = write("shop.yaml", "name: shop\n");
    Document document = Document.read(file.toString(), NOTHING, Given.NOTHING);
    assertThat(document.toApply("ab12")).isEqualTo(document.toPlan().with("plan", "ab12"));
  }

  @Test
  void anEarlierGenerationIsSentAsWhatItIs() {
    Document document = Document.ofRevision(new RobotId("shop"), 3, "name: shop\n");
    assertThat(document.file()).isEqualTo("generation 3 of shop");
    assertThat(document.here()).isEqualTo(Path.of("/"));
    assertThat(document.backTo()).contains(3L);
    assertThat(document.toApply("ab12").at("backTo").number()).isEqualTo(3);
    assertThat(document.toPlan().at("backTo").isNull()).as("a plan goes nowhere").isTrue();
  }

  @Test
  void namesAreReadOrRefusedAsTheGridWould() {
    assertThat(new Name.OfRobot().convert("shop")).isEqualTo(new RobotId("shop"));
    assertThat(new Name.OfNode().convert("n-1")).isEqualTo(new NodeId("n-1"));
    WorkloadId web = WorkloadId.parse("shop/web#12");
    assertThat(new Name.OfWorkload().convert("shop/web#12")).isEqualTo(web);
    assertThat(Name.path(web)).isEqualTo("/v1/workloads/shop/web/12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "-shop", "a b", "a/b", "ü"})
  void whatIsNoNameIsRefusedWithWhatOneIs(String text) {
    assertThatThrownBy(() -> new Name.OfRobot().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is not a robot name: use 1 to 63 of a-z");
    assertThatThrownBy(() -> new Name.OfNode().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is not a node name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop/web", "shop#1/web", "shop/web#", "shop/web#x"})
  void whatIsNoWorkloadIsRefusedWithHowOneIsWritten(String text) {
    assertThatThrownBy(() -> new Name.OfWorkload().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is not a workload: ");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90000", "2m, 120000", "50ms, 50", "1h, 3600000"})
  void timesAreWrittenAsInBlueprints(String text, long millis) {
    assertThat(new Amount.OfTime().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"2, 2000", "500m, 500", "0.5, 500"})
  void coresAreWrittenAsInBlueprints(String text, long millis) {
    assertThat(new Amount.OfCpu().convert(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"2GiB, 2147483648", "64MiB, 67108864"})
  void memoryIsWrittenAsInBlueprints(String text, long bytes) {
    assertThat(new Amount.OfMemory().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1s", "1 parsec"})
  void whatIsNoAmountIsRefusedByTheWordAndNotByACrash(String text) {
    for (CommandLine.ITypeConverter<?> converter :
        List.of(new Amount.OfTime(), new Amount.OfCpu(), new Amount.OfMemory())) {
      assertThatThrownBy(() -> converter.convert(text))
          .isInstanceOf(TypeConversionException.class)
          .message()
          .isNotBlank();
    }
  }

  @Command
  private static final class Word {
    @Mixin private final Consent consent = new Consent();
    @Mixin private final GridOptions grid = new GridOptions();
  }

  private static Word word(String... args) {
    Word word = new Word();
    var _ = new CommandLine(word).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return word;
  }

  private static Terminal terminal(String typed, boolean live, ByteArrayOutputStream shown) {
    PrintStream stream = new PrintStream(shown, true, UTF_8);
    return new Terminal(
        stream, stream, new ByteArrayInputStream(typed.getBytes(UTF_8)), live, false, 80);
  }

  private static Optional<Trouble> asked(String typed, boolean live, String... args) {
    Terminal terminal = terminal(typed, live, new ByteArrayOutputStream());
    Consent consent = word(args).consent;
    return Optional.ofNullable(
        catchThrowableOfType(Trouble.class, () -> consent.ask(terminal, "Go on?")));
  }

  @Test
  void whoSaidYesInAdvanceIsNotAsked() throws IOException {
    for (String yes : List.of("-y", "--yes")) {
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      Terminal terminal = terminal("no\n", true, shown);
      word(yes).consent.ask(terminal, "Go on?");
      assertThat(shown.toString(UTF_8)).isEmpty();
      assertThat(word(yes).consent.asks(terminal)).isFalse();
    }
  }

  @Test
  void nothingPassesForAYesButAYes() {
    assertThat(asked("y\n", true)).isEmpty();
    assertThat(asked("yes\n", true)).isEmpty();
    for (String no : List.of("no\n", "n\n", "\n", "", "sure\n")) {
      Trouble trouble = asked(no, true).orElseThrow();
      assertThat(trouble.code()).isEqualTo(ExitCode.FAILED);
      assertThat(trouble).hasMessage("not confirmed; nothing was changed");
    }
  }

  @Test
  void whereNobodySitsTheYesMustStandInTheCommand() {
    Trouble trouble = asked("yes\n", false).orElseThrow();
    assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trouble).hasMessage("nobody is here to be asked: Go on?");
    assertThat(trouble.remedy()).contains("say yes in advance with --yes");
  }

  @Test
  void aFarGridNeedsItsTokenAndATokenItsGrid() {
    Trouble noToken =
        catchThrowableOfType(
            Trouble.class, () -> word("--url", "https://n1.example:7717").grid.grid());
    assertThat(noToken.code()).isEqualTo(ExitCode.USAGE);
    assertThat(noToken).hasMessage("--url needs --token-file");
    assertThat(noToken.remedy().orElseThrow()).contains("operator.token", "chmod 600");
    Trouble noUrl =
        catchThrowableOfType(
            Trouble.class, () -> word("--token-file", folder.toString()).grid.grid());
    assertThat(noUrl).hasMessage("--token-file goes with --url");
  }

  @Test
  void aDataFolderIsAbsoluteHoweverItIsWritten() {
    assertThat(word("--data", "a/../b/.").grid.data())
        .isEqualTo(Path.of("").toAbsolutePath().resolve("b"));
  }

  @Test
  void ofAGridOnAnotherMachineTheDataFolderSaysNothing() {
    assertThat(word("--data", folder.toString()).grid.file()).isEmpty();
    assertThat(
            word("--data", folder.toString(), "--url", "https://n1:1", "--token-file", "t")
                .grid
                .file())
        .isEmpty();
  }
}
