package rhizome.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.client.Utf8Pieces;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.json.YamlDocuments;
import rhizome.house.Property;

class LogsTest {

  /** More than one piece of what the API hands out at a time, and than a buffer. */
  private static final int LINES = 60_000;

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    Path file = grid.blueprint("talk", "it: {run: serve}\n");
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void whatWasWrittenIsShownByteByByteHoweverLongItIs() throws IOException {
    String all = "grüße 日本 \uD83C\uDF31\n".repeat(LINES);
    grid.world().print("talk/it#0", all);
    assertThat(all.getBytes(UTF_8).length).isGreaterThan(1 << 20);
    assertThat(grid.run("logs", "talk/it#0").out()).isEqualTo(all);
    Json json = grid.run("logs", "talk/it#0", "-o", "json").json();
    assertThat(json.at("text").text()).isEqualTo(all);
    assertThat(json.at("next").number()).isEqualTo(all.getBytes(UTF_8).length);
  }

  @Test
  void whatHasWrittenNothingShowsNothing() throws IOException {
    Said said = grid.run("logs", "talk/it#0");
    assertThat(said).isEqualTo(new Said(0, "", ""));
    assertThat(grid.run("logs", "talk/it#0", "-o", "json").json().at("text").text()).isEmpty();
  }

  @Test
  void aLogThatCannotBeReadNowSaysWhyAndIsNoRefusal() {
    grid.world().lose("n1");
    for (List<String> words : List.of(List.of("logs"), List.of("logs", "-f"))) {
      Said said =
          grid.run(Stream.concat(words.stream(), Stream.of("talk/it#0")).toArray(String[]::new));
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains("offline");
    }
  }

  @Test
  void aLogOfNobodyIsRefusedWithTheNearestName() {
    Said said = grid.run("logs", "talk/it#1");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("did you mean 'talk/it#0'?", "rhizome get workloads");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml"})
  void aFollowedLogForMachinesNeverCutsACharacter(String form, @TempDir Path other)
      throws IOException {
    String all = "日".repeat(20_000) + "\n";
    String log = "GET /v1/workloads/talk/it/0/log?follow=true&offset=";
    int size = all.getBytes(UTF_8).length;
    try (RecordedGrid recorded = new RecordedGrid(other)) {
      recorded.on(log + 0, 200, "text/plain", all);
      recorded.refuse(log + size, 503, "unavailable", "n1 is not connected");
      Said said =
          ScriptedTerminal.NOBODY.run(
              "logs", "-f", "talk/it#0", "-o", form, "--data", other.toString());
      assertThat(said.code()).isEqualTo(1);
      StringBuilder text = new StringBuilder();
      for (Json piece : form.equals("json") ? lines(said) : YamlDocuments.all(said.out())) {
        assertThat(piece.at("workload").text()).isEqualTo("talk/it#0");
        text.append(piece.at("text").text());
      }
      assertThat(text.toString()).isEqualTo(all);
    }
  }

  private static List<Json> lines(Said said) throws IOException {
    List<Json> lines = new ArrayList<>();
    for (String line : said.lines()) {
      lines.add(JsonText.parse(line));
    }
    return lines;
  }

  /** Wherever the network cuts. */
  @Test
  void piecesOfTextMakeTheWholeWhateverTheirSizes() {
    Property.forAll(
        random -> {
          StringBuilder whole = new StringBuilder();
          for (int i = random.nextInt(40); i > 0; i--) {
            whole.appendCodePoint(List.of(0x41, 0xFC, 0x65E5, 0x1F331).get(random.nextInt(4)));
          }
          byte[] bytes = whole.toString().getBytes(UTF_8);
          Utf8Pieces pieces = new Utf8Pieces();
          StringBuilder read = new StringBuilder();
          for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(5));
            byte[] buffer = new byte[8];
            System.arraycopy(bytes, at, buffer, 0, count);
            read.append(pieces.add(buffer, count));
            at += count;
          }
          assertThat(read.toString()).isEqualTo(whole.toString());
        });
  }

  @Test
  void bytesThatAreNoTextAreShownAsSuchAndDoNoHarmToWhatFollows() {
    byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xE6, 'c'};
    assertThat(new Utf8Pieces().add(bytes, bytes.length)).isEqualTo("a\uFFFDb\uFFFDc");
  }
}
