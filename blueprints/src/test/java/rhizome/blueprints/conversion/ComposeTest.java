package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;

class ComposeTest {

  private static final String SHOP =
      """
      version: "3.8"
      name: Shop
      x-usual: &usual
        stop_grace_period: 20s
      services:
        web:
          <<: *usual
          image: docker.io/library/nginx:1.25
          command: nginx -g 'daemon off;' -p "$$HOME/${SITE:-site}"
          environment:
            - A=b=c
            - EMPTY=
          ports: ["8080:8080", "127.0.0.1:9090:90/udp", 7000]
          depends_on:
            api: {condition: service_healthy}
            init: {condition: service_completed_successfully}
          deploy:
            replicas: 2
            resources:
              limits: {cpus: '0.50', memory: 512M}
              reservations: {memory: 128m}
            restart_policy: {condition: any, delay: 5s, max_attempts: 4, window: 1m}
        api:
          build: .
          entrypoint: [/bin/api]
          command: [--port, 8000]
          environment: {B: yes, C: 1.0}
          working_dir: /srv
          healthcheck:
            test: [CMD-SHELL, "curl -f http://localhost || exit 1"]
            interval: 10s
            retries: 2
            start_period: 1m30s
          restart: unless-stopped
        init:
          command: ["true"]
      """;

  @Test
  void whatHasACounterpartIsWritten() {
    assertThat(Converting.written(SHOP))
        .isEqualTo(
            """
            blueprint: v1
            name: shop
            services:
              web:
                # was run from the image docker.io/library/nginx:1.25
                run:
                  command: nginx
                  args: ["-g", "daemon off;", "-p", "$HOME/site"]
                  env:
                    A: "b=c"
                    EMPTY: ""
                  grace: 20s
                replicas: 2
                resources: {cpu: 0.5, memory: 128MiB}
                ports:
                  p8080: 8080
                  p90: 9090
                  p7000: auto
                restart: {attempts: 4, window: 1m30s, backoff: 5s, max-backoff: 10s, \
            healthy-after: 1m}
                needs: [api, {init: completed}]
              api:
                run:
                  command: /bin/api
                  args: ["--port", "8000"]
                  env:
                    B: yes
                    C: "1.0"
                  workdir: /srv
                health: {command: [sh, "-c", "curl -f http://localhost || exit 1"], interval: 10s, \
            timeout: 10s, failures: 2, successes: 1, start: 1m30s}
              init:
                run:
                  command: "true"
                job: {}
            """);
  }

  @Test
  void whatHasNoneIsToldByNameAndPlace() {
    assertThat(Converting.told(SHOP))
        .containsExactly(
            "renamed 2:7 'Shop' is no native name; it is called 'shop' here",
            "merge-key 7:5 '<<' merges are not part of YAML 1.2; its keys are written out",
            "image 8:12 the image 'docker.io/library/nginx:1.25' is not run; its program is, from"
                + " the node",
            "interpolation 9:14 compose takes 'SITE' from the shell; its default 'site' is written",
            "no-counterpart 13:26 a port is a number here, for TCP and UDP; that it is udp is left"
                + " out",
            "no-counterpart 13:26 the address '127.0.0.1' of a port has no counterpart; it is left"
                + " out",
            "port-mapping 13:26 nothing leads from port 9090 to port 90 here: the program itself"
                + " has to use 9090",
            "nearly 20:24 a limit has no counterpart; it is written as what each replica asks for",
            "nearly 20:40 a limit above what is reserved has no counterpart; what is reserved is"
                + " written",
            "image 24:5 'build' is left out: no image is built, and none is run");
  }

  @Test
  void whatIsWrittenIsReadWithoutAProblemAndIsWise() {
    Parsed.Valid read = read(SHOP);
    assertThat(Lint.check(read))
        .extracting(Warning::rule)
        .extracting(Enum::name)
        .containsOnly("FIXED_PORT_WITH_REPLICAS", "UNPROBED_PORT");
    String wise =
        """
        services:
          web: {command: serve, ports: ["8080:80"], healthcheck: {test: curl x}, depends_on: [db]}
          db: {command: [db, -x], healthcheck: {test: [CMD, ping], interval: 5s, start_period: 1s}}
        """;
    assertThat(Lint.check(read(wise))).isEmpty();
    assertThat(BlueprintWriter.write(read(wise).blueprint())).contains("start: 1m30s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumes: [a:/b]          | services.s.volumes
          networks: [x]            | services.s.networks
          env_file: x.env          | services.s.env_file
          user: root               | services.s.user
          privileged: true         | services.s.privileged
          tty: true                | services.s.tty
          secrets: [x]             | services.s.secrets
          profiles: [x]            | services.s.profiles
          expose: [80]             | services.s.expose
          links: [x]               | services.s.links
          ulimits: {nofile: 1}     | services.s.ulimits
          deploy: {placement: {}}  | services.s.deploy.placement
          deploy: {resources: {limits: {pids: 1}}} | services.s.deploy.resources.limits.pids
          healthcheck: {start_interval: 1s} | services.s.healthcheck.start_interval
          """)
  void eachKeyWithoutACounterpartIsNamed(String key, String name) {
    String text = "services:\n  s:\n    command: x\n    " + key + "\n";
    assertThat(Converting.told(text))
        .singleElement()
        .asString()
        .startsWith("no-counterpart 4:")
        .endsWith("'" + name + "' has no counterpart; it is left out");
    assertThat(Converting.refusals(text, Converting.STRICT)).hasSize(1);
  }

  @Test
  void aKeyThatNobodyKnowsIsSaidToBeOne() {
    assertThat(Converting.told("{services: {s: {command: x, volums: [a]}}, volumes: {a: {}}}"))
        .containsExactly(
            "no-counterpart 1:29 'services.s.volums' is no key that is known of compose; it is left"
                + " out",
            "no-counterpart 1:44 'volumes' has no counterpart; it is left out");
    assertThat(Converting.told("{services: {s: {command: x, x-y: 1, tty: }}, x-z: {}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {image: a:7}                        | and what the image 'a:7' runs is not known
          {image: x, command: }               | and what the image 'x' runs is not known
          {build: ., command: []}             | the service 's' has no command
          {command: "a 'b"}                   | a quote in the command is not closed
          {command: [[a]]}                    | a word of the command is a list
          {command: x, environment: [[a]]}    | a variable is a list
          {command: x, environment: {A: [b]}} | the variable 'A' is a list
          {command: x, ports: [x]}            | 'x' is no port
          {command: x, ports: ["1-2:3"]}      | the ports '1-2:3' are none
          {command: x, ports: ["0:80"]}       | the ports '0:80' are none
          {command: x, ports: ["1-999"]}      | the ports '1-999' are none
          {command: x, ports: [{published: 1}]} | a port has no 'target'
          {command: x, ports: [[80]]}         | a port is a list
          {command: x, depends_on: [t]}       | 't' is no service of this file
          {command: x, depends_on: [s]}       | services need each other in a circle through 's'
          {command: x, depends_on: [[t]]}     | a dependency is a list
          {command: x, healthcheck: {test: [curl]}} | 'test' begins with none of its words
          {command: x, healthcheck: {test: a, interval: 5}} | 'interval' is '5'
          {command: x, healthcheck: {test: a, retries: 0}} | 'retries' is '0'
          {command: x, healthcheck: 5}        | healthcheck' is the value '5', not a mapping
          {command: x, deploy: {replicas: -1}} | 'replicas' is '-1'
          {command: x, mem_limit: 1x}         | 'memory' is '1x'
          {command: x, cpus: many}            | 'cpus' is 'many'
          {command: x, stop_grace_period: 1y} | 'stop_grace_period' is '1y'
          {command: x, working_dir: [a]}      | 'services.s.working_dir' is a list
          """)
  void whatCannotBeUnderstoodIsRefused(String service, String message) {
    String text = "{version: '3', services: {s: " + service + "}}";
    assertThat(Converting.refusals(text, Converting.COMPAT))
        .anyMatch(said -> said.endsWith(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {restart: always}                          | restart: {attempts: 5, window: 1m
          {restart: "on-failure:3"}                  | restart: {attempts: 3, window: 1m
          {restart: "on-failure:0"}                  | restart: {attempts: 0,
          {deploy: {restart_policy: {delay: 30s}}}   | backoff: 30s, max-backoff: 30s
          {mem_limit: 1g, cpus: .25}                 | resources: {cpu: 0.25, memory: 1GiB}
          {mem_limit: 1g, mem_reservation: 64mb}     | memory: 64MiB}
          {scale: 3}                                 | replicas: 3
          {ports: ["3000-3001:4000-4001"]}           | p4000: 3000
          {ports: ["3000-3001:4000-4001"]}           | p4001: 3001
          {ports: [{target: 80, published: "8080"}]} | p80: 8080
          {ports: ["[::1]:81:80", "82:80"]}          | p80: 81
          {environment: {A: '${X}'}}                 | A: "$${X}"
          {environment: {A: '$${X}'}}                | A: "$${X}"
          {environment: {A: '${X-y}'}}               | A: y
          {environment: {A: 'a$B'}}                  | A: "a$B"
          {environment: {A: '5$$'}}                  | A: "5$"
          {healthcheck: {test: a, interval: 1.5s}}   | interval: 1s500ms, timeout: 1s500ms
          {healthcheck: {test: a, interval: 0s}}     | interval: 30s, timeout: 30s
          {healthcheck: {test: [NONE]}}              | process: true
          {healthcheck: {disable: true, test: a}}    | process: true
          {stop_grace_period: 1m30s}                 | grace: 1m30s
          {entrypoint: a b, command: '"c d" e\\ f'} | args: [b, "c d", "e f"]
          """)
  void oneThingIsSaidInAnotherWay(String keys, String canonical) {
    String text = "{services: {s: " + keys.replaceFirst("}$", "") + ", command: x}}}";
    if (keys.contains("entrypoint")) {
      text = "{services: {s: " + keys + "}}";
    }
    assertThat(BlueprintWriter.write(read(text).blueprint())).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RHIZOME_X: a", "A-B: c", "A:"})
  void aVariableThatCannotBeGivenIsLeftOut(String variable) {
    String text = "{services: {s: {command: x, environment: {" + variable + " }}}}";
    assertThat(Converting.written(text)).doesNotContain("env:");
    assertThat(Converting.tags(text, Converting.COMPAT)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "\"no\"", "on-failure", "sometimes"})
  void aServiceThatMayEndIsRestartedAllTheSame(String policy) {
    String text = "{services: {s: {command: x, restart: " + policy + "}}}";
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("no-counterpart");
    assertThat(Converting.written(text)).doesNotContain("restart");
  }

  @Test
  void namesThatAreNoNativeOnesAreMendedWhereverTheyStand() {
    String text = "{services: {Web_A: {command: x, depends_on: [DB]}, DB: {command: y}}}";
    assertThat(Converting.written(text))
        .contains("  web_a:\n", "needs: [{db: started}]", "  db:\n");
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("renamed", "renamed");
  }

  private static Parsed.Valid read(String text) {
    Conversion conversion = Conversion.of("f.yaml", text, Converting.COMPAT);
    assertThat(conversion).as(text).isInstanceOf(Conversion.Converted.class);
    String written = ((Conversion.Converted) conversion).text();
    return switch (BlueprintReader.read("g.yaml", written, "/here")) {
      case Parsed.Valid valid -> valid;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render() + List.of(written));
    };
  }
}
