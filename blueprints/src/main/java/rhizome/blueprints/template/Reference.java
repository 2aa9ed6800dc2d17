package rhizome.blueprints.template;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import rhizome.blueprints.schema.Spelling;

/**
 * A template's name and the versions of it that will do, as {@code redis}, {@code redis@1.2.0},
 * {@code redis@^1.2}, {@code redis@~1.2} or {@code redis@>=1 <2}.
 *
 * @param range empty where any will do
 */
public record Reference(String name, String range) {

  private static final Pattern FORM = Pattern.compile(Spelling.REFERENCE);

  static Optional<Reference> of(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int at = text.indexOf('@');
    return Optional.of(
        at < 0
            ? new Reference(text, "")
            : new Reference(text.substring(0, at), text.substring(at + 1).strip()));
  }

  public boolean admits(Template template) {
    return template.name().equals(name) && admits(template.version());
  }

  /** What has a mark of a version before its release is taken only where it is asked for. */
  boolean admits(Semver version) {
    return range.isEmpty() || version.satisfies(range);
  }

  @Override
  public String toString() {
    return range.isEmpty() ? name : name + "@" + range;
  }
}
