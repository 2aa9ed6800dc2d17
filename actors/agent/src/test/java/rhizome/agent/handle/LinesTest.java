package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.agent.Specs;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.house.Property;

/** What is written down of a spec, line by line, and as agents of other builds write it. */
class LinesTest {

  /** The lines between the first and the checksum. */
  private static List<String> body(Lines lines) {
    List<String> all = lines.text().lines().toList();
    return all.subList(1, all.size() - 1);
  }

  private static Lines of(String... pairs) {
    Lines lines = new Lines();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      lines.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return lines;
  }

  /** The same with each line changed as {@code change} says; an empty one is left out. */
  private static Lines changed(Lines lines, UnaryOperator<String> change) {
    Lines changed = new Lines();
    for (String line : body(lines)) {
      String next = change.apply(line);
      String key = line.substring(0, line.indexOf('='));
      if (next.equals(line)) {
        changed.put(key, lines.get(key));
      } else if (!next.isEmpty()) {
        changed.put(key, next.substring(next.indexOf('=') + 1));
      }
    }
    return changed;
  }

  private static Lines without(Lines lines, String start) {
    return changed(lines, line -> line.startsWith(start) ? "" : line);
  }

  @Test
  void aTextNamesItsFormFirstAndItsChecksumLast() {
    assertThat(of("a=1", "b=two words").text())
        .matches("rhizome-handle 1\na=1\nb=two words\ncrc32c=[0-9a-f]{8}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "a\\u005cb, 'a\\005cb'",
    "tab\\u0009, 'tab\\0009'",
    "line\\u000aline, 'line\\000aline'",
    "ä, '\\00e4'",
    "\\ud83d\\ude00, '\\d83d\\de00'",
    "~ =#, '~ =#'"
  })
  void whatIsNotPlainIsEscaped(String value, String escaped) {
    String real = unicode(value);
    Lines lines = new Lines().put("k", real);
    assertThat(body(lines)).containsExactly("k=" + escaped);
    assertThat(Lines.parse(lines.text()).get("k")).isEqualTo(real);
  }

  private static String unicode(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Test
  void aValueCannotPassForALineOrAChecksum() {
    Lines lines = new Lines().put("a", "x\ncrc32c=00000000\nb=1").put("c", "=");
    Lines read = Lines.parse(lines.text());
    assertThat(read.get("a")).isEqualTo("x\ncrc32c=00000000\nb=1");
    assertThat(read.get("c")).isEqualTo("=");
    assertThat(read.find("b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rhizome-handle 1", "rhizome-handle 1\na=1\n", "crc32c=0\n"})
  void aTextWithoutItsEndIsCutShort(String text) {
    assertThatThrownBy(() -> Lines.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is cut short, or not of the form rhizome-handle 1");
  }

  @Test
  void aTextThatWasAlteredIsNotRead() {
    String text = of("a=1").text();
    assertThatThrownBy(() -> Lines.parse(text.replace("a=1", "a=2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its checksum does not fit");
    assertThatThrownBy(() -> Lines.parse(text.substring(0, text.length() - 1)))
        .hasMessage("its checksum does not fit");
    assertThat(Lines.parse(text + "left from before").get("a")).isEqualTo("1");
  }

  @Test
  void aLineThatIsMissingIsNamed() {
    Lines lines = of("l.count=2", "l.0=x");
    assertThatThrownBy(() -> lines.get("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the line 'a' is missing");
    assertThatThrownBy(() -> lines.list("l")).hasMessage("the line 'l.1' is missing");
    assertThatThrownBy(() -> lines.list("m")).hasMessage("the line 'm.count' is missing");
    assertThat(lines.find("a")).isEmpty();
  }

  @Test
  void listsAndMapsComeBackWhateverIsInThem() {
    Property.forAll(
        random -> {
          List<String> list = new ArrayList<>();
          Map<String, String> map = new TreeMap<>();
          for (int i = random.nextInt(5); i > 0; i--) {
            String any = Character.toString(random.nextInt(0xD800)) + "=\n\\" + i;
            list.add(any);
            map.put(any, any + any);
          }
          Lines read = Lines.parse(new Lines().putAll("l", list).putAll("m", map).text());
          assertThat(read.list("l")).isEqualTo(list);
          assertThat(read.map("m", text -> text)).isEqualTo(map);
        });
  }

  static Stream<Arguments> probes() {
    return Stream.of(
        Arguments.of(new Probe.Alive(), List.of("health.probe=alive")),
        Arguments.of(new Probe.Tcp("db"), List.of("health.probe=tcp", "health.port=db")),
        Arguments.of(
            new Probe.Http("http", "/x"),
            List.of("health.probe=http", "health.port=http", "health.path=/x")),
        Arguments.of(
            new Probe.Command(List.of("test", "")),
            List.of(
                "health.probe=command",
                "health.command.count=2",
                "health.command.0=test",
                "health.command.1=")),
        Arguments.of(
            new Probe.Log(Duration.ofSeconds(90)),
            List.of("health.probe=log", "health.silence=PT1M30S")));
  }

  private static Health asking(Probe probe) {
    Health usual = Health.DEFAULT;
    return new Health(probe, usual.interval(), usual.timeout(), 3, 1, usual.start(), Checks.NONE);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void healthOfOneProbeIsWrittenAsAgentsAlwaysDid(Probe probe, List<String> last) {
    List<String> expected =
        new ArrayList<>(
            List.of(
                "health.interval=PT1S",
                "health.timeout=PT1S",
                "health.failures=3",
                "health.successes=1",
                "health.start=PT30S"));
    expected.addAll(last);
    Lines lines = new Lines();
    HealthLines.write(lines, asking(probe));
    assertThat(body(lines)).isEqualTo(expected);
    assertThat(HealthLines.read(of(expected.toArray(String[]::new)))).isEqualTo(asking(probe));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void eachCheckHasLinesOfItsOwn(Probe probe, List<String> last) {
    Check check =
        new Check(
            probe,
            Duration.ofMillis(1500),
            Duration.ofSeconds(2),
            new Threshold(2, 5),
            Threshold.row(1));
    List<String> written =
        new ArrayList<>(
            List.of(
                "K.interval=PT1.5S",
                "K.timeout=PT2S",
                "K.failures=2",
                "K.failures.of=5",
                "K.successes=1",
                "K.successes.of=1"));
    last.forEach(line -> written.add(line.replaceFirst("health", "K")));
    Optional<Check> there = Optional.of(check);
    Optional<Check> none = Optional.empty();
    Map<String, Checks> each =
        Map.of(
            "health.startup", new Checks(there, none, none),
            "health.readiness", new Checks(none, there, none),
            "health.liveness", new Checks(none, none, there));
    each.forEach(
        (key, checks) -> {
          Lines lines = new Lines();
          HealthLines.write(lines, Health.of(checks));
          assertThat(body(lines))
              .filteredOn(line -> line.startsWith(key))
              .isEqualTo(written.stream().map(line -> line.replaceFirst("^K", key)).toList());
          assertThat(HealthLines.read(lines)).isEqualTo(Health.of(checks));
        });
  }

  @Test
  void aProbeOfALaterAgentIsRefusedByName() {
    Lines lines = new Lines();
    HealthLines.write(lines, Health.DEFAULT);
    lines.put("health.probe", "grpc");
    assertThatThrownBy(() -> HealthLines.read(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown probe grpc");
    lines.put("health.probe", "alive").put("health.liveness.probe", "dns");
    assertThatThrownBy(() -> HealthLines.read(lines)).hasMessage("unknown probe dns");
  }

  @Test
  void aCheckIsWholeOrRefused() {
    Lines lines = new Lines();
    HealthLines.write(
        lines,
        Health.of(new Checks(Optional.of(Check.STARTUP), Optional.empty(), Optional.empty())));
    for (String key : List.of("interval", "timeout", "failures.of", "successes.of")) {
      String line = "health.startup." + key;
      assertThatThrownBy(() -> HealthLines.read(without(lines, line + "=")))
          .hasMessage("the line '%s' is missing", line);
    }
    Lines never =
        changed(
            lines,
            line ->
                line.startsWith("health.startup.failures.of") ? line.replace("30", "29") : line);
    assertThatThrownBy(() -> HealthLines.read(never))
        .hasMessage("30 of the last 29 can never be; count from 1, and to no more");
  }

  private static final Supplies GIVEN =
      new Supplies(
          List.of(
              new TextFile("conf", "etc/a.conf", 0640, "one\ntwo ✓"),
              new TextFile("empty", "e", 0, "")),
          List.of(new Volume("data", "var/data", 1L << 40)),
          List.of(new Secret("pw", true), new Secret("key", false)));

  private static Lines given() {
    Lines lines = new Lines();
    SuppliesLines.write(lines, GIVEN);
    return lines;
  }

  @Test
  void whatAWorkloadIsGivenIsWrittenAsFlatLists() {
    assertThat(body(given()))
        .containsExactly(
            "files.count=8",
            "files.0=conf",
            "files.1=etc/a.conf",
            "files.2=416",
            "files.3=one\\000atwo \\2713",
            "files.4=empty",
            "files.5=e",
            "files.6=0",
            "files.7=",
            "volumes.count=3",
            "volumes.0=data",
            "volumes.1=var/data",
            "volumes.2=1099511627776",
            "secrets.count=4",
            "secrets.0=pw",
            "secrets.1=true",
            "secrets.2=key",
            "secrets.3=false");
    assertThat(SuppliesLines.read(Lines.parse(given().text()))).isEqualTo(GIVEN);
  }

  @Test
  void eachKindMayBeMissing() {
    assertThat(SuppliesLines.read(without(given(), "files")))
        .isEqualTo(new Supplies(List.of(), GIVEN.volumes(), GIVEN.secrets()));
    assertThat(SuppliesLines.read(without(given(), "volumes")))
        .isEqualTo(new Supplies(GIVEN.files(), List.of(), GIVEN.secrets()));
    assertThat(SuppliesLines.read(without(given(), "secrets")))
        .isEqualTo(new Supplies(GIVEN.files(), GIVEN.volumes(), List.of()));
    assertThat(SuppliesLines.read(new Lines())).isEqualTo(Supplies.NONE);
    Lines nothing = new Lines();
    SuppliesLines.write(nothing, Supplies.NONE);
    assertThat(body(nothing)).isEmpty();
  }

  @Test
  void noPathThatIsWrittenDownLeadsOutOfItsFolder() {
    for (String path : List.of("../x", "/etc/passwd", "a/../../b")) {
      assertThatThrownBy(() -> SuppliesLines.read(given().put("files.1", path)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'" + path + "' is no path below a folder");
      assertThatThrownBy(() -> SuppliesLines.read(given().put("volumes.1", path)))
          .hasMessage("'" + path + "' is no path below a folder");
    }
  }

  private static Lines spec(Spec spec) {
    Lines lines = new Lines();
    SpecLines.write(lines, spec);
    return lines;
  }

  @Test
  void aSpecOfAnEarlierAgentIsSingleAndGivenNothing() {
    Spec spec = Specs.sleeper().ports(new Port("http", 80)).spec();
    Lines before = without(spec(spec), "single=");
    assertThat(body(before)).noneMatch(line -> line.matches("(files|volumes|secrets|single).*"));
    assertThat(SpecLines.read(before)).isEqualTo(spec);
    assertThat(SpecLines.read(spec(spec.shared())).single()).isFalse();
  }

  @Test
  void everythingElseOfASpecMustBeThere() {
    Lines whole = spec(Specs.sleeper().workdir("/srv").ports(new Port("http", 80)).spec());
    for (String line : body(whole)) {
      String key = line.substring(0, line.indexOf('='));
      if (!key.equals("single") && !key.equals("run.workdir")) {
        assertThatThrownBy(() -> SpecLines.read(without(whole, key + "=")))
            .as(key)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("the line '" + key + "' is missing");
      }
    }
    assertThat(SpecLines.read(without(whole, "run.workdir=")).run().workdir()).isEmpty();
  }

  @Test
  void whatIsGivenTravelsWithItsSpec() {
    Spec spec = Specs.sleeper().given(GIVEN).spec();
    assertThat(SpecLines.read(Lines.parse(spec(spec).text()))).isEqualTo(spec);
    assertThat(spec(spec).text()).as("by name alone").contains("secrets.0=pw");
  }
}
