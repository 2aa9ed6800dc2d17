package rhizome.blueprints.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.semver4j.Semver;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.kernel.Nearest;

/** Templates by name and version. */
public final class Library {

  /** The files of {@code blueprints/templates}, which lie in the jar; a test compares the two. */
  static final List<String> FILES =
      List.of(
          "nginx-lb.yaml", "nginx-web.yaml", "postgresql.yaml", "redis.yaml", "static-site.yaml");

  /** Read once, when somebody first asks. */
  private static final class BuiltIn {
    static final Library LIBRARY = read();

    private static Library read() {
      List<Template> templates = new ArrayList<>();
      for (String file : FILES) {
        TemplateReader.Outcome outcome = TemplateReader.read(file, text(file), Limits.DEFAULT);
        if (outcome.template().isEmpty()) {
          String problems = outcome.problems().stream().map(Problem::headline).toList().toString();
          throw new IllegalStateException("the jar has a broken template: " + problems);
        }
        templates.add(outcome.template().get());
      }
      return new Library(new TreeMap<>()).with(templates);
    }

    private static String text(String file) {
      try (InputStream in = Library.class.getResourceAsStream("/rhizome/templates/" + file)) {
        if (in == null) {
          throw new IllegalStateException("the jar has no template " + file);
        }
        return new String(in.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final NavigableMap<String, NavigableMap<Semver, Template>> templates;

  private Library(NavigableMap<String, NavigableMap<Semver, Template>> templates) {
    this.templates = templates;
  }

  /** Those that every grid knows. */
  public static Library builtIn() {
    return BuiltIn.LIBRARY;
  }

  /** As this one, and {@code more} in the place of those of the same name and version. */
  public Library with(List<Template> more) {
    NavigableMap<String, NavigableMap<Semver, Template>> all = new TreeMap<>();
    templates.forEach((name, versions) -> all.put(name, new TreeMap<>(versions)));
    for (Template template : more) {
      all.computeIfAbsent(template.name(), _ -> new TreeMap<>(Comparator.reverseOrder()))
          .put(template.version(), template);
    }
    return new Library(all);
  }

  /** The newest that will do; one before its release only where there is no other. */
  public Optional<Template> find(Reference wanted) {
    List<Template> found = versions(wanted.name()).stream().filter(wanted::admits).toList();
    return found.stream()
        .filter(template -> template.version().getPreRelease().isEmpty())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** As {@link #find(Reference)}, by what would be written in a blueprint. */
  public Optional<Template> find(String reference) {
    return Reference.of(reference).flatMap(this::find);
  }

  /** Those of a name, the newest first. */
  public List<Template> versions(String name) {
    return List.copyOf(templates.getOrDefault(name, new TreeMap<>()).values());
  }

  /** All, by name, and of each the newest first. */
  public List<Template> all() {
    return templates.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  public List<String> names() {
    return List.copyOf(templates.keySet());
  }

  /** The name that may have been meant. */
  public Optional<String> nearest(String name) {
    return Nearest.of(name, templates.keySet());
  }
}
