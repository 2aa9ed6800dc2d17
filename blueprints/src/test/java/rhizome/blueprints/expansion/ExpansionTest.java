package rhizome.blueprints.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;

class ExpansionTest {

  private static final Unfolded REDIS = Unfolded.with(Unfolded.REDIS);

  @Test
  void aServiceOfTheDocumentKeepsItsNameWhereAnInstanceIsPlaced() {
    String lone =
        """
        template: v1
        name: lone
        version: 1.0.0
        services:
          main: {run: a, placement: {near: [{service: log}], require: {disk: ssd}}}
          log: {run: b, placement: {spread: {over: rack}}}
        """;
    Blueprint blueprint =
        Unfolded.with(lone)
            .valid(
                """
                services:
                  db: {template: lone, placement: {near: [log]}}
                  log: {run: c}
                """);
    assertThat(blueprint.service("db").orElseThrow().spec().wishes().near())
        .containsExactly(new Company("log", "node"));
    assertThat(blueprint.service("db.log").orElseThrow().spec().wishes().spread())
        .hasValue(new Wishes.Spread("rack", 1));
  }

  @Test
  void whatIsNoServiceNearAnInstanceIsSaidWhereItStands() {
    String broken =
        """
        template: v1
        name: lone
        version: 1.0.0
        services:
          main: {run: a, placement: {near: nowhere, apart: [[log], {service: [log]}]}}
        """;
    String asked = ", asked for by 'db' at f.yaml:3:12";
    assertThat(Unfolded.with(broken).told("services: {db: {template: lone}}"))
        .containsExactly(
            "t0.yaml:5:36: 'near' must be a list, not the value 'nowhere'" + asked,
            "t0.yaml:5:53: a service in 'apart' must be a text, not a list" + asked,
            "t0.yaml:5:70: 'service' must be a text, not a list" + asked);
  }

  /** As needs have; but a service of the document keeps its name. */
  @Test
  void whatATemplateIsPlacedByHasTheNamesOfTheInstance() {
    String pair =
        """
        template: v1
        name: pair
        version: 1.0.0
        services:
          main: {run: a, placement: {near: [log], apart: [{service: main, within: rack}]}}
          log: {run: b}
        """;
    Wishes wishes =
        Unfolded.with(pair).service("db", "services: {db: {template: pair}}").spec().wishes();
    assertThat(wishes.near()).containsExactly(new Company("db.log", "node"));
    assertThat(wishes.apart()).containsExactly(new Company("db", "rack"));
  }

  @Test
  void theMainServiceHasTheNameOfTheInstanceAndTheOthersTheirsBehindADot() {
    Blueprint blueprint =
        REDIS.valid(
            """
            services:
              cache: {template: redis, with: {memory: 128MiB}}
              web: {run: serve, needs: [cache]}
            """);
    assertThat(blueprint.services())
        .extracting(Service::name)
        .containsExactly("cache", "cache.setup", "web");
    Service cache = blueprint.services().getFirst();
    assertThat(cache.spec().run().args())
        .containsExactly("--port", "${ports.redis}", "--maxmemory", "128MiB");
    assertThat(cache.spec().run().env()).containsEntry("NAME", "cache");
    assertThat(cache.spec().resources().memoryBytes()).isEqualTo(128L << 20);
    assertThat(cache.needs()).containsExactly("cache.setup");
    assertThat(blueprint.services().get(1).spec().run().args()).containsExactly("--save", "");
  }

  @Test
  void whatWasWrittenOutIsAnOrdinaryBlueprint() {
    Blueprint blueprint = REDIS.valid("services: {a: {template: redis}, b: {template: redis}}");
    assertThat(BlueprintReader.read("f", BlueprintWriter.write(blueprint), "/"))
        .isInstanceOf(Parsed.Valid.class)
        .extracting(parsed -> ((Parsed.Valid) parsed).blueprint())
        .isEqualTo(blueprint);
  }

  @Test
  void whatStandsBesideTheTemplateGoesBeforeWhatItSays() {
    Service cache =
        REDIS.service(
            "cache",
            """
            services:
              db: {run: db}
              cache:
                template: redis
                replicas: 3
                run: {env: {MODE: fast}, grace: 1s}
                resources: {cpu: 2}
                ports: {redis: 6379}
                needs: [db]
            """);
    assertThat(cache.replicas()).isEqualTo(3);
    Run run = cache.spec().run();
    assertThat(run.command()).isEqualTo("redis-server");
    assertThat(run.env()).containsEntry("MODE", "fast").containsEntry("NAME", "cache");
    assertThat(run.grace()).hasSeconds(1);
    assertThat(cache.spec().resources().cpuMillis()).isEqualTo(2000);
    assertThat(cache.spec().resources().memoryBytes()).isEqualTo(64L << 20);
    assertThat(cache.spec().ports().getFirst().number()).isEqualTo(6379);
    assertThat(cache.needs()).containsExactly("cache.setup", "db");
  }

  @Test
  void aBlueprintHasParametersOfItsOwn() {
    String text =
        """
        parameters:
          size: {type: integer, default: 2, min: 1, max: 10, about: how many fronts}
          memory: {type: memory}
          words: {type: list, default: [a, b]}
        services:
          cache: {template: redis, with: {memory: "${params.memory}"}}
          web:
            run:
              command: serve
              args: ["x${params.size}y", "$${params.size}", "${params.words}", "${params.words}!"]
            replicas: "${params.size}"
        """;
    Blueprint blueprint = REDIS.valid(text, Map.of("size", "7", "memory", "3MiB"));
    Service web = blueprint.service("web").orElseThrow();
    assertThat(web.replicas()).isEqualTo(7);
    assertThat(web.spec().run().args()).containsExactly("x7y", "${params.size}", "a", "b", "a,b!");
    assertThat(blueprint.services().getFirst().spec().resources().memoryBytes())
        .isEqualTo(3L << 20);
  }

  @Test
  void theTemplatesMayStandInTheDocument() {
    Blueprint blueprint =
        Unfolded.with()
            .valid(
                """
                templates:
                  - template: v1
                    name: echo
                    version: 1.0.0
                    parameters: {word: {type: text}}
                    services: {main: {run: {command: echo, args: ["${params.word}"]}}}
                services: {a: {template: echo@1, with: {word: hello}}}
                """);
    assertThat(blueprint.services().getFirst().spec().run().args()).containsExactly("hello");
  }

  @Test
  void aTemplateMayUseAnother() {
    String app =
        """
        template: v1
        name: app
        version: 0.1.0
        parameters: {memory: {type: memory, default: 2MiB}}
        services:
          main: {run: app, needs: [store]}
          store: {template: redis, with: {memory: "${params.memory}"}, replicas: 2}
        """;
    Blueprint blueprint =
        Unfolded.with(Unfolded.REDIS, app).valid("services: {a: {template: app}}");
    assertThat(blueprint.services())
        .extracting(Service::name)
        .containsExactly("a", "a.store", "a.store.setup");
    assertThat(blueprint.services().getFirst().needs()).containsExactly("a.store");
    assertThat(blueprint.services().get(1).replicas()).isEqualTo(2);
    assertThat(blueprint.services().get(1).spec().resources().memoryBytes()).isEqualTo(2L << 20);
  }

  @Test
  void anErrorInATemplatePointsIntoItAndSaysWhoAskedForIt() {
    String broken = Unfolded.REDIS.replace("needs: [setup]", "nedes: [setup]");
    List<Problem> problems =
        Unfolded.with(broken)
            .problems("services:\n  a: {template: redis}\n  b: {template: redis}\n");
    assertThat(problems).as("told once, for the first that asked").hasSize(1);
    assertThat(problems.getFirst().headline())
        .isEqualTo(
            "t0.yaml:15:5: unknown key 'nedes' in a service, asked for by 'a' at f.yaml:4:3");
    assertThat(problems.getFirst().nearest()).hasValue("needs");
    assertThat(problems.getFirst().excerpt()).isEqualTo("    nedes: [setup]");
  }

  @Test
  void allThatIsWrongWithInstancesIsToldAtOnceWhereItIsWritten() {
    assertThat(
            REDIS.told(
                """
                services:
                  a: {template: redsi}
                  b: {template: redis@^2.0}
                  c: {template: redis, with: {memory: 12, memroy: 1MiB}, replcas: 2}
                  d: {template: redis, with: {memory: 1KiB, flags: no}}
                  e: {template: [redis]}
                  f: {template: redis, with: 3}
                  g: {run: x, needs: [a, b, z]}
                """))
        .containsExactly(
            "f.yaml:4:17: template 'redsi' not found",
            "f.yaml:5:17: template 'redis@^2.0' not found",
            "f.yaml:6:39: memory of redis 1.2.0".replace("memory", "'memory'")
                + " cannot be the value '12'",
            "f.yaml:6:43: template 'redis 1.2.0' has no 'memroy'",
            "f.yaml:6:58: unknown key 'replcas' in a service",
            "f.yaml:7:39: 'memory' of redis 1.2.0 cannot be the value '1KiB'",
            "f.yaml:7:52: 'flags' of redis 1.2.0 cannot be the value 'no'",
            "f.yaml:8:17: 'template' must be a text, not a list",
            "f.yaml:9:30: 'with' must be a mapping, not the value '3'",
            "f.yaml:10:29: 'g' needs 'z', which is no service");
  }

  @Test
  void anUnknownTemplateNamesTheNearestAndTheVersionsThereAre() {
    List<Problem> problems =
        REDIS.problems("services: {a: {template: redsi}, b: {template: redis@~1.1}}");
    assertThat(problems.getFirst().nearest()).hasValue("redis");
    assertThat(problems.getFirst().expected().orElseThrow()).matches("one of .*, redis, .*");
    assertThat(problems.getLast().expected()).hasValue("one of its versions 1.2.0, 1.0.0");
  }

  @Test
  void aParameterWithoutAValueIsMissedOnce() {
    String text =
        """
        parameters: {size: {type: integer, min: 3}, wait: {type: duration}}
        services: {a: {run: x, replicas: "${params.size}", restart: {window: "${params.wiat}"}}}
        """;
    assertThat(Unfolded.with().told(text))
        .containsExactly(
            "f.yaml:3:13: parameter 'size' has no value",
            "f.yaml:3:13: parameter 'wait' has no value",
            "f.yaml:4:70: 'window': '' is not a duration",
            "f.yaml:4:70: nothing is called '${params.wiat}' here");
  }

  @Test
  void aValueFromOutsideIsHeldAgainstItsParameter() {
    String text =
        "parameters: {size: {type: integer, max: 9, default: 1}}\nservices: {a: {run: x}}";
    Parsed parsed = Unfolded.with().read(text, Map.of("size", "12", "sise", "1"), Limits.DEFAULT);
    assertThat(((Parsed.Invalid) parsed).problems())
        .extracting(Problem::headline)
        .containsExactly(
            "f.yaml:3:13: the blueprint has no parameter 'sise'",
            "--set size:1:1: 'size' cannot be the value '12'");
    assertThat(Unfolded.with().valid(text, Map.of("size", "9")).services()).hasSize(1);
  }

  @Test
  void aTemplateThatComesBackToItselfIsRefused() {
    String a = template("a", "services: {main: {run: x}, in: {template: b}}");
    String b = template("b", "services: {main: {template: a}}");
    assertThat(Unfolded.with(a, b).told("services: {s: {template: a}}"))
        .containsExactly(
            "t1.yaml:4:29: template 'a' uses itself: a uses b uses a,"
                + " asked for by 's' at f.yaml:3:12");
  }

  @Test
  void whatTemplatesMultiplyToIsLimited() {
    StringBuilder many = new StringBuilder("services: {main: {run: x}");
    for (int i = 0; i < 40; i++) {
      many.append(", s").append(i).append(": {template: NEXT}");
    }
    String[] texts = new String[6];
    for (int i = 0; i < texts.length; i++) {
      String more = many.toString().replace("NEXT", "t" + (i + 1)) + "}";
      texts[i] = template("t" + i, i == 5 ? "services: {main: {run: x}}" : more);
    }
    assertThat(Unfolded.with(texts).told("services: {s: {template: t0}}"))
        .containsExactly(
            "f.yaml:1:1: the document is too large once its templates are written out");
    String doubled = "\"" + "${params.x}".repeat(1000) + "\"";
    String bomb =
        template("bomb", "parameters: {x: {type: text}}\nservices: {main: {run: " + doubled + "}}");
    String with = "services: {s: {template: bomb, with: {x: " + "y".repeat(10_000) + "}}}";
    assertThat(Unfolded.with(bomb).told(with))
        .containsExactly(
            "f.yaml:1:1: the document is too large once its templates are written out");
  }

  /** A look at the whole rest for each of them would take hours. */
  @Test
  void aTextOfNothingButBeginningsIsReadOnce() {
    String beginnings = "${".repeat(1_000_000) + "}";
    String text =
        "parameters: {x: {type: text, default: y}}\n"
            + "services: {s: {run: x, replicas: \""
            + beginnings
            + "\"}}";
    assertThat(Unfolded.with().told(text)).hasSize(1);
  }

  @Test
  void tooDeepIsRefused() {
    String[] texts = new String[9];
    for (int i = 0; i < texts.length; i++) {
      String main = i == 8 ? "{run: x}" : "{template: t%d}".formatted(i + 1);
      texts[i] = template("t" + i, "services: {main: " + main + "}");
    }
    assertThat(Unfolded.with(texts).told("services: {s: {template: t0}}"))
        .singleElement()
        .asString()
        .startsWith("t7.yaml:4:29: templates use each other too deep: t0 uses t1");
    assertThat(Unfolded.with(texts).valid("services: {s: {template: t1}}").services()).hasSize(1);
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    assertThat(REDIS.told("services: {a.setup: {run: x}, a: {template: redis}}"))
        .containsExactly(
            "t0.yaml:16:3: there is another service 'a.setup', asked for by 'a' at f.yaml:3:31");
  }

  /** Ten times the instances are ten times the pieces, told by counts, never by a clock. */
  @Test
  void manyInstancesAreWrittenOutEachAlone() {
    StringBuilder text = new StringBuilder("services:\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("  s%d: {template: redis, with: {memory: %dMiB}}\n".formatted(i, i + 1));
    }
    Blueprint blueprint = REDIS.valid(text.toString());
    assertThat(blueprint.services()).hasSize(4_000);
    assertThat(blueprint.services().getLast().name()).isEqualTo("s1999.setup");
  }

  private static String template(String name, String body) {
    return "template: v1\nname: " + name + "\nversion: 1.0.0\n" + body + "\n";
  }
}
