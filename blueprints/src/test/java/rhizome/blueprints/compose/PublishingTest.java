package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.house.Property;

class PublishingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [80]                                | {p80=auto}
          80                                  | {p80=auto}
          [":80"]                             | {p80=auto}
          ["80:80"]                           | {p80=80}
          ["80:80/tcp"]                       | {p80=80}
          ["65535:65535"]                     | {p65535=65535}
          ["${P:-80}:80"]                     | {p80=80}
          [" 80:80 "]                         | {p80=80}
          ["3000-3002:3000-3002"]             | {p3000=3000, p3001=3001, p3002=3002}
          ["3000-3001"]                       | {p3000=auto, p3001=auto}
          [80, 80]                            | {p80=auto}
          [80, "80:80"]                       | {p80=auto, p80-80=80}
          ["80:80", "80:80/tcp"]              | {p80=80}
          [{target: 80}]                      | {p80=auto}
          [{target: 80, published: "80"}]     | {p80=80}
          [{target: 1-2, published: 1-2}]     | {p1=1, p2=2}
          [{target: 80, protocol: tcp, mode: host, name: a, app_protocol: http}] | {p80=auto}
          """)
  void aPortIsCalledAfterTheOneOfTheProgram(String text, String ports) {
    Document document = Document.of("{ports: " + text + "}");
    assertThat(read(document)).hasToString(ports);
    assertThat(document.refused()).isEmpty();
    assertThat(document.told()).noneMatch(said -> said.startsWith("no-counterpart"));
  }

  @Test
  void aPortThatLeadsToAnotherIsToldWithTheWordsToUse() {
    Document document = Document.of("{ports: ['8080:80', '8081:80']}");
    assertThat(read(document)).hasToString("{p80=8080, p80-8081=8081}");
    assertThat(document.told())
        .containsExactly(
            "port-mapping 1:10 nothing leads from port 8080 to port 80 here: the program itself has"
                + " to use 8080; '${ports.p80}' in its arguments or environment, or auto",
            "port-mapping 1:21 nothing leads from port 8081 to port 80 here: the program itself has"
                + " to use 8081; '${ports.p80-8081}' in its arguments or environment, or auto");
  }

  @Test
  void eachPortOfARangeIsToldByItself() {
    Document document = Document.of("{ports: ['4000-4002:3000-3002']}");
    assertThat(read(document)).hasToString("{p3000=4000, p3001=4001, p3002=4002}");
    assertThat(document.told()).hasSize(3);
  }

  @Test
  void aNumberOfTheHostIsGivenOnce() {
    Document document = Document.of("{ports: ['53:53/udp', '53:53/tcp', '[::1]:53:53', '53:54']}");
    assertThat(read(document)).hasToString("{p53=53}");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:80:80, 127.0.0.1", "[::1]:80:80, [::1]", "0.0.0.0::80, 0.0.0.0"})
  void anAddressIsToldToBeLost(String port, String address) {
    Document document = Document.of("{ports: ['" + port + "']}");
    assertThat(read(document)).containsOnlyKeys("p80");
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:10 the address '"
                + address
                + "' of a port has no counterpart; it is left out;"
                + " a program told to listen there alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'80:80/udp'", "{target: 80, published: 80, protocol: udp}"})
  void anotherProtocolThanTcpIsToldToBeLost(String port) {
    Document document = Document.of("{ports: [" + port + "]}");
    assertThat(read(document)).hasToString("{p80=80}");
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:10 a port is a number here, for TCP and UDP; that it is udp is left"
                + " out; no tcp or http probe of it");
  }

  @Test
  void theLongFormTellsWhatNobodyReads() {
    Document document = Document.of("{ports: [{target: 80, host_ip: '::1', other: 1}]}");
    assertThat(read(document)).hasToString("{p80=auto}");
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:10 the address '::1' of a port has no counterpart; it is left out;"
                + " a program told to listen there alone",
            "no-counterpart 1:39 'ports.other' has no counterpart; it is left out;"
                + " nothing, or what does the same on the node");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "80:", "-80", "1:2:3:4", "80/", "123456", "a:80", "$P:80", "80 81"})
  void whatIsNoPortIsRefusedWithAnExample(String port) {
    Document document = Document.of("{ports: ['" + port + "']}");
    assertThat(read(document)).isEmpty();
    assertThat(document.refused())
        .containsExactly("1:10 '" + port + "' is no port; HOST:CONTAINER, such as 8080:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "65536", "0:80", "80:65536", "2-1", "1-2:1-3", "1-2:1", "1:1-2", "1-101"})
  void numbersThatCannotBeAreRefused(String port) {
    Document document = Document.of("{ports: ['" + port + "']}");
    assertThat(read(document)).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:10 the ports '"
                + port
                + "' are none; numbers from 1 to 65535, as many on both sides, at most 100");
  }

  @Test
  void aRangeHasAtMostAHundredPorts() {
    assertThat(read(Document.of("{ports: ['1001-1100:2001-2100']}"))).hasSize(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[80]]              | 1:10 a port is a list; HOST:CONTAINER, such as 8080:80
          [{published: 1}]    | 1:10 a port has no 'target'; the port of the program, such as 80
          [{target: [1]}] | 1:19 'ports.target' is a list; one value
          [{target: x}] | 1:10 the ports 'x' are none; numbers from 1 to 65535, as many on both \
          sides, at most 100
          [{target: 1-2-3}] | 1:10 the ports '1-2-3' are none; numbers from 1 to 65535, as many on \
          both sides, at most 100
          [{target: 80, published: ''}] | 1:10 the ports ':80' are none; numbers from 1 to 65535, \
          as many on both sides, at most 100
          """)
  void aPortInAnyOtherFormIsRefused(String ports, String message) {
    Document document = Document.of("{ports: " + ports + "}");
    assertThat(read(document)).isEmpty();
    assertThat(document.refused()).contains(message);
  }

  /** Against the plainest model: each pair by itself, a number of the host once. */
  @Test
  void everyNumberOfTheHostIsFixedOnceUnderANameOfItsOwn() {
    Property.forAll(
        random -> {
          StringBuilder text = new StringBuilder();
          TreeSet<Integer> hosts = new TreeSet<>();
          for (int i = random.nextInt(1, 8); i > 0; i--) {
            int host = random.nextInt(1, 6);
            hosts.add(host);
            text.append("'%d:%d', ".formatted(host, random.nextInt(1, 4)));
          }
          Map<String, String> ports = read(Document.of("{ports: [" + text + "]}"));
          assertThat(ports.values().stream().map(Integer::valueOf).sorted())
              .containsExactlyElementsOf(hosts);
          assertThat(ports.keySet()).allMatch(name -> name.matches("p\\d(-\\d)?"));
        });
  }

  private static Map<String, String> read(Document document) {
    Parts parts = new Parts(document.root(), "", document.notes());
    return new Publishing(document.notes()).read(parts.value("ports").orElseThrow());
  }
}
