package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

/** Reads what a service is given beside its program: files, volumes and secrets. */
final class SuppliesReader {

  private static final Pattern NAME = Pattern.compile(Spelling.PORT_NAME);
  private static final Pattern MODE = Pattern.compile(Spelling.MODE);
  private static final String SECRET = "${" + Supplies.SECRETS;

  /** A text, and where it stands, so that it can be checked once all names are known. */
  private record Written(TextFile file, Node.Scalar text) {}

  private final Substitution substitution;
  private final Problems problems;
  private final Values values;
  private final Map<String, Integer> paths = new LinkedHashMap<>();
  private final List<Written> written = new ArrayList<>();

  SuppliesReader(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
    this.values = new Values(problems);
  }

  Supplies read(Fields service) {
    List<TextFile> files = service.entry("files").map(this::files).orElse(List.of());
    List<Volume> volumes = service.entry("volumes").map(this::volumes).orElse(List.of());
    List<Secret> secrets = service.entry("secrets").map(this::secrets).orElse(List.of());
    Supplies supplies = new Supplies(files, volumes, secrets);
    if (supplies.fileBytes() > Supplies.FILE_BYTES_MAX) {
      service
          .entry("files")
          .ifPresent(
              entry ->
                  problems.add(
                      entry.key().at(),
                      "the files of the service have " + supplies.fileBytes() + " bytes",
                      "at most " + Supplies.FILE_BYTES_MAX + ", for they travel with its spec"));
    }
    return supplies;
  }

  /** Whether every placeholder in a text stands for something. */
  void check(List<String> offered) {
    written.forEach(each -> substitution.check(each.text, offered));
  }

  private List<TextFile> files(Node.Entry entry) {
    return each(entry, "file", "such as {conf: {path: app.conf, text: x}}", this::file);
  }

  private Optional<TextFile> file(Node.Entry entry) {
    Fields fields = new Fields(Form.FILE, entry.value(), entry.key().at(), problems);
    String path = path(fields, entry.key());
    Optional<Node.Scalar> text = text(fields);
    Node.Scalar holder = text.orElse(new Node.Scalar(entry.key().at(), "", false));
    boolean isPrivate = holder.text().contains(SECRET);
    int mode = mode(fields, isPrivate);
    if (!Supplies.isPath(path)) {
      return Optional.empty();
    }
    TextFile file = new TextFile(entry.key().text(), path, mode, holder.text());
    if (isPrivate && file.opensToOthers()) {
      problems.add(
          fields.at(),
          "a file that holds a secret may be read by others with the mode " + file.writtenMode(),
          "\"0600\" or \"0700\"");
    }
    written.add(new Written(file, holder));
    return Optional.of(file);
  }

  private Optional<Node.Scalar> text(Fields fields) {
    List<Node.Scalar> keys = fields.present(Form.FILE.choice());
    String choice = "exactly one of " + Words.list(Form.FILE.choice());
    if (keys.isEmpty() && fields.readable()) {
      problems.add(fields.at(), "the file has no text", choice);
    }
    for (Node.Scalar second : keys.stream().skip(1).toList()) {
      problems.add(
          second.at(), "'" + second.text() + "' beside '" + keys.getFirst().text() + "'", choice);
    }
    fields
        .get("from")
        .flatMap(node -> values.text(node, "'from'"))
        .ifPresent(
            from ->
                problems.add(
                    from.at(),
                    "the file " + Words.quote(from.text()) + " was not sent along",
                    "a path below the folder of the blueprint, of a file that the rhizome command"
                        + " can read; or 'text'"));
    return fields.get("text").flatMap(node -> values.text(node, "'text'"));
  }

  private int mode(Fields fields, boolean isPrivate) {
    int usual = isPrivate ? TextFile.PRIVATE : TextFile.MODE;
    Optional<Node> node = fields.get("mode");
    if (node.isEmpty()) {
      return usual;
    }
    if (node.get() instanceof Node.Scalar mode && MODE.matcher(mode.text()).matches()) {
      if (!mode.plain()) {
        return Integer.parseInt(mode.text(), 8);
      }
      String message = "'mode' is the number " + mode.text() + " in YAML 1.2, not a mode";
      problems.add(mode.at(), message, "quotes around it: \"" + mode.text() + "\"");
      return usual;
    }
    String message = "'mode' must be a mode, not " + node.get().kind();
    problems.add(node.get().at(), message, "\"0000\" to \"0777\", such as \"0644\" or \"0755\"");
    return usual;
  }

  private List<Volume> volumes(Node.Entry entry) {
    return each(entry, "volume", "such as {data: {size: 1GiB}}", this::volume);
  }

  private Optional<Volume> volume(Node.Entry entry) {
    Fields fields = new Fields(Form.VOLUME, entry.value(), entry.key().at(), problems);
    String path = path(fields, entry.key());
    long size = values.memory(fields, "size", 0);
    return Supplies.isPath(path)
        ? Optional.of(new Volume(entry.key().text(), path, size))
        : Optional.empty();
  }

  /** The path, or the name where none is written; no two may lie in each other. */
  private String path(Fields fields, Node.Scalar name) {
    Node.Scalar at = fields.get("path").flatMap(node -> values.text(node, "'path'")).orElse(name);
    String path = at.text();
    if (!Supplies.isPath(path)) {
      problems.add(
          at.at(),
          Words.quote(path) + " is not a path below the folder of the workload",
          "parts of A-Z, a-z, 0-9, '.', '_', '@', '+', '-' with '/' between them, no '..'");
      return path;
    }
    for (String other : paths.keySet()) {
      if (Supplies.overlap(path, other)) {
        String message = Words.quote(path) + " and " + Words.quote(other) + " lie in each other";
        problems.add(at.at(), message, "a path of its own for each file and volume");
      }
    }
    paths.put(path, at.at());
    return path;
  }

  private List<Secret> secrets(Node.Entry entry) {
    if (entry.value() instanceof Node.Sequence list) {
      Map<String, Secret> secrets = new LinkedHashMap<>();
      for (Node item : list.items()) {
        values.text(item, "a secret").ifPresent(name -> add(secrets, name));
      }
      limit(entry, "secret", secrets.size());
      return List.copyOf(secrets.values());
    }
    return each(entry, "secret", "such as [db-password]", this::secret);
  }

  private void add(Map<String, Secret> secrets, Node.Scalar name) {
    checkName(name, "secret");
    if (secrets.putIfAbsent(name.text(), new Secret(name.text(), false)) != null) {
      String message = Words.quote(name.text()) + " is there twice";
      problems.add(name.at(), message, "each secret once");
    }
  }

  private Optional<Secret> secret(Node.Entry entry) {
    Fields fields = new Fields(Form.SECRET, entry.value(), entry.key().at(), problems);
    return Optional.of(new Secret(entry.key().text(), values.truth(fields, "file", false)));
  }

  private <T> List<T> each(
      Node.Entry entry, String kind, String example, Function<Node.Entry, Optional<T>> reader) {
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      String message = "'" + kind + "s' must be a mapping, not " + entry.value().kind();
      problems.add(entry.value().at(), message, "names with what they are, " + example);
      return List.of();
    }
    List<T> read = new ArrayList<>();
    for (Node.Entry each : mapping.entries()) {
      checkName(each.key(), kind);
      reader.apply(each).ifPresent(read::add);
    }
    limit(entry, kind, mapping.entries().size());
    return read;
  }

  private void checkName(Node.Scalar name, String kind) {
    if (!NAME.matcher(name.text()).matches()) {
      problems.add(
          name.at(),
          Words.quote(name.text()) + " is not a name of a " + kind,
          "1 to 31 of a-z, 0-9, '-', a letter first and no '-' last");
    }
  }

  private void limit(Node.Entry entry, String kind, int count) {
    if (count > Supplies.COUNT_MAX) {
      String message = "the service has " + count + " " + kind + "s";
      problems.add(entry.key().at(), message, "at most " + Supplies.COUNT_MAX);
    }
  }
}
