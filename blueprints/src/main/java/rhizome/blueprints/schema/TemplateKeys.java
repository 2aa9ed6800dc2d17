package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;
import static rhizome.blueprints.schema.Key.required;

import java.util.List;

/** The keys of templates and of parameters. */
final class TemplateKeys {

  static final Shape REFERENCE = new Shape.Text(Spelling.REFERENCE);
  static final Shape PARAMETERS =
      new Shape.Named(Spelling.PORT_NAME, new Shape.Inside(Form.PARAMETER), 0);

  private static final Shape TEXT = new Shape.Text(Spelling.ANYTHING);
  private static final Shape VALUE = new Shape.Either(TEXT, new Shape.Items(TEXT, 0, false));
  private static final int INSTANCES_MAX = 1_000;

  static final Shape WITH = new Shape.Named(Spelling.PORT_NAME, VALUE, 0);

  private TemplateKeys() {}

  static List<Key> template() {
    return List.of(
        required(
            Keys.TEMPLATE,
            new Shape.Only(Spelling.VERSION),
            "`" + Spelling.VERSION + "`, which says that this is one"),
        required("name", new Shape.Text(Spelling.NAME), "what services say under `template`"),
        required(
            "version",
            new Shape.Word(Spelling.SEMVER),
            "a semantic version: `1.2.0`, or `1.2.0-beta.1` before its release"),
        optional("about", TEXT, "what it is for, in one line"),
        optional("parameters", PARAMETERS, "what is asked for under `with`"),
        optional(
            "consumes",
            new Shape.Named(Spelling.PORT_NAME, new Shape.Inside(Form.CONSUMED), 0),
            "roles, each with the template whose instances play it"),
        optional("parent", new Shape.Inside(Form.PARENT), "what each instance belongs to"),
        required(
            "services",
            new Shape.Named(Spelling.NAME, new Shape.Inside(Form.SERVICE), 1),
            "as in a blueprint; `main` gets the name of the instance"));
  }

  static List<Key> parameter() {
    return List.of(
        required("type", new Shape.Choice(TYPES), "one of " + String.join(", ", quoted())),
        optional("default", VALUE, "its value where none is given; without it one must be"),
        optional("min", TEXT, "the least, of an integer, number, duration, memory or cpu"),
        optional("max", TEXT, "the most"),
        optional("of", new Shape.Items(TEXT, 1, true), "the choices of a `choice`"),
        optional("about", TEXT, "what it is, for whoever gives it"));
  }

  static List<Key> consumed() {
    Shape count = new Shape.Whole(0, INSTANCES_MAX);
    return List.of(
        required(Keys.TEMPLATE, REFERENCE, "what its instances are made from"),
        optional("min", count, "how many there must be").or(1),
        optional("max", count, "how many there may be; 0: any number").or(0),
        optional("auto", new Shape.Truth(), "`true`: those that are missing are made").or(false));
  }

  static List<Key> parent() {
    return List.of(
        required(Keys.TEMPLATE, REFERENCE, "what the parent is made from"),
        optional("auto", new Shape.Truth(), "`true`: it is made where there is none").or(false),
        optional("optional", new Shape.Truth(), "`true`: there may be none").or(false));
  }

  private static final List<String> TYPES =
      List.of(
          "text",
          "integer",
          "number",
          "truth",
          "duration",
          "memory",
          "cpu",
          "port",
          "choice",
          "list",
          "secret");

  private static List<String> quoted() {
    return TYPES.stream().map(type -> "`" + type + "`").toList();
  }
}
