package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.expansion.Expansion;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Places;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads Blueprint v1. Never throws for any text: what is wrong is in the answer. */
public final class BlueprintReader {

  static final String VERSION = Spelling.VERSION;

  private static final Pattern NAME = Pattern.compile(Spelling.NAME);

  private final Problems problems;
  private final Values values;
  private final String here;

  private BlueprintReader(Problems problems, String here) {
    this.problems = problems;
    this.values = new Values(problems);
    this.here = here;
  }

  /**
   * @param fileName as it shall stand before each problem; nothing is opened
   * @param here what {@code ${here}} stands for: the absolute folder the file came from
   */
  public static Parsed read(String fileName, String text, String here) {
    return read(fileName, text, here, Limits.DEFAULT);
  }

  /** As {@link #read(String, String, String)}, of a text that may be as large as somebody says. */
  public static Parsed read(String fileName, String text, String here, Limits limits) {
    return read(fileName, text, here, limits, Given.NOTHING);
  }

  /** As {@link #read(String, String, String, Limits)}, with what comes from outside the text. */
  public static Parsed read(String fileName, String text, String here, Limits limits, Given given) {
    Problems problems = new Problems(new Source(fileName, text));
    BlueprintReader reader = new BlueprintReader(problems, here);
    Optional<Node> root =
        Composer.compose(problems, limits)
            .map(tree -> Enclosures.inline(tree, given.files()))
            .filter(node -> !reader.isOfAnotherVersion(node) && !reader.isOfAnotherLanguage(node))
            .flatMap(node -> Expansion.of(node, problems, limits, given));
    Optional<Blueprint> blueprint = root.flatMap(reader::document);
    return problems.isEmpty() && blueprint.isPresent()
        ? new Parsed.Valid(blueprint.get(), new Places(problems.sheets(), root.orElseThrow()))
        : new Parsed.Invalid(problems.all());
  }

  private Optional<Blueprint> document(Node root) {
    Fields fields = new Fields(Form.BLUEPRINT, root, root.at(), problems);
    fields.require("blueprint", "the version of the language as 'blueprint: " + VERSION + "'");
    Optional<String> name =
        fields
            .require("name", "a name, such as 'name: shop'")
            .flatMap(node -> values.text(node, "'name'"))
            .map(scalar -> name(scalar, "blueprint"));
    Optional<Node> services = fields.require("services", "at least one service");
    List<Service> read = services.map(this::services).orElse(List.of());
    SortedMap<String, String> outputs =
        fields
            .get("outputs")
            .map(node -> new OutputsReader(read, problems).read(node))
            .orElse(new TreeMap<>());
    return name.map(known -> new Blueprint(known, read, outputs));
  }

  /**
   * A document of another version is judged by that alone: its other keys may mean other things.
   */
  private boolean isOfAnotherVersion(Node root) {
    if (!(root instanceof Node.Mapping mapping)) {
      return false;
    }
    for (Node.Entry entry : mapping.entries()) {
      boolean isVersion = entry.key().text().equals("blueprint");
      if (isVersion && !(entry.value() instanceof Node.Scalar scalar && isKnown(scalar))) {
        String written = entry.value() instanceof Node.Scalar s ? s.text() : "";
        problems.add(
            entry.value().at(),
            "unknown blueprint version: " + entry.value().kind(),
            Optional.of(VERSION + ", the only one so far"),
            Nearest.of(written, List.of(VERSION)));
        return true;
      }
    }
    return false;
  }

  /** What it says is not lost on who wrote it: there is a way to have it read. */
  private boolean isOfAnotherLanguage(Node root) {
    Optional<Dialect> other = Dialect.of(root).filter(dialect -> dialect != Dialect.NATIVE);
    other.ifPresent(
        dialect ->
            problems.add(
                root.at(),
                "this is " + dialect.title() + ", not a blueprint " + VERSION,
                "what 'rhizome convert FILE' makes of it"));
    return other.isPresent();
  }

  private static boolean isKnown(Node.Scalar version) {
    return version.text().equals(VERSION);
  }

  private List<Service> services(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'services' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "the name of each service as a key");
      return List.of();
    }
    if (mapping.entries().isEmpty()) {
      problems.add(node.at(), "the blueprint has no service", "at least one service");
    }
    List<Service> services = new ArrayList<>();
    NeedsCheck needs = new NeedsCheck(problems);
    for (Node.Entry entry : mapping.entries()) {
      String name = name(entry.key(), "service");
      ServiceReader reader = new ServiceReader(name, here, problems, needs);
      services.add(reader.read(entry.key(), entry.value()));
    }
    needs.check();
    checkFiles(services, node);
    return services;
  }

  private void checkFiles(List<Service> services, Node node) {
    long bytes = services.stream().mapToLong(each -> each.spec().supplies().fileBytes()).sum();
    if (bytes > Supplies.BLUEPRINT_BYTES_MAX) {
      problems.add(
          node.at(),
          "the files of all services have " + bytes + " bytes",
          "at most " + Supplies.BLUEPRINT_BYTES_MAX + "; larger ones belong into a package");
    }
  }

  private String name(Node.Scalar scalar, String kind) {
    String text = scalar.text();
    if (!NAME.matcher(text).matches()) {
      String mended = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
      problems.add(
          scalar.at(),
          Words.quote(text) + " is not a " + kind + " name",
          Optional.of("1 to 63 of a-z, 0-9, '.', '_', '-', a letter or digit at both ends"),
          Optional.of(mended).filter(word -> NAME.matcher(word).matches()));
    }
    return text;
  }
}
