package rhizome.cli.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.command.Document;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Tint;

/** What was found in files, counted and told. */
class FindingsTest {

  private static final String GOOD =
      """
      blueprint: v1
      name: it
      services:
        a: {run: serve}
      """;

  @TempDir private Path folder;

  private Document document(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Document.read(file.toString(), InputStream.nullInputStream(), Given.NOTHING);
  }

  private static String last(Findings findings, boolean colours) {
    return findings.lines(colours).getLast();
  }

  @ParameterizedTest
  @CsvSource({"0, 0 errors", "1, 1 error", "2, 2 errors"})
  void manyAreManyAndOneIsOne(int number, String said) {
    assertThat(Findings.count(number, "error")).isEqualTo(said);
  }

  @Test
  void nothingReadIsNothingFound() {
    Findings none = new Findings();
    assertThat(none.lines(false)).containsExactly("0 errors, 0 warnings in 0 files");
    assertThat(none.json().at("findings").items()).isEmpty();
  }

  @Test
  void filesWithoutFaultAreCountedAndNothingElse() throws IOException {
    Findings findings = new Findings();
    findings.read(document("a.yaml", GOOD));
    findings.read(document("b.yaml", GOOD));
    assertThat(findings.errors()).isZero();
    assertThat(last(findings, false)).endsWith(" in 2 files");
    assertThat(findings.json().at("files").number()).isEqualTo(2);
  }

  @Test
  void anErrorIsToldWithItsPlaceAndItsRemedyInBothForms() throws IOException {
    Findings findings = new Findings();
    findings.read(document("a.yaml", GOOD.replace("run: serve", "rum: serve")));
    assertThat(findings.errors()).isPositive();
    Json first = findings.json().at("findings").items().getFirst();
    assertThat(first.at("severity").text()).isEqualTo("error");
    assertThat(first.at("rule").isNull()).isTrue();
    assertThat(first.at("file").text()).isEqualTo(folder.resolve("a.yaml").toString());
    assertThat(first.at("line").number()).isEqualTo(4);
    assertThat(first.at("message").text()).isNotBlank();
    assertThat(findings.lines(false).getFirst())
        .startsWith(folder.resolve("a.yaml") + ":4:")
        .contains(first.at("message").text());
  }

  @Test
  void findingsOfManyFilesStandInTheOrderInWhichTheyWereRead() throws IOException {
    Findings findings = new Findings();
    findings.read(document("z.yaml", "blueprint: v1\n"));
    findings.read(document("a.yaml", "blueprint: v1\n"));
    List<String> files =
        findings.json().at("findings").items().stream()
            .map(finding -> finding.at("file").text())
            .distinct()
            .toList();
    assertThat(files)
        .containsExactly(folder.resolve("z.yaml").toString(), folder.resolve("a.yaml").toString());
    assertThat(findings.json().at("errors").number()).isEqualTo(findings.errors());
    assertThat(findings.json().at("warnings").number()).isEqualTo(findings.warnings());
  }

  @Test
  void theLastLineHasTheColourOfTheWorst() throws IOException {
    Findings findings = new Findings();
    assertThat(last(findings, true)).isEqualTo(Tint.GOOD.paint(last(findings, false), true));
    findings.read(document("a.yaml", "blueprint: v1\n"));
    assertThat(last(findings, true)).isEqualTo(Tint.BAD.paint(last(findings, false), true));
  }

  @Test
  void whatTheWordLacksIsSaid() {
    Said said = ScriptedTerminal.NOBODY.run("template");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("what to do is missing: list or show");
  }

  @Test
  void standardInputIsReadOnce() {
    Said twice = ScriptedTerminal.pipe(GOOD).run("lint", "-", "-");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("standard input can be read once, not several times");
    assertThat(ScriptedTerminal.pipe(GOOD).run("lint", "-").code()).isZero();
  }

  @Test
  void aTemplateFarFromAllIsSentToTheList() {
    Trouble trouble =
        catchThrowableOfType(Trouble.class, () -> TemplateWord.find("zzzzzzzzzzzzzzzz"));
    assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trouble).hasMessage("template 'zzzzzzzzzzzzzzzz' not found");
    assertThat(trouble.remedy()).contains("'rhizome template list' has all");
    assertThat(TemplateWord.find("static-site").name()).isEqualTo("static-site");
  }
}
