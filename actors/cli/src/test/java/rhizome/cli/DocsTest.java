package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;
import rhizome.cli.terminal.Terminal;

/** What the pages tell people to type is understood. */
class DocsTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?:bash|sh)?$(.*?)^ *```$");

  /** At the start of a line, after a prompt, or behind an account and a folder. */
  private static final Pattern COMMAND =
      Pattern.compile("^(?:\\$ )?(?:sudo -u \\S+ )?(?:\\S*/)?rhizome (.*)$");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** A command on a page, without what a shell does with it. */
  record Example(String page, String line) {
    List<String> words() {
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(line);
      while (word.find()) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      }
      return words;
    }
  }

  static List<Example> examples() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String shelf : List.of("docs/operate", "docs/validate")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(shelf))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    List<Example> examples = new ArrayList<>();
    for (Path page : pages) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        collect(ROOT.relativize(page).toString(), block.group(1), examples);
      }
    }
    return examples;
  }

  private static void collect(String page, String block, List<Example> into) {
    for (String line : block.replaceAll(" *\\\\\\n *", " ").split("\n", -1)) {
      String typed = line.strip().replaceFirst("^RHIZOME_JOIN=", "rhizome join ");
      Matcher command = COMMAND.matcher(typed.replaceFirst(" +(#|\\||>|&&|;).*$", ""));
      if (command.matches()) {
        into.add(new Example(page, command.group(1)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyCommandOnAPageIsUnderstood(Example example) {
    parse(example.words());
  }

  @Test
  void thePagesWithStepsAreAmongThem() throws IOException {
    assertThat(examples())
        .extracting(Example::page)
        .contains(
            "README.md",
            "docs/operate/cluster.md",
            "docs/operate/edge.md",
            "docs/operate/pki.md",
            "docs/operate/backup.md");
    assertThat(examples())
        .extracting(Example::line)
        .as("what stands in member.env, over several lines")
        .anyMatch(line -> line.startsWith("join --seed") && line.contains("--cassandra"));
  }

  @ParameterizedTest
  @CsvSource({"pki issue --name n1 --role member", "join --seeds 10.0.0.1:7718", "nod --name m7"})
  void whatIsNotUnderstoodIsFound(String line) {
    Example example = new Example("a page", line);
    assertThatThrownBy(() -> parse(example.words())).isInstanceOf(ParameterException.class);
  }

  static void parse(List<String> words) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Terminal nobody =
        new Terminal(nowhere, nowhere, InputStream.nullInputStream(), false, false, 80);
    String[] args = words.toArray(String[]::new);
    var _ = Tree.of(nobody, args).parseArgs(args);
  }
}
