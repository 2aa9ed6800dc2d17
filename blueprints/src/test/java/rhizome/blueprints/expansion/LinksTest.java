package rhizome.blueprints.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.tree.Problem;

/** Who consumes whom and who belongs to whom, with the words that AYS had for what is missing. */
class LinksTest {

  private static final String DB =
      "{template: v1, name: db, version: 1.0.0, services: {main: {run: db}}}";

  @Test
  void aNamedInstanceIsNeededAndItsNameIsKnownInside() {
    Blueprint blueprint =
        app("")
            .valid(
                """
                services:
                  app: {template: app, with: {db: two}}
                  one: {template: db}
                  two: {template: db}
                """);
    assertThat(service(blueprint, "app").needs()).containsExactly("two");
    assertThat(service(blueprint, "app").spec().run().args()).containsExactly("--db=two", "two");
  }

  @Test
  void whoNamesNobodyGetsTheFirstThatIsWrittenNearIt() {
    Blueprint blueprint =
        app("").valid("services: {one: {template: db}, two: {template: db}, a: {template: app}}");
    assertThat(service(blueprint, "a").needs()).containsExactly("one");
  }

  @Test
  void whatIsMissingIsMadeForItsAskerAloneWhenTheTemplateSaysSo() {
    Blueprint blueprint =
        app(", auto: true").valid("services: {a: {template: app}, b: {template: app}}");
    assertThat(blueprint.services())
        .extracting(Service::name)
        .containsExactly("a-db", "a", "b-db", "b");
    assertThat(service(blueprint, "b").needs()).containsExactly("b-db");
    Blueprint three = app(", auto: true, min: 3").valid("services: {a: {template: app}}");
    assertThat(service(three, "a").needs()).containsExactly("a-db", "a-db-2", "a-db-3");
  }

  @Test
  void tooFewAreRefusedWithAHint() {
    assertThat(app("").told("services: {a: {template: app}}"))
        .containsExactly(
            "f.yaml:3:12: Minimum number of services required of role db is 1 and only 0 are"
                + " provided. [Hint: a template that says 'auto: true' has them made]");
  }

  @Test
  void tooManyAreRefused() {
    assertThat(
            app(", max: 1")
                .told(
                    "services: {x: {template: db}, y: {template: db},"
                        + " a: {template: app, with: {db: [x, y]}}}"))
        .containsExactly(
            "f.yaml:3:80: Specified services [x, y] are more than maximum services: 1");
    assertThat(
            app(", max: 0")
                .valid(
                    "services: {x: {template: db}, y: {template: db},"
                        + " a: {template: app, with: {db: [x, y]}}}")
                .services())
        .hasSize(3);
  }

  @Test
  void whoIsNamedMustBeThereAndOfTheTemplate() {
    List<Problem> problems =
        app(", min: 0")
            .problems(
                """
                services:
                  main-db: {template: db}
                  other: {run: x}
                  a: {template: app, with: {db: mian-db}}
                  b: {template: app, with: {db: [other, main-db, main-db]}}
                """);
    assertThat(problems)
        .extracting(Problem::headline)
        .containsExactly(
            "f.yaml:6:33: no service with name [mian-db] and role [db] found",
            "f.yaml:7:34: no service with name [other] and role [db] found",
            "f.yaml:7:50: 'main-db' is named twice");
    assertThat(problems.getFirst().nearest()).hasValue("main-db");
  }

  /** AYS refused to delete such a one; here it cannot be left out of the blueprint. */
  @Test
  void whoeverIsConsumedCannotBeTakenOut() {
    assertThat(app("").told("services: {shop: {template: app, with: {db: main-db}}}"))
        .containsExactly(
            "f.yaml:3:45: no service with name [main-db] and role [db] found: Can't remove main-db"
                + " without providing minimum of 1 db services to shop.");
  }

  @Test
  void aChildNeedsItsParent() {
    Unfolded vm = child("");
    Blueprint blueprint = vm.valid("services: {vm: {template: vm}, host: {template: db}}");
    assertThat(service(blueprint, "vm").needs()).containsExactly("host");
    assertThat(service(blueprint, "vm").spec().run().args()).containsExactly("on-host");
    Blueprint named =
        vm.valid(
            "services: {a: {template: db}, b: {template: db},"
                + " vm: {template: vm, with: {parent: b}}}");
    assertThat(service(named, "vm").needs()).containsExactly("b");
  }

  @Test
  void aParentIsOneAndThere() {
    assertThat(child("").told("services: {vm: {template: vm}}"))
        .containsExactly("f.yaml:3:12: could not find parent:db for vm, found 0");
    assertThat(
            child("").told("services: {vm: {template: vm}, a: {template: db}, b: {template: db}}"))
        .containsExactly("f.yaml:3:12: could not find parent:db for vm, found more than 1: [a, b]");
    assertThat(child("").told("services: {vm: {template: vm, with: {parent: x}}}"))
        .containsExactly("f.yaml:3:46: no service with name [x] and role [db] found");
    assertThat(child(", auto: true").valid("services: {vm: {template: vm}}").services())
        .extracting(Service::name)
        .containsExactly("vm-parent", "vm");
    assertThat(child(", optional: true").valid("services: {vm: {template: vm}}").services())
        .extracting(service -> service.spec().run().args())
        .containsExactly(List.of("on-"));
  }

  @Test
  void namesInsideATemplateAreThoseOfItsOwnServices() {
    String stack =
        """
        template: v1
        name: stack
        version: 1.0.0
        services:
          main: {template: app, with: {db: store}, needs: [store]}
          store: {template: db}
        """;
    Blueprint blueprint =
        Unfolded.with(template(""), DB, stack)
            .valid("services: {store: {template: db}, s: {template: stack}}");
    assertThat(service(blueprint, "s").needs()).containsExactlyInAnyOrder("s.store");
    assertThat(service(blueprint, "s").spec().run().args()).contains("--db=s.store");
  }

  @Test
  void whoConsumeEachOtherAreACircle() {
    String a = circular("a", "b");
    String b = circular("b", "a");
    assertThat(Unfolded.with(a, b).told("services: {x: {template: a}, y: {template: b}}"))
        .singleElement()
        .asString()
        .contains("services need each other in a circle: x needs y needs x");
    assertThat(
            Unfolded.with(a.replace("}}", ", auto: true}}"), b)
                .told("services: {x: {template: a}}"))
        .as("who was made finds his maker")
        .singleElement()
        .asString()
        .contains("services need each other in a circle: x-role needs x needs x-role");
  }

  private static Service service(Blueprint blueprint, String name) {
    return blueprint.service(name).orElseThrow();
  }

  private static Unfolded app(String more) {
    return Unfolded.with(template(more), DB);
  }

  private static String template(String more) {
    return """
    template: v1
    name: app
    version: 1.0.0
    consumes: {db: {template: db@^1.0%s}}
    services:
      main: {run: {command: app, args: ["--db=${links.db}", "${links.db}"]}}
    """
        .formatted(more)
        .replace("db@^1.0", "db");
  }

  private static Unfolded child(String more) {
    String vm =
        """
        template: v1
        name: vm
        version: 1.0.0
        parent: {template: db%s}
        services: {main: {run: {command: vm, args: ["on-${parent}"]}}}
        """
            .formatted(more);
    return Unfolded.with(vm, DB);
  }

  private static String circular(String name, String other) {
    return """
    template: v1
    name: %s
    version: 1.0.0
    consumes: {role: {template: %s}}
    services:
      main: {run: x}
    """
        .formatted(name, other);
  }
}
