package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;

class SuppliesReaderTest {

  private static final String SHELL =
      """
      #!/bin/sh
      pid=$$ ; echo "$host ${VAR} ${VAR:-x} $(date) ${here} ${no.one} $${VAR} ${#a[@]}"
      exec nginx -p ${ports.http} -c ${files.conf} -d ${volumes.data} # $${ports.http}
      """;

  @Test
  void whatIsNotWrittenIsItsName() {
    Supplies read =
        supplies("{run: a, files: {conf: {text: x}}, volumes: {data: {}}, secrets: [key]}");
    assertThat(read.files()).containsExactly(new TextFile("conf", "conf", 0644, "x"));
    assertThat(read.volumes()).containsExactly(new Volume("data", "data", 0));
    assertThat(read.secrets()).containsExactly(new Secret("key", false));
  }

  @Test
  void whatIsWrittenIsTaken() {
    Supplies read =
        supplies(
            "{run: a, files: {go: {path: bin/go, mode: '0755', text: x}}, "
                + "volumes: {data: {path: var/data, size: 1GiB}}, secrets: {key: {file: true}}}");
    assertThat(read.files()).containsExactly(new TextFile("go", "bin/go", 0755, "x"));
    assertThat(read.volumes()).containsExactly(new Volume("data", "var/data", 1L << 30));
    assertThat(read.secrets()).containsExactly(new Secret("key", true));
  }

  @Test
  void aTextOfAShellNeedsNoEscapesAndOnlyOurOwnIsFilledIn() {
    Service service =
        Reading.valid(
                """
                blueprint: v1
                name: x
                services:
                  s:
                    run: {command: "${files.go}", args: ["${volumes.data}"]}
                    ports: {http: auto}
                    volumes: {data: {}}
                    files:
                      conf: {text: y}
                      go:
                        text: |
                          %s\
                """
                    .formatted(SHELL.replace("\n", "\n          ")))
            .services()
            .getFirst();
    Map<String, String> known =
        Map.of("ports.http", "80", "files.conf", "/w/c", "volumes.data", "/v", "files.go", "/w/go");
    String text = service.spec().supplies().files().getLast().text().strip();
    assertThat(Placeholders.fillAll(text, known))
        .isEqualTo(
            SHELL
                .strip()
                .replace("-p ${ports.http}", "-p 80")
                .replace("${files.conf}", "/w/c")
                .replace("${volumes.data}", "/v")
                .replace("$${ports.http}", "${ports.http}"));
    assertThat(Placeholders.fillAll(service.spec().run().command(), known)).isEqualTo("/w/go");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          a${ports.htp}    | the service has no port 'htp'; it has http, in line 1 of the text
          ${files.x}       | the service has no file 'x'; it has f, in line 1 of the text
          ${volumes.}      | the service has no volume ''; it has none, in line 1 of the text
          ${secrets.x}     | the service has no secret 'x'; it has none, in line 1 of the text
          a\\nb ${ports.http | '${ports.http' without its '}', in line 2 of the text
          ${ports.http:-8} | the service has no port 'http:-8'; it has http, in line 1 of the text
          """)
  void whatIsOursAndNamesNothingIsRefused(String text, String message) {
    String body = "{run: a, ports: {http: auto}, files: {f: {text: \"%s\"}}}".formatted(text);
    assertThat(Reading.refusals(body)).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          files: {f: {text: a, path: ../x}} | '../x' is not a path below the folder of the workload
          files: {f: {text: a, path: /x}} | '/x' is not a path below the folder of the workload
          files: {f: {text: a, path: a/..}} | 'a/..' is not a path below the folder of the workload
          files: {f: {text: a, path: a//b}} | 'a//b' is not a path below the folder of the workload
          files: {f: {text: a, path: ./a}}  | './a' is not a path below the folder of the workload
          files: {f: {text: a, path: x}, g: {text: a, path: x}} | 'x' and 'x' lie in each other
          files: {f: {text: a, path: x/y}}, volumes: {x: {}} | 'x' and 'x/y' lie in each other
          files: {f: {}}                    | the file has no text
          files: {f: {text: a, from: b}}    | 'from' beside 'text'
          files: {f: {from: b}}             | the file 'b' was not sent along
          files: {f: {text: a, mode: 0755}} | 'mode' is the number 0755 in YAML 1.2, not a mode
          files: {f: {text: a, mode: rwx}}  | 'mode' must be a mode, not the value 'rwx'
          files: {F: {text: a}}             | 'F' is not a name of a file
          files: [a]                        | 'files' must be a mapping, not a list
          volumes: {v: {size: 5}}           | 'size': '5' is not an amount of memory
          secrets: [a, a]                   | 'a' is there twice
          secrets: [A]                      | 'A' is not a name of a secret
          secrets: {a: {file: yes}}         | 'file' is not the value 'yes'
          """)
  void whatCannotBeGivenIsNamed(String supplies, String message) {
    assertThat(Reading.refusals("{run: a, %s}".formatted(supplies))).contains(message);
  }

  @Test
  void aSecretStandsInEnvAndFilesAndNowhereElse() {
    assertThat(
            Reading.service("{run: {command: a, env: {P: '${secrets.k}'}}, secrets: [k]}")
                .spec()
                .run()
                .env())
        .containsEntry("P", "${secrets.k}");
    String where = "secrets are known only in env and in texts of files, not here";
    assertThat(Reading.refusals("{run: {command: a, args: ['${secrets.k}']}, secrets: [k]}"))
        .containsExactly(where);
    assertThat(Reading.refusals("{run: '${secrets.k}', secrets: [k]}")).containsExactly(where);
  }

  @Test
  void aFileThatHoldsASecretIsReadByItsUserOnly() {
    String file = "{run: a, secrets: [k], files: {f: {text: '${secrets.k}'%s}}}";
    assertThat(supplies(file.formatted("")).files().getFirst().mode()).isEqualTo(0600);
    assertThat(supplies(file.formatted(", mode: '0700'")).files().getFirst().mode())
        .isEqualTo(0700);
    assertThat(Reading.refusals(file.formatted(", mode: '0640'")))
        .containsExactly("a file that holds a secret may be read by others with the mode 0640");
  }

  @Test
  void whatCannotTravelIsRefused() {
    String half = "x".repeat(Supplies.FILE_BYTES_MAX / 2 + 1);
    String two = "{run: a, files: {f: {text: %s}, g: {text: %s}}}".formatted(half, half);
    assertThat(Reading.refusals(two)).containsExactly("the files of the service have 65538 bytes");
    StringBuilder services = new StringBuilder("blueprint: v1\nname: x\nservices:\n");
    for (int i = 0; i < 16; i++) {
      services.append("  s%d: {run: a, files: {f: {text: %s}}}\n".formatted(i, half));
    }
    assertThat(Reading.problems(services.toString()))
        .extracting(Problem::message)
        .containsExactly("the files of all services have 524304 bytes");
    String many = "v%d: {}, ".repeat(33).formatted((Object[]) numbers(33));
    assertThat(Reading.refusals("{run: a, volumes: {" + many + "}}"))
        .containsExactly("the service has 33 volumes");
  }

  private static Integer[] numbers(int count) {
    Integer[] numbers = new Integer[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  @Test
  void whatIsNamedUnderFromIsSentAlongAndStandsInTheModel() {
    String text =
        "blueprint: v1\nname: x\nservices: {s: {run: a, files: {f: {from: site/a.html}, "
            + "g: {from: site/a.html}, h: {text: from}}}}";
    assertThat(Enclosures.named(text)).containsExactly("site/a.html");
    assertThat(Enclosures.named("from: [")).isEmpty();
    Parsed parsed =
        BlueprintReader.read(
            "f",
            text,
            "/here",
            Limits.DEFAULT,
            Given.NOTHING.with(Map.of("site/a.html", "<a>${ports.x}", "b", "c")));
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(problem -> problem.line() + ":" + problem.message())
                    .contains("3:the service has no port 'x'; it has none, in line 1 of the text"));
    parsed =
        BlueprintReader.read(
            "f",
            text,
            "/here",
            Limits.DEFAULT,
            Given.NOTHING.with(Map.of("site/a.html", "${here}\n")));
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Valid.class,
            valid ->
                assertThat(valid.blueprint().services().getFirst().spec().supplies().files())
                    .extracting(TextFile::text)
                    .isEqualTo(List.of("${here}\n", "${here}\n", "from")));
  }

  private static Supplies supplies(String body) {
    return Reading.service(body).spec().supplies();
  }
}
