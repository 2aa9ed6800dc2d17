package rhizome.blueprints.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Extent;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Reads what a template says of itself. Its services are looked at only when they are written out:
 * what may stand where a parameter does is known then.
 */
public final class TemplateReader {

  /**
   * @param template nothing when there is a problem
   */
  public record Outcome(Optional<Template> template, List<Problem> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private static final Pattern NAME = Pattern.compile(Spelling.NAME);
  private static final Pattern VERSION = Pattern.compile(Spelling.SEMVER);

  private final Problems problems;

  public TemplateReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads one document. */
  public static Outcome read(String file, String text, Limits limits) {
    Problems problems = new Problems(new Source(file, text));
    Optional<Template> template =
        Composer.compose(problems, limits).flatMap(new TemplateReader(problems)::template);
    return problems.isEmpty()
        ? new Outcome(template, List.of())
        : new Outcome(Optional.empty(), problems.all());
  }

  /** One of several in a document. */
  public Optional<Template> template(Node node) {
    Head head = new Head(Form.TEMPLATE, node, node.at(), problems);
    head.requireText("template", "the version of the language, as 'template: v1'")
        .filter(version -> !version.text().equals(Spelling.VERSION))
        .ifPresent(version -> refuse(version, "is no version of templates", Spelling.VERSION));
    Optional<String> name =
        head.requireText("name", "a name, such as 'name: redis'").map(this::named);
    Optional<Semver> version =
        head.requireText("version", "three numbers, such as 'version: 1.0.0'")
            .flatMap(this::version);
    String about = head.text("about").map(Node.Scalar::text).orElse("");
    ParameterReader parameterReader = new ParameterReader(problems);
    Map<String, Parameter> parameters =
        head.get("parameters").map(parameterReader::read).orElse(new LinkedHashMap<>());
    Map<String, Consumed> consumes = new LinkedHashMap<>();
    head.mapping("consumes", "roles, each with its template, as {db: {template: postgresql}}")
        .ifPresent(roles -> roles.entries().forEach(role -> consumed(role, parameters, consumes)));
    Optional<Lineage> parent = head.get("parent").flatMap(this::parent);
    head.require("services", "at least the service 'main'");
    Optional<Node.Mapping> services =
        head.mapping("services", "the name of each service as a key").filter(this::hasMain);
    if (name.isEmpty() || version.isEmpty() || services.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Template(
            name.get(),
            version.get(),
            about,
            parameters,
            consumes,
            parent,
            services.get(),
            problems.source(),
            Extent.of(node)));
  }

  private boolean hasMain(Node.Mapping services) {
    List<String> names = services.entries().stream().map(entry -> entry.key().text()).toList();
    services.entries().forEach(this::refuseIdle);
    if (names.contains(Template.MAIN)) {
      return true;
    }
    problems.add(
        services.at(),
        "a template has no service 'main'",
        Optional.of("'main' for the service that has the name of the instance"),
        () -> Nearest.of(Template.MAIN, names));
    return false;
  }

  private void refuseIdle(Node.Entry service) {
    boolean runs =
        service.value() instanceof Node.Mapping body
            && (body.value("run").isPresent() || body.value("template").isPresent());
    if (!runs) {
      problems.add(
          service.key().at(),
          "service " + Words.quote(service.key().text()) + " of the template runs nothing",
          "'run', or another template");
    }
  }

  private String named(Node.Scalar scalar) {
    if (!NAME.matcher(scalar.text()).matches()) {
      String expected = "1 to 63 of a-z, 0-9, '.', '_', '-', a letter or digit at both ends";
      refuse(scalar, "is not a template name", expected);
    }
    return scalar.text();
  }

  private Optional<Semver> version(Node.Scalar scalar) {
    Optional<Semver> version =
        VERSION.matcher(scalar.text()).matches()
            ? Optional.ofNullable(Semver.parse(scalar.text()))
            : Optional.empty();
    if (version.isEmpty()) {
      refuse(scalar, "is no semantic version", "three numbers, such as 1.0.0 or 1.0.0-beta.1");
    }
    return version;
  }

  private void consumed(
      Node.Entry entry, Map<String, Parameter> parameters, Map<String, Consumed> consumes) {
    String role = new ParameterReader(problems).name(entry.key(), "a role");
    if (parameters.containsKey(role)) {
      refuse(entry.key(), "is a parameter, too", "another name: both stand under 'with'");
    }
    Head head = new Head(Form.CONSUMED, entry.value(), entry.key().at(), problems);
    Optional<Reference> template = reference(head);
    int least = head.whole("min", 1);
    int most = head.whole("max", 0);
    if (most > 0 && most < least) {
      String message = "'max' is " + most + ", below 'min'";
      problems.add(entry.key().at(), message, least + " or more, or 0 for any number");
    }
    boolean auto = head.truth("auto");
    template.ifPresent(of -> consumes.put(role, new Consumed(role, of, least, most, auto)));
  }

  private Optional<Lineage> parent(Node node) {
    Head head = new Head(Form.PARENT, node, node.at(), problems);
    boolean auto = head.truth("auto");
    boolean optional = head.truth("optional");
    return reference(head).map(of -> new Lineage(of, auto, optional));
  }

  private Optional<Reference> reference(Head head) {
    return head.requireText("template", "a template, such as 'template: redis@^1.0'")
        .flatMap(this::reference);
  }

  /** The template that a text names, after it was refused if it names none. */
  public Optional<Reference> reference(Node.Scalar scalar) {
    Optional<Reference> reference = Reference.of(scalar.text());
    if (reference.isEmpty()) {
      refuse(
          scalar,
          "does not name a template",
          "a name, or one with versions as redis@1.2.0, redis@^1.2, redis@~1.2, redis@>=1 <2");
    }
    return reference;
  }

  private void refuse(Node.Scalar scalar, String message, String expected) {
    problems.add(scalar.at(), Words.quote(scalar.text()) + " " + message, expected);
  }
}
